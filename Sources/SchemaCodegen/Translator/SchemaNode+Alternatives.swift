/// Choices between shapes, as far as one shape can stand for all of them.
extension SchemaNode {
    /// What a choice with a single alternative is a roundabout way of saying; the same as JSON in a text is none.
    var onlyAlternative: SchemaNode? {
        let typed = alternatives.filter { $0["format"] != .string("json") }
        guard self["type"] == nil, self["properties"] == nil, typed.count == 1 else { return nil }
        return typed.first
    }

    /// A choice between objects that are described in place, as one object: the properties of all, of which those are
    /// required that each alternative requires.
    ///
    /// Alternatives that say different things of one property leave the choice as it is.
    var mergingAlternatives: SchemaNode {
        guard self["properties"] == nil, self["allOf"] == nil, alternatives.count > 1,
            alternatives.allSatisfy(\.isObject)
        else { return self }
        var properties: [String: SchemaNode] = [:]
        for (name, property) in alternatives.flatMap({ $0["properties"]?.object ?? [:] }) {
            guard (properties[name]?.facts ?? property.facts) == property.facts else { return self }
            properties[name] = property
        }
        return .object([
            "type": .string("object"), "properties": .object(properties), "required": .list(commonlyRequired),
            choiceKeyword: .list(alternatives.map { .object(["required": $0["required"] ?? .null]) }),
            "additionalProperties": .boolean(
                !alternatives.allSatisfy { $0["additionalProperties"] == .boolean(false) }
            ),
        ])
    }

    /// Of alternatives that no two can be true of, exactly one is; of others that is known only of the whole schema.
    private var choiceKeyword: String {
        self["oneOf"] != nil && self["anyOf"] == nil ? "oneOf" : "anyOf"
    }

    private var alternatives: [SchemaNode] {
        ["oneOf", "anyOf", "allOf"].flatMap { self[$0]?.list ?? [] }
    }

    private var isObject: Bool {
        !(self["properties"]?.object ?? [:]).isEmpty
    }

    private var commonlyRequired: [SchemaNode] {
        let required = alternatives.map { Set($0["required"]?.list ?? []) }
        let common = required.dropFirst().reduce(required.first ?? []) { $0.intersection($1) }
        return common.sorted { ($0.text ?? "") < ($1.text ?? "") }
    }

    /// Without prose, so that two descriptions of one thing are equal.
    private var facts: SchemaNode {
        guard case .object(var entries) = self else { return self }
        entries["description"] = nil
        entries["title"] = nil
        return .object(entries)
    }
}
