internal import OrderedCollections
internal import TemplateModel

/// A name in a value that something else gives a meaning to.
enum Reference: Hashable {
    /// In place of a name, where any mapping may be meant; no name begins with a colon.
    static let anyMapping = ":mapping"

    case ref(String)
    case attribute(String, of: String)
    /// The name of a mapping, which a function may give, with its keys, where they are texts.
    case mapping(TemplateNode, [String?])
    case condition(String)
}

extension TemplateNode {
    /// The references in a value in canonical form, in order.
    var references: [Reference] {
        switch self {
        case .string, .integer, .number, .boolean: []
        case .list(let items): items.flatMap(\.references)
        case .map(let entries): call.map(Self.references) ?? entries.values.flatMap(\.references)
        }
    }

    private static func references(of call: (function: Intrinsic, argument: TemplateNode)) -> [Reference] {
        switch (call.function, call.argument) {
        case (.ref, .string(let name)): [.ref(name)]
        case (.getAtt, .list(let parts)) where parts.count == 2:
            [.attribute(parts[1].plainText ?? "", of: parts[0].plainText ?? "")] + parts[1].references
        case (.findInMap, .list(let parts)) where parts.count > 2:
            [.mapping(parts[0], parts[1...2].map(\.plainText))] + parts.flatMap(\.references)
        case (.if, .list(let parts)) where parts.count == 3:
            [.condition(parts[0].plainText ?? "")] + parts.dropFirst().flatMap(\.references)
        case (.condition, .string(let name)): [.condition(name)]
        default: call.argument.references
        }
    }

    /// The names that a value as it is written may refer to, and perhaps others.
    var mentions: Set<String> {
        var names: Set<String> = []
        addMentions(to: &names)
        return names
    }

    private func addMentions(to names: inout Set<String>) {
        switch self {
        case .string, .integer, .number, .boolean: break
        case .list(let items):
            for item in items { item.addMentions(to: &names) }
        case .map(let entries):
            if let call {
                call.argument.addNames(to: &names, isSubstitution: call.function == .sub)
                if call.function == .findInMap, call.argument.listItems?.first?.plainText == nil {
                    names.insert(Reference.anyMapping)
                }
            }
            for value in entries.values { value.addMentions(to: &names) }
        }
    }

    /// The first text of what a function takes is a name, or has names in it.
    private func addNames(to names: inout Set<String>, isSubstitution: Bool) {
        switch self {
        case .string(let text) where isSubstitution:
            var rest = text[...]
            while let start = rest.firstPlace(of: "${") {
                rest = rest[start.upperBound...]
                let name = rest.utf8.prefix { $0 != UInt8(ascii: "}") && $0 != UInt8(ascii: ".") }
                names.insert(String(decoding: name.filter { $0 != UInt8(ascii: " ") }, as: UTF8.self))
            }
        case .string(let text): names.insert(String(Substring(text.utf8.prefix { $0 != UInt8(ascii: ".") })))
        case .list(let items): items.first?.addNames(to: &names, isSubstitution: isSubstitution)
        case .integer, .number, .boolean, .map: break
        }
    }
}
