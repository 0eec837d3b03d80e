internal import BorealisDiagnostics
internal import OrderedCollections
internal import ResourceSchema
internal import TemplateModel

/// Writes one resource: its attributes in the order of CloudFormation's documentation, then its properties.
struct ResourceWriter {
    let resource: Resource
    let member: StackDraft.Member
    let stackTags: StackTags

    /// - Parameter dependencies: the logical IDs for `DependsOn`.
    func node(
        dependencies: [String],
        resolver: inout ExpressionResolver,
        problems: inout [Diagnostic]
    ) -> TemplateNode {
        var body: OrderedDictionary<String, TemplateNode> = [
            "Type": resolver.text(resource.cloudFormationType, of: member.owner, at: "Type")
        ]
        if let condition = resource.condition {
            let name = Expression(.conditionName(condition))
            body["Condition"] = resolver.node(for: name, of: member.owner, at: "Condition")
        }
        body["DependsOn"] = dependencies.isEmpty ? nil : .list(dependencies.map(TemplateNode.string))
        body["DeletionPolicy"] = resource.deletionPolicy.map { .string($0.rawValue) }
        body["UpdateReplacePolicy"] = resource.updateReplacePolicy.map { .string($0.rawValue) }
        let attributes = [
            ("CreationPolicy", resource.creationPolicy), ("UpdatePolicy", resource.updatePolicy),
            ("Metadata", resource.metadata),
        ]
        for (name, value) in attributes {
            body[name] = value.map { resolver.node(for: $0.expression, of: member.owner, at: name) }
        }
        body["Properties"] = properties(resolver: &resolver, problems: &problems)
        return overridden(.map(body), resolver: &resolver, problems: &problems)
    }

    private func properties(
        resolver: inout ExpressionResolver,
        problems: inout [Diagnostic]
    ) -> TemplateNode? {
        let node = resolver.node(for: .map(resource.bag), of: member.owner, at: "Properties")
        guard case .map(var properties) = node else { return nil }
        addTags(to: &properties, schemas: &resolver.schemas, problems: &problems)
        return properties.isEmpty ? nil : .map(properties)
    }

    private func addTags(
        to properties: inout OrderedDictionary<String, TemplateNode>,
        schemas: inout SchemaLibrary,
        problems: inout [Diagnostic]
    ) {
        guard !stackTags.tags.isEmpty, let tagging = schemas.schema(of: resource)?.tagging else { return }
        let merged = stackTags.added(to: properties[tagging.property], in: tagging.style)
        if merged == nil {
            problems.append(
                .unmergeableTags(type: resource.cloudFormationType, property: tagging.property, place: member.place)
            )
        }
        properties[tagging.property] = merged
    }

    private func overridden(
        _ node: TemplateNode,
        resolver: inout ExpressionResolver,
        problems: inout [Diagnostic]
    ) -> TemplateNode {
        var node = node
        for override in resource.overrides {
            let value = override.value.map { resolver.node(for: $0.expression, of: member.owner, at: override.path) }
            do {
                try node.replace(at: TemplatePath(override.path), with: value)
            } catch {
                problems.append(
                    .invalidOverride(path: override.path, problem: error.explanation, place: override.place)
                )
            }
        }
        return node
    }
}
