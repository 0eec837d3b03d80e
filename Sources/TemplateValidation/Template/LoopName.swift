internal import OrderedCollections
internal import TemplateModel

/// The name of elements that a loop makes, with what differs from turn to turn: `Topic${Name}`.
///
/// - Source: CloudFormation Template Reference, "Fn::ForEach", read 2026-11-21.
struct LoopName {
    static let loop = "Fn::ForEach::"

    private let start: Substring
    private let end: Substring

    private init(_ key: String) {
        let opening = key.firstRange(of: "${") ?? key.firstRange(of: "&{")
        start = key[..<(opening?.lowerBound ?? key.endIndex)]
        end = opening == nil ? "" : key.lastIndex(of: "}").map { key[key.index(after: $0)...] } ?? ""
    }

    func mayBe(_ name: String) -> Bool {
        name.hasPrefix(start) && name.hasSuffix(end)
    }

    /// The names that the loops of a section make, also those of loops inside of loops.
    static func names(in section: OrderedDictionary<String, TemplateNode>) -> [LoopName] {
        section.flatMap { key, node -> [LoopName] in
            guard key.hasPrefix(loop), case .list(let parts) = node, parts.count == 3, case .map(let made) = parts[2]
            else { return [] }
            return made.keys.filter { !$0.hasPrefix(loop) }.map(LoopName.init) + names(in: made)
        }
    }
}
