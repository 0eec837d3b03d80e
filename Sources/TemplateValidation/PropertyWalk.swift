internal import OrderedCollections
internal import ResourceSchema
internal import TemplateModel

/// Goes through the properties of one resource with its schema, and has every rule look at every part.
struct PropertyWalk {
    let schema: ResourceTypeSchema
    let targets: ReferenceTargets
    private let patterns: PatternLibrary
    private(set) var findings: [Finding] = []

    init(schema: ResourceTypeSchema, targets: ReferenceTargets, patterns: PatternLibrary) {
        self.schema = schema
        self.targets = targets
        self.patterns = patterns
    }

    mutating func visitResource(_ node: TemplateNode, at location: TemplateLocation) {
        visit(node, shape: .object(schema.object), constraints: .init(), at: location)
    }

    /// A shape whose definition is looked up.
    private enum Shape {
        case object(ResourceTypeSchema.Object)
        case list(ResourceTypeSchema.Shape)
        case map(ResourceTypeSchema.Shape)
        case scalar(ResourceTypeSchema.ScalarKind)
    }

    private func resolved(_ shape: ResourceTypeSchema.Shape) -> Shape {
        switch shape {
        case .scalar(let kind): .scalar(kind)
        case .list(let element): .list(element)
        case .map(let element): .map(element)
        case .definition(let name): schema.definitions[name].map(Shape.object) ?? .scalar(.json)
        }
    }

    private mutating func visit(
        _ node: TemplateNode,
        shape: Shape,
        constraints: ResourceTypeSchema.Constraints,
        at location: TemplateLocation
    ) {
        if case .string(let text) = node, text.isDynamicReference { return }
        if let call = node.call {
            return visit(call, node, shape: shape, constraints: constraints, at: location)
        }
        switch (shape, node) {
        case (.object(let object), .map(let entries)):
            visit(ObjectValue(entries: entries, object: object, schema: schema, location: location))
        case (.list(let element), .list(let items)):
            findings += WrongCount.findings(of: items, constraints, at: location)
            findings += DuplicateItem.findings(of: items, constraints, at: location)
            for (index, item) in items.enumerated() {
                visit(item, shape: resolved(element), constraints: constraints, at: location.appending(index))
            }
        case (.map, .map(let entries)) where entries.hasMacro: break
        case (.map(let element), .map(let entries)):
            findings += WrongCount.findings(of: entries.values.elements, constraints, unit: "keys", at: location)
            for (key, value) in entries {
                visit(value, shape: resolved(element), constraints: .init(), at: location.appending(key))
            }
        case (.scalar(let kind), _):
            let value = ScalarValue(node: node, kind: kind, constraints: constraints, location: location)
            findings += scalarFindings(of: value)
        case (.object, _): findings += WrongType.findings(of: node, instead: "an object", at: location, schema)
        case (.list, _): findings += WrongType.findings(of: node, instead: "a list", at: location, schema)
        case (.map, _): findings += WrongType.findings(of: node, instead: "an object", at: location, schema)
        }
    }

    private func scalarFindings(of value: ScalarValue) -> [Finding] {
        let lengths = WrongLength.findings(of: value)
        let forms = WrongFormat.findings(of: value, self.patterns)
        // A text that is too long, or not in the form that its format has, matches no pattern either.
        let patterns = lengths.isEmpty && forms.isEmpty ? WrongPattern.findings(of: value, self.patterns) : []
        return WrongType.findings(of: value) + UnknownValue.findings(of: value) + OutOfRange.findings(of: value)
            + lengths + forms + patterns
    }

    /// The branches of `Fn::If` are values in its place; of other functions only what they refer to is known.
    private mutating func visit(
        _ call: (function: Intrinsic, argument: TemplateNode),
        _ node: TemplateNode,
        shape: Shape,
        constraints: ResourceTypeSchema.Constraints,
        at location: TemplateLocation
    ) {
        guard call.function == .if else {
            findings += WrongReference.findings(of: node, constraints, targets: targets, at: location)
            return
        }
        guard case .list(let arguments) = call.argument, arguments.count == 3 else { return }
        for index in 1...2 {
            let branch = location.appending(Intrinsic.if.rawValue).appending(index)
            visit(arguments[index], shape: shape, constraints: constraints, at: branch)
        }
    }

    private mutating func visit(_ object: ObjectValue) {
        // What a macro puts there isn't known.
        guard !object.entries.hasMacro else { return }
        findings += MissingProperty.findings(in: object)
        findings += UnknownProperty.findings(in: object)
        findings += WrongCombination.findings(in: object)
        for property in object.object.properties {
            guard let value = object.entries[property.name] else { continue }
            visit(
                value,
                shape: resolved(property.shape),
                constraints: property.constraints,
                at: object.location.appending(property.name)
            )
        }
    }
}

extension OrderedDictionary<String, TemplateNode> {
    /// Whether a key stands for what a macro makes of it: `Fn::Transform`, and the loops `Fn::ForEach::Name`.
    fileprivate var hasMacro: Bool {
        keys.contains { $0 == Intrinsic.transform.rawValue || $0.hasPrefix("Fn::ForEach::") }
    }
}
