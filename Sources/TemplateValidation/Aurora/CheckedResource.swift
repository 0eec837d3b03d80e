internal import OrderedCollections
internal import TemplateModel

/// A resource with its properties, as the rules about Aurora read it.
struct CheckedResource {
    let id: String
    let type: String
    let properties: OrderedDictionary<String, TemplateNode>

    /// A value that is known before a deploy: not the result of a function.
    struct Value {
        let node: TemplateNode
        let location: TemplateLocation
    }

    var location: TemplateLocation {
        TemplateLocation("Resources", id, "Properties")
    }

    func location(of property: String) -> TemplateLocation {
        location.appending(property)
    }

    /// The text, number or boolean of a property; nil for what only a deploy knows.
    func text(_ property: String) -> String? {
        properties[property]?.scalarText
    }

    func isTrue(_ property: String) -> Bool {
        text(property)?.lowercased() == "true"
    }

    func isFalse(_ property: String) -> Bool {
        text(property)?.lowercased() == "false"
    }

    /// What a property may have: its value, or both branches of `Fn::If`.
    func values(of property: String) -> [Value] {
        properties[property].map { Self.branches(of: $0, at: location(of: property)) } ?? []
    }

    /// The logical ID that a property refers to with `Ref`.
    func reference(_ property: String) -> String? {
        properties[property]?.referenceTarget
    }

    static func branches(of node: TemplateNode, at location: TemplateLocation) -> [Value] {
        guard let call = node.call, call.function == .if, case .list(let parts) = call.argument, parts.count == 3 else {
            return [Value(node: node, location: location)]
        }
        let inside = location.appending(Intrinsic.if.rawValue)
        return branches(of: parts[1], at: inside.appending(1)) + branches(of: parts[2], at: inside.appending(2))
    }
}

extension TemplateNode {
    /// The logical ID of `Ref`.
    var referenceTarget: String? {
        guard case (.ref, .string(let id))? = call else { return nil }
        return id
    }

    var items: [TemplateNode]? {
        if case .list(let items) = self, call == nil { items } else { nil }
    }
}

extension TemplateFacts {
    /// The resources of one of some types, in the order of the template.
    func resources(ofType isWanted: (String) -> Bool) -> [CheckedResource] {
        types.elements.filter { isWanted($0.value) }.map { id, type in
            CheckedResource(id: id, type: type, properties: template.resources[id]?.propertiesNode.entries ?? [:])
        }
    }

    func resources(of types: String...) -> [CheckedResource] {
        resources { types.contains($0) }
    }

    func resource(_ id: String?) -> CheckedResource? {
        guard let id, let type = types[id] else { return nil }
        return CheckedResource(id: id, type: type, properties: template.resources[id]?.propertiesNode.entries ?? [:])
    }
}
