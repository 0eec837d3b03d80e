internal import OrderedCollections
internal import TemplateModel

/// A resource with its properties, as the rules about Aurora read it.
struct CheckedResource {
    let id: String
    let type: String
    let properties: OrderedDictionary<String, TemplateNode>

    /// A value that a branch of `Fn::If` has, or the only one.
    struct Value {
        let node: TemplateNode
        let location: TemplateLocation
        /// What the conditions must be for it.
        fileprivate let choices: [String: Bool]

        /// Whether a deploy may have both: one of them whenever it has the other.
        ///
        /// Of conditions that only one of them has it isn't known whether both can be true.
        func isPossible(with other: Value) -> Bool {
            let (few, many) = choices.count < other.choices.count ? (choices, other.choices) : (other.choices, choices)
            return few.allSatisfy { many[$0.key] == $0.value }
        }

        /// What a key of an object may have.
        func values(of key: String) -> [Value] {
            node.entries?[key].map { Self.branches(of: $0, at: location.appending(key), choices) } ?? []
        }

        /// What the items of a list may be.
        var items: [Value] {
            node.items?.enumerated().flatMap { index, item in
                Self.branches(of: item, at: location.appending(index), choices)
            } ?? []
        }

        /// A condition that was chosen before stays as it is.
        private static func branches(
            of node: TemplateNode,
            at location: TemplateLocation,
            _ choices: [String: Bool]
        ) -> [Value] {
            guard case (.if, .list(let parts))? = node.call, parts.count == 3, let condition = parts[0].string else {
                return [Value(node: node, location: location, choices: choices)]
            }
            let inside = location.appending(Intrinsic.if.rawValue)
            return [(1, true), (2, false)].flatMap { index, isMet in
                guard choices[condition] ?? isMet == isMet else { return [Value]() }
                let inner = choices.merging([condition: isMet]) { $1 }
                return branches(of: parts[index], at: inside.appending(index), inner)
            }
        }
    }

    var location: TemplateLocation {
        TemplateLocation("Resources", id, "Properties")
    }

    func location(of property: String) -> TemplateLocation {
        location.appending(property)
    }

    /// All properties.
    var value: Value {
        Value(node: .map(properties), location: location, choices: [:])
    }

    /// The text, number or boolean of a property; nil for what only a deploy knows.
    func text(_ property: String) -> String? {
        properties[property]?.scalarText
    }

    /// What a property may have: its value, or both branches of `Fn::If`.
    func values(of property: String) -> [Value] {
        value.values(of: property)
    }

    /// The logical ID that a property refers to with `Ref`.
    func reference(_ property: String) -> String? {
        properties[property]?.referenceTarget
    }
}

extension TemplateNode {
    var isTrue: Bool {
        scalarText?.lowercased() == "true"
    }

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
