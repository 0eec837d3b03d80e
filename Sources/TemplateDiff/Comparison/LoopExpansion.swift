internal import OrderedCollections
internal import TemplateModel

/// Puts what the loops of a template make in their place, as far as it is known before the deploy.
///
/// A loop whose collection only the deploy knows stays as it is, with the loops around it.
/// - Source: CloudFormation Template Reference, "Fn::ForEach" and "AWS::LanguageExtensions transform": every
///   `${Name}` and `&{Name}` in keys and values is the item, the latter without what is neither a letter nor a digit;
///   a collection is a list, a parameter or a value of a mapping; loops may be in loops, in conditions, outputs,
///   resources and their properties; read 2026-11-22.
struct LoopExpansion {
    static let loop = "Fn::ForEach::"
    static let transform = "AWS::LanguageExtensions"

    private let values: TransformValues
    /// Where an element that a loop makes is written, by its section and name.
    private(set) var places: [[String]: [String]] = [:]
    /// How many more entries loops may make: a template has 500 resources at most, and loops in loops multiply.
    private var room = 10_000

    init(_ values: TransformValues) {
        self.values = values
    }

    mutating func expanded(_ template: Template) -> Template {
        guard template.transforms.contains(Self.transform) else { return template }
        var expanded = template
        expanded.conditions = section("Conditions", template.conditions)
        expanded.resources = section("Resources", template.resources).mapValues(values.withKnownCondition)
        expanded.outputs = section("Outputs", template.outputs).mapValues(values.withKnownCondition)
        return expanded
    }

    private mutating func section(_ name: String, _ entries: Template.Section) -> Template.Section {
        var section: Template.Section = [:]
        for (key, node) in entries {
            guard key.hasPrefix(Self.loop) else {
                section[key] = expanded(node, [:]) ?? node
                continue
            }
            guard let made = made(by: node, [:], at: [name, key]) else {
                section[key] = node
                continue
            }
            section.merge(made) { first, _ in first }
        }
        return section
    }

    /// - Returns: nil for what only the deploy knows.
    private mutating func made(
        by loop: TemplateNode,
        _ items: [String: String],
        at path: [String]
    ) -> Template.Section? {
        guard case .list(let parts) = loop, parts.count == 3, let name = parts[0].plainText,
            let body = parts[2].objectEntries, let collection = expanded(parts[1], items),
            let turns = values.texts(of: collection)
        else { return nil }
        var made: Template.Section = [:]
        for turn in turns {
            let items = items.merging([name: turn]) { _, inner in inner }
            guard let entries = expanded(body, items, at: path + ["2"]) else { return nil }
            made.merge(entries) { first, _ in first }
        }
        return made
    }

    /// - Parameter path: of the entries; empty for what is below an element.
    private mutating func expanded(
        _ entries: Template.Section,
        _ items: [String: String],
        at path: [String] = []
    ) -> Template.Section? {
        var expanded: Template.Section = [:]
        for (key, node) in entries {
            let inner = path.isEmpty ? [] : path + [key]
            if key.hasPrefix(Self.loop) {
                guard let made = made(by: node, items, at: inner) else { return nil }
                expanded.merge(made) { first, _ in first }
                continue
            }
            room -= items.isEmpty ? 0 : 1
            guard room >= 0, let value = self.expanded(node, items) else { return nil }
            let name = key.replacing(items)
            expanded[name] = value
            if let section = path.first { places[[section, name]] = inner }
        }
        return expanded
    }

    private mutating func expanded(_ node: TemplateNode, _ items: [String: String]) -> TemplateNode? {
        switch node {
        case .string(let text): return .string(text.replacing(items))
        case .integer, .number, .boolean: return node
        case .list(let parts):
            var expanded: [TemplateNode] = []
            for part in parts {
                guard let part = self.expanded(part, items) else { return nil }
                expanded.append(part)
            }
            return .list(expanded)
        case .map(let entries):
            if case (.ref, .string(let name))? = node.call, let item = items[name] { return .string(item) }
            return expanded(entries, items).map { values.withKnownName(.map($0)) }
        }
    }
}

extension String {
    fileprivate func replacing(_ items: [String: String]) -> String {
        guard !items.isEmpty, self[...].has("{") else { return self }
        return items.sorted { $0.key < $1.key }.reduce(self) { text, item in
            let plain = item.value.filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
            return text.replacing("${\(item.key)}", with: item.value).replacing("&{\(item.key)}", with: plain)
        }
    }
}
