import OrderedCollections
import TemplateModel

/// One change of a template at a place that is known.
struct TemplateMutation<Generator: RandomNumberGenerator> {
    var generator: Generator

    /// The template with one value of one property changed.
    ///
    /// - Returns: also the way to it, as far as no function is on it.
    mutating func mutated(_ template: Template) -> (template: Template, path: [String]) {
        let ids = template.resources.filter { $0.value.properties?.isEmpty == false }.map(\.key)
        let id = ids.randomElement(using: &generator) ?? ""
        var changed = template
        guard case .map(var body)? = template.resources[id], let properties = body["Properties"] else {
            return (template, [])
        }
        let (node, path) = mutated(properties)
        body["Properties"] = node
        changed.resources[id] = .map(body)
        return (changed, [id, "Properties"] + path)
    }

    private mutating func mutated(_ node: TemplateNode) -> (TemplateNode, [String]) {
        switch node {
        case .map(let entries) where node.call != nil:
            return (.map(entries.mapValues { changedLeaf(of: $0) }), [])
        case .map(var entries) where !entries.isEmpty:
            let key = entries.keys.randomElement(using: &generator) ?? ""
            guard let entry = entries[key] else { return (node, []) }
            let (value, path) = mutated(entry)
            entries[key] = value
            return (.map(entries), [key] + path)
        case .list(var items) where !items.isEmpty:
            let index = items.indices.randomElement(using: &generator) ?? 0
            let (value, path) = mutated(items[index])
            items[index] = value
            return (.list(items), [String(index)] + path)
        default: return (changedLeaf(of: node), [])
        }
    }

    /// Another value that means something else in any type.
    private func changedLeaf(of node: TemplateNode) -> TemplateNode {
        switch node {
        case .string(let text): .string(text + "x")
        case .integer(let number): .integer(number + 1)
        case .number(let number): .number(number + 0.5)
        case .boolean(let boolean): .boolean(!boolean)
        case .list(let items): .list(items.isEmpty ? [.string("x")] : items.map(changedLeaf))
        case .map(let entries): .map(entries.mapValues(changedLeaf))
        }
    }
}

/// The same template, written differently.
struct TemplateRewriting<Generator: RandomNumberGenerator> {
    var generator: Generator
    /// The lists whose order means nothing.
    private static var sets: Set<String> { ["SubnetIds", "Action", "Resource", "Statement", "DependsOn"] }

    mutating func rewritten(_ template: Template) -> Template {
        var rewritten = template
        for (id, node) in template.resources {
            guard case .map(var body) = node else { continue }
            body["Properties"] = body["Properties"].map { self.rewritten($0, named: "Properties") }
            if case .list(let names)? = body["DependsOn"] {
                body["DependsOn"] = names.count == 1 ? names[0] : .list(names.shuffled(using: &generator))
            }
            rewritten.resources[id] = .map(shuffled(body))
        }
        rewritten.resources.shuffle(using: &generator)
        return rewritten
    }

    private mutating func rewritten(_ node: TemplateNode, named name: String) -> TemplateNode {
        if let call = node.call, call.function != .condition { return rewritten(call, node) }
        switch node {
        case .integer(let number): return .string(String(number))
        case .boolean(let boolean): return .string(String(boolean))
        case .number: return node
        case .string(let text): return rewritten(text, node)
        case .list(let items):
            var items = items.map { rewritten($0, named: "") }
            if Self.sets.contains(name) { items.shuffle(using: &generator) }
            if Bool.random(using: &generator) { items.append(.call(.ref, .string("AWS::NoValue"))) }
            return .list(items)
        case .map(let entries):
            var changed = entries
            for (key, value) in entries { changed[key] = rewritten(value, named: key) }
            if name == "Properties" { changed["NothingAtAll"] = .call(.ref, .string("AWS::NoValue")) }
            return .map(shuffled(changed))
        }
    }

    private mutating func rewritten(_ text: String, _ node: TemplateNode) -> TemplateNode {
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: return .call(.sub, .string(text.replacing("${", with: "${!")))
        case 1: return .call(.join, .list([.string(""), .list(text.map { .string(String($0)) })]))
        case 2: return .call(.if, .list([.string("Any"), node, node]))
        default: return node
        }
    }

    private mutating func rewritten(
        _ call: (function: Intrinsic, argument: TemplateNode),
        _ node: TemplateNode
    ) -> TemplateNode {
        switch (call.function, call.argument) {
        case (.ref, .string(let name)) where name != "AWS::NoValue": return .call(.sub, .string("${\(name)}"))
        case (.getAtt, .list(let parts)):
            let text = parts.compactMap { if case .string(let text) = $0 { text } else { nil } }.joined(separator: ".")
            return Bool.random(using: &generator) ? .call(.getAtt, .string(text)) : .call(.sub, .string("${\(text)}"))
        case (.sub, .string(let text)): return .call(.sub, .list([.string(text), .map(["Unused": .string("x")])]))
        default: return node
        }
    }

    private mutating func shuffled(
        _ entries: OrderedDictionary<String, TemplateNode>
    ) -> OrderedDictionary<String, TemplateNode> {
        var shuffled = entries
        shuffled.shuffle(using: &generator)
        return shuffled
    }
}

extension TemplateNode {
    fileprivate var properties: OrderedDictionary<String, TemplateNode>? {
        guard case .map(let body) = self, case .map(let properties)? = body["Properties"] else { return nil }
        return properties
    }
}
