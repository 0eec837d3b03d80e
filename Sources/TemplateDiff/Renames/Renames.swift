internal import BorealisDiagnostics
internal import OrderedCollections
internal import TemplateModel

/// Finds resources that are the same under another logical ID, and tells of them as such.
///
/// CloudFormation makes a new resource and removes the old one. What refers to it is written the same but for the name,
/// so that the templates are compared once more with the new names on both sides.
struct Renames {
    private let comparison: StackComparison
    private let names: [String: String]

    init(in comparison: StackComparison) {
        self.comparison = comparison
        guard let before = comparison.before?.template else {
            names = [:]
            return
        }
        let canonicalization = Canonicalization(schema: comparison.schema)
        names = RenameSearch(
            from: before,
            to: comparison.after.template,
            canonical: canonicalization.canonical
        ).names()
    }

    func merge(into difference: inout StackDifference) {
        guard let before = comparison.before, !names.isEmpty else { return }
        var comparison = comparison
        comparison.before = LogicalIDRenaming(names).renamed(before)
        comparison.movedIDs = Set(names.values)
        var renamed = StackDifference(stack: difference.stack, baseline: difference.baseline)
        TemplateComparison(comparison).add(to: &renamed)
        let known = Dictionary(difference.resources.map { ($0.logicalID, $0) }) { first, _ in first }
        renamed.nameAsBefore(LogicalIDRenaming(names))
        renamed.resources = inOrder(renamed.resources + names.map { change(from: $0, to: $1, known: known) })
        renamed.remarks += RenameRemarks(names, in: renamed.resources, template: self.comparison.after.template).remarks
        difference = renamed
    }

    private func change(from old: String, to new: String, known: [String: ResourceChange]) -> ResourceChange {
        let type = comparison.after.template.resources[new]?.child("Type")?.passedText ?? ""
        var change = ResourceChange(.rename(from: old), new, type: type)
        change.physicalID = comparison.before?.physicalIDs[old]
        change.retention = known[old]?.retention
        change.contents = known[old]?.contents
        change.place = known[new]?.place ?? comparison.after.place(["Resources", new])
        return change
    }

    /// Those of the new template in its order, then those that are only in the old one.
    private func inOrder(_ changes: [ResourceChange]) -> [ResourceChange] {
        let order = comparison.after.template.resources
        let (kept, removed) = (
            changes.filter { order[$0.logicalID] != nil }, changes.filter { order[$0.logicalID] == nil }
        )
        return kept.sorted { (order.index(forKey: $0.logicalID) ?? 0) < (order.index(forKey: $1.logicalID) ?? 0) }
            + removed
    }
}

extension StackDifference {
    /// Gives the values of the old template the names that it has for renamed resources.
    fileprivate mutating func nameAsBefore(_ renaming: LogicalIDRenaming) {
        for index in resources.indices {
            resources[index].properties = resources[index].properties.map { $0.namedAsBefore(renaming.reversed) }
        }
        for index in elements.indices {
            elements[index].properties = elements[index].properties.map { $0.namedAsBefore(renaming.reversed) }
        }
    }
}

extension PropertyChange {
    /// What refers to a renamed resource names the old one before, and the new one after.
    fileprivate func namedAsBefore(_ renaming: LogicalIDRenaming) -> PropertyChange {
        guard case .value(let node) = before else { return self }
        // `DependsOn` has names that are no calls.
        let key = path.first == "DependsOn" ? "DependsOn" : "Value"
        guard let old = renaming.renamed(.map([key: node])).child(key), old != node else { return self }
        var after = after
        if case .indirect(.resource(let name, _)) = kind, renaming.names[name] != nil { after = before }
        var change = PropertyChange(kind, path, before: .value(old), after: after)
        (change.replacement, change.evidence) = (replacement, evidence)
        return change
    }
}
