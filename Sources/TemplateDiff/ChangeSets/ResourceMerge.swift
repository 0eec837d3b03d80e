internal import BorealisDiagnostics
internal import OrderedCollections
internal import TemplateModel

/// A resource of a change set, and what it adds to the same resource of the templates.
struct ResourceMerge {
    private let reported: ChangeSet.ResourceChange
    private let comparison: StackComparison
    private let details: [ChangeSet.Detail]

    init(_ reported: ChangeSet.ResourceChange, in comparison: StackComparison) {
        self.reported = reported
        self.comparison = comparison
        details = reported.details.filter { !$0.isIdle }
    }

    /// What the change set alone says.
    var change: ResourceChange {
        var change = ResourceChange(reported.action.action ?? .update, reported.logicalID, type: reported.type)
        change.evidence = .changeSet
        change.physicalID = reported.physicalID
        change.retention = reported.retention(known: change.action == .remove ? retentionOfRemoval : nil)
        guard change.action == .update else { return change }
        change.replacement = reported.verdict ?? (reported.action == .dynamic ? .conditional : .never)
        change.properties = properties(besides: [], of: change)
        return change
    }

    func merged(with known: ResourceChange) -> ResourceChange {
        var merged = known
        merged.evidence = known.evidence.confirmed
        merged.physicalID = reported.physicalID ?? known.physicalID
        if let action = reported.action.action, !known.isRename { merged.action = action }
        let isUnknown = merged.action == .remove && known.retention?.attribute != .deletionPolicy
        merged.retention = reported.retention(known: isUnknown ? retentionOfRemoval : known.retention)
        guard merged.action == .update else {
            if known.action == .update {
                merged.properties = []
                merged.replacement = .never
            }
            return merged
        }
        merged.replacement = settled(known.replacement, by: reported.verdict)
        merged.properties = known.properties.map { confirmed($0, in: merged) }
        merged.properties += properties(besides: known.properties, of: merged)
        return merged
    }

    /// What the template says that is deployed; nil where it has no such resource.
    private var retentionOfRemoval: Retention? {
        guard let before = comparison.before, let resource = before.template.resources[reported.logicalID] else {
            return nil
        }
        return .ofRemoval(resource, TemplateSides(before: before, after: comparison.after).before)
    }

    /// - Parameter merged: the resource that came of it.
    func disagreement(with merged: ResourceChange) -> Diagnostic? {
        guard merged.action == .update, merged.replacement == .always, let verdict = reported.verdict,
            verdict != .always
        else { return nil }
        return .disputedReplacement(merged, verdict: verdict)
    }

    /// What templates leave open CloudFormation decides; what they are sure of stays.
    private func settled(
        _ known: ResourceChange.Replacement,
        by verdict: ResourceChange.Replacement?
    ) -> ResourceChange.Replacement {
        known == .conditional ? verdict ?? known : max(known, verdict ?? .never)
    }

    private func confirmed(_ property: PropertyChange, in resource: ResourceChange) -> PropertyChange {
        let covering = details.filter { $0.covers(property.path) }
        guard let verdict = covering.map(\.verdict).max() else { return property }
        var confirmed = property
        let exact = covering.first { $0.keys == property.path }
        if case .indirect = property.kind, property.before == property.after, let exact {
            let values = values(of: exact)
            confirmed = PropertyChange(property.kind, property.path, before: values.before, after: values.after)
        }
        confirmed.replacement = min(settled(property.replacement, by: verdict), resource.replacement)
        confirmed.evidence = property.evidence.confirmed
        return confirmed
    }

    /// Those that only CloudFormation names, each once.
    private func properties(besides known: [PropertyChange], of resource: ResourceChange) -> [PropertyChange] {
        let unnamed = details.filter { detail in !known.contains { detail.covers($0.path) } }
        let paths = OrderedDictionary(grouping: unnamed.filter { $0.keys != nil }) { $0.keys ?? [] }
        return paths.compactMap { path, details in
            guard let detail = details.first(where: { $0.cause == nil }) ?? details.first else { return nil }
            let values = values(of: detail)
            var property = PropertyChange(kind(of: detail, values), path, before: values.before, after: values.after)
            property.replacement = min(details.map(\.verdict).max() ?? .never, resource.replacement)
            property.evidence = .changeSet
            return property
        }
    }

    private func kind(of detail: ChangeSet.Detail, _ values: ReportedValues) -> PropertyChange.Kind {
        if let cause = detail.cause { return .indirect(cause) }
        switch (values.before, values.after) {
        case (nil, .some): return .added
        case (.some, nil): return .removed
        default: return .changed
        }
    }

    private func values(of detail: ChangeSet.Detail) -> ReportedValues {
        let keys = detail.keys ?? []
        return ReportedValues(detail, of: reported, isSecret: isItemOfSecret(keys) || isMasked(detail))
    }

    /// Whether it is the value of a tag, variable or parameter whose name, beside it, is that of a secret.
    private func isItemOfSecret(_ keys: [String]) -> Bool {
        guard keys.last.map(SecretName.isValue) ?? false else { return false }
        if keys.count == 2, SecretName.isSecret(reported.logicalID) { return true }
        let templates = [comparison.before, comparison.after].compactMap(\.self).map(\.template)
        let resources = [reported.before, reported.after] + templates.map { $0.resources[reported.logicalID] }
        return resources.contains { resource in
            guard case .map(let item)? = resource?.value(at: keys.dropLast()) else { return false }
            return SecretName.isSecret(item: item)
        }
    }

    private func isMasked(_ detail: ChangeSet.Detail) -> Bool {
        guard case .parameter(let name)? = detail.cause,
            case .map(let parameter)? = comparison.after.template.parameters[name]
        else { return false }
        return parameter.isSilent || SecretName.isSecret(name)
    }
}

extension ChangeSet.ResourceChange.Action {
    /// Nil where it says nothing that the templates don't say.
    fileprivate var action: ResourceChange.Action? {
        switch self {
        case .add: .add
        case .modify: .update
        case .remove: .remove
        case .import: .import
        case .dynamic, .syncWithActual: nil
        }
    }
}

extension ResourceChange {
    fileprivate var isRename: Bool {
        if case .rename = action { true } else { false }
    }
}

extension Evidence {
    /// Where CloudFormation says the same.
    fileprivate var confirmed: Evidence { self == .offline ? .both : self }
}
