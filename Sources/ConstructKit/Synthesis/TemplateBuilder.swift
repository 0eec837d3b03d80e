internal import BorealisDiagnostics
internal import OrderedCollections
internal import ResourceSchema
internal import TemplateModel

/// Builds the template of one stack, except for the exports that other stacks want of it.
struct TemplateBuilder {
    let draft: StackDraft
    private var resolver: ExpressionResolver
    private var ownProblems: [Diagnostic] = []

    init(
        draft: StackDraft,
        index: Int,
        directory: Directory,
        crossStack: CrossStackReferences,
        schemas: SchemaLibrary
    ) {
        self.draft = draft
        resolver = ExpressionResolver(stack: index, directory: directory, crossStack: crossStack, schemas: schemas)
    }

    var problems: [Diagnostic] { resolver.problems + ownProblems }
    var crossStack: CrossStackReferences { resolver.crossStack }
    var schemas: SchemaLibrary { resolver.schemas }
    var assets: [AssetContent] { Array(resolver.assets.values) }

    mutating func template() -> Template {
        var template = Template()
        let whole = ExpressionResolver.Owner(name: draft.name, place: draft.file)
        template.description = draft.stack.description
        _ = resolver.text(template.description, of: whole, at: "Description")
        template.transforms = draft.stack.transforms
        for transform in template.transforms {
            _ = resolver.text(transform, of: whole, at: "Transform")
        }
        template.metadata = draft.stack.metadata.map { resolver.node(for: $0.expression, of: whole, at: "Metadata") }
        let tags = draft.stack.tags.tagValues.sorted { $0.key < $1.key }.map { key, value in
            (key: key, value: resolver.node(for: value.expression, of: whole, at: "Tags.\(key)"))
        }
        for member in draft.members {
            add(member, tags: StackTags(tags: tags), to: &template)
        }
        return template
    }

    private mutating func add(
        _ member: StackDraft.Member,
        tags: StackTags,
        to template: inout Template
    ) {
        switch member.element {
        case let resource as Resource:
            let dependencies = dependencies(of: resource, member)
            let writer = ResourceWriter(resource: resource, member: member, stackTags: tags)
            template.resources[member.id] = writer.node(
                dependencies: dependencies,
                resolver: &resolver,
                problems: &ownProblems
            )
        case let parameter as any ParameterElement:
            template.parameters[member.id] = parameter.declaration.node { name, text in
                resolver.text(text, of: member.owner, at: name)
            }
        case let mapping as any MappingElement:
            template.mappings[member.id] = node(for: mapping, member)
        case let condition as Condition:
            template.conditions[member.id] = resolver.node(
                for: condition.test.expression,
                of: member.owner,
                at: "Condition"
            )
        case let output as Output: template.outputs[member.id] = node(for: output, member)
        default: preconditionFailure("an element of a kind that templates don't have")
        }
    }

    private mutating func node(for mapping: any MappingElement, _ member: StackDraft.Member) -> TemplateNode {
        ownProblems += MappingRules.problems(of: mapping, named: member.id, at: member.place)
        let rows = mapping.rows.map { key, columns in
            (key, Expression.map(PropertyBag(columns.map { ($0.key, $0.value) })))
        }
        return resolver.node(for: .map(PropertyBag(rows)), of: member.owner, at: "Mapping")
    }

    private mutating func node(for output: Output, _ member: StackDraft.Member) -> TemplateNode {
        var body: OrderedDictionary<String, TemplateNode> = [:]
        body["Description"] = output.description.map { resolver.text($0, of: member.owner, at: "Description") }
        if let condition = output.condition {
            body["Condition"] = resolver.node(
                for: Expression(.conditionName(condition)),
                of: member.owner,
                at: "Condition"
            )
        }
        body["Value"] = resolver.node(for: output.value, of: member.owner, at: "Value")
        if let name = output.exportName {
            body["Export"] = .map(["Name": resolver.node(for: name.expression, of: member.owner, at: "Export.Name")])
        }
        return .map(body)
    }

    /// The logical IDs for `DependsOn`, each once and in the order given; a resource of another stack orders the stacks.
    private mutating func dependencies(of resource: Resource, _ member: StackDraft.Member) -> [String] {
        var ids: OrderedSet<String> = []
        for dependency in (resource.requirements + resource.dependsOn).flatMap(resources(of:)) {
            guard let target = resolver.directory[dependency] else { continue }
            if target.stack == resolver.stack {
                ids.append(target.id)
            } else {
                resolver.crossStack.need(
                    target.stack,
                    by: resolver.stack,
                    reason: "\(member.id) depends on \(target.id)",
                    at: member.place
                )
            }
        }
        return Array(ids)
    }

    private func resources(of dependency: any Dependable) -> [Element] {
        switch dependency {
        case let resource as Resource: [resource]
        case let construct as any Construct:
            Discovery.elements(in: construct).map(\.element).filter { $0 is Resource }
        default: []
        }
    }
}

extension ParameterDeclaration {
    /// - Parameter text: checks a text and gives its node.
    fileprivate func node(text: (String, String) -> TemplateNode) -> TemplateNode {
        var body: OrderedDictionary<String, TemplateNode> = ["Type": text("Type", type)]
        body["Default"] = `default`.map { literal(text("Default", $0)) }
        body["AllowedValues"] =
            allowedValues.isEmpty ? nil : .list(allowedValues.map { literal(text("AllowedValues", $0)) })
        body["AllowedPattern"] = allowedPattern.map { text("AllowedPattern", $0) }
        body["MinLength"] = length.map { .integer($0.lowerBound) }
        body["MaxLength"] = length.map { .integer($0.upperBound) }
        body["MinValue"] = range.map { .number($0.lowerBound) }
        body["MaxValue"] = range.map { .number($0.upperBound) }
        body["NoEcho"] = noEcho ? .boolean(true) : nil
        body["Description"] = description.map { text("Description", $0) }
        body["ConstraintDescription"] = constraintDescription.map { text("ConstraintDescription", $0) }
        return .map(body)
    }

    /// Numbers are written as numbers where the type is one.
    private func literal(_ node: TemplateNode) -> TemplateNode {
        guard type == "Number", case .string(let text) = node else { return node }
        return Int(text).map(TemplateNode.integer) ?? Double(text).map(TemplateNode.number) ?? node
    }
}
