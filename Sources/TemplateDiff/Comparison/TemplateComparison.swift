internal import BorealisDiagnostics
internal import OrderedCollections
internal import TemplateModel

/// Compares two templates: resources, properties, and all that is no resource.
struct TemplateComparison {
    private let before: ComparedTemplate
    private let after: ComparedTemplate
    private let hasBaseline: Bool
    private let canonicalization: Canonicalization
    private let movedIDs: Set<String>

    init(_ comparison: StackComparison) {
        before = comparison.before ?? ComparedTemplate(Template())
        after = comparison.after
        hasBaseline = comparison.before != nil
        canonicalization = Canonicalization(schema: comparison.schema)
        movedIDs = comparison.movedIDs
    }

    func add(to difference: inout StackDifference) {
        let parameters = ParameterValues(before: before, after: after)
        let sources = ChangedSources(before: before, after: after, parameters: parameters)
        let resources = ResourceChanges(before: before, after: after, moved: movedIDs, canonicalization, sources)
        let elements = ElementComparison(before: before, after: after)
        difference.resources += resources.all
        difference.elements += elements.changes(with: resources.sources)
        difference.rewrites += resources.rewrites + elements.rewrites
        difference.remarks += parameterRemarks(parameters)
        let search = GapSearch(after, parameters: parameters, changed: resources.updated)
        difference.gaps = (difference.gaps + search.gaps + removedGaps + gaps(of: difference.resources)).sorted()
    }
}

extension TemplateComparison {
    /// What isn't known of resources that come, go or change.
    private func gaps(of changes: [ResourceChange]) -> [Gap] {
        changes.flatMap { change in conditionGaps(of: change) + typeGaps(of: change) }
    }

    private func conditionGaps(of change: ResourceChange) -> [Gap] {
        let id = change.logicalID
        let sides = [before.template, after.template].map { $0.resources[id]?.objectEntries?["Condition"]?.plainText }
        let isAffected =
            switch change.action {
            case .add: true
            // The deployed stack tells whether it is there.
            case .remove: before.physicalIDs.isEmpty
            case .update, .rename, .import: change.properties.contains { $0.path == ["Condition"] }
            }
        let names = isAffected ? Set(sides.compactMap(\.self)) : []
        return names.map { Gap("whether it is there depends on the condition \($0)", logicalID: id) }
    }

    /// Of what made a part of the stack and is gone.
    private var removedGaps: [Gap] {
        let transforms = before.template.transforms.filter { name in
            name != "AWS::LanguageExtensions" && !after.template.transforms.contains(name)
        }
        let makers = before.template.resources.filter { id, node in
            after.template.resources[id] == nil && node.isMadeAtDeploy(as: id)
        }
        return transforms.map { Gap("the transform \($0) is removed, and what it made isn't known") }
            + makers.keys.map { Gap("what it made isn't known, and is removed with it", logicalID: $0) }
    }

    private func typeGaps(of change: ResourceChange) -> [Gap] {
        if change.type == ResourceComparison.loopType {
            return [Gap("what becomes of the resources of the loop isn't known", logicalID: change.logicalID)]
        }
        guard change.action == .update, change.properties.contains(where: { $0.path.first == "Properties" }),
            !change.type.isCustomResource
        else { return [] }
        if change.type.isMadeByTransform {
            let text = "whether the change replaces it isn't known, as a transform makes other resources of it"
            return [Gap(text, logicalID: change.logicalID)]
        }
        guard canonicalization.schema(ofResourceType: change.type) == nil else { return [] }
        return [Gap("whether the change replaces it isn't known, as \(change.type) isn't", logicalID: change.logicalID)]
    }

    private func parameterRemarks(_ values: ParameterValues) -> [Diagnostic] {
        guard hasBaseline else { return [] }
        return after.template.parameters.compactMap { name, node in
            let place = after.place(["Parameters", name])
            let newDefault = node.objectEntries?["Default"]?.passedText
            guard let old = before.template.parameters[name] else {
                return newDefault == nil ? .missingValue(of: name, at: place) : nil
            }
            let oldDefault = old.objectEntries?["Default"]?.passedText
            guard oldDefault != newDefault else { return nil }
            guard let value = before.parameters[name] else {
                return newDefault == nil ? .removedDefault(of: name, at: place) : nil
            }
            let isSecret = [old, node].contains { $0.objectEntries?.isSilent ?? false }
            let shown = Redaction.shown(.string(value), at: isSecret ? ["secret"] : [name])
            return .keptValue(shown == .hidden ? nil : value, of: name, at: place)
        }
    }
}
