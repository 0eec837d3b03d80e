internal import BorealisDiagnostics
internal import OrderedCollections
internal import TemplateModel

/// Joins what CloudFormation says with what the templates say.
///
/// Where both speak of the replacement of a resource, CloudFormation decides what the templates leave open, and can add
/// a replacement; one that the templates say for certain stays, and a remark tells that CloudFormation sees none.
/// Merging the same change set again changes nothing.
package struct ChangeSetMerge {
    private let changeSet: ChangeSet
    private let comparison: StackComparison

    package init(_ changeSet: ChangeSet, in comparison: StackComparison) {
        self.changeSet = changeSet
        self.comparison = comparison
    }

    package func merge(into difference: inout StackDifference) {
        guard changeSet.verdict != .unusable else {
            return difference.addRemark(.unusableChangeSet(changeSet))
        }
        difference.baseline.changeSet = changeSet.name
        if changeSet.verdict == .noChanges {
            // Whatever values the deploy would read, CloudFormation has read them.
            if difference.isEmpty { difference.gaps = [] }
        } else {
            for resource in changeSet.resources { merge(resource, into: &difference) }
            sort(&difference.resources)
        }
        addSilence(to: &difference)
    }

    private func merge(_ reported: ChangeSet.ResourceChange, into difference: inout StackDifference) {
        if reported.details.contains(where: \.isAutomatic) {
            difference.addGaps([Gap("what changes inside the nested stack isn't known", logicalID: reported.logicalID)])
        }
        if reported.action == .dynamic {
            difference.addGaps([Gap("what is done with it is known at the deploy", logicalID: reported.logicalID)])
        }
        let index = difference.resources.firstIndex { change in
            change.logicalID == reported.logicalID
                || change.action == .rename(from: reported.logicalID) && reported.action == .remove
        }
        if let index {
            let merge = ResourceMerge(reported, in: comparison)
            difference.resources[index] = merge.merged(with: difference.resources[index])
            if let remark = merge.disagreement(with: difference.resources[index]) { difference.addRemark(remark) }
        } else if reported.action == .syncWithActual {
            difference.addRemark(.synchronizedResource(reported, place: place(of: reported)))
        } else {
            var change = ResourceMerge(reported, in: comparison).change
            change.place = place(of: reported)
            difference.resources.append(change)
        }
    }

    private func place(of reported: ChangeSet.ResourceChange) -> Place? {
        let side = reported.action == .remove ? comparison.before : comparison.after
        guard side?.template.resources[reported.logicalID] != nil else { return nil }
        return side?.place(["Resources", reported.logicalID])
    }

    /// In the order of the new template, then of the old one.
    private func sort(_ resources: inout [ResourceChange]) {
        let templates = [comparison.after, comparison.before].compactMap(\.self).map(\.template)
        let positions = Dictionary(zip(templates.flatMap(\.resources.keys), 0...)) { first, _ in first }
        resources = resources.enumerated().sorted { left, right in
            (positions[left.element.logicalID] ?? .max, left.offset)
                < (positions[right.element.logicalID] ?? .max, right.offset)
        }.map(\.element)
    }

    /// A complete answer that doesn't name what changes is no answer to these templates.
    private func addSilence(to difference: inout StackDifference) {
        let silent = difference.resources.filter { $0.evidence == .offline && $0.isReportable }
        difference.addGaps(
            silent.map { Gap("the change set doesn't say that it changes", logicalID: $0.logicalID) }
        )
    }
}

extension ResourceChange {
    /// Whether a change set would name it: the order of resources is nothing that it tells.
    ///
    /// - Source: botocore 1.44.5's service model, ResourceAttribute, read 2026-11-22.
    fileprivate var isReportable: Bool {
        let attributes: Set = [
            "Properties", "Metadata", "CreationPolicy", "UpdatePolicy", "DeletionPolicy", "UpdateReplacePolicy", "Tags",
        ]
        return action != .update || properties.isEmpty
            || properties.contains { $0.path.first.map(attributes.contains) ?? true }
    }
}

extension StackDifference {
    fileprivate mutating func addRemark(_ remark: Diagnostic) {
        if !remarks.contains(remark) { remarks.append(remark) }
    }
}
