internal import BorealisDiagnostics
internal import OrderedCollections
internal import TemplateModel

/// Finds what loses data or weakens what protects it, and what CloudFormation will refuse.
package struct GuardRules {
    private let comparison: StackComparison
    private let sides: TemplateSides

    package init(_ comparison: StackComparison) {
        self.comparison = comparison
        sides = TemplateSides(
            before: comparison.before ?? ComparedTemplate(Template()),
            after: comparison.after
        )
    }

    package func add(to difference: inout StackDifference) {
        let renaming = LogicalIDRenaming(of: difference)
        let oldIDs = renaming.reversed.names
        for index in difference.resources.indices {
            let change = difference.resources[index]
            let resource = ResourceSides(
                before: comparison.before?.template.resources[oldIDs[change.logicalID] ?? change.logicalID]
                    .map(renaming.renamed),
                after: comparison.after.template.resources[change.logicalID]
            )
            difference.resources[index].describeLoss(resource, sides)
            let rules = ResourceGuards(
                difference.resources[index],
                resource,
                stack: comparison.stack,
                sides,
                isThere: isThere(oldIDs[change.logicalID] ?? change.logicalID, difference)
            )
            difference.guards += rules.guards
            difference.remarks += rules.remarks
            difference.remarks +=
                ResourceRefusals(
                    difference.resources[index],
                    resource,
                    schema: comparison.schema(change.type)
                ).remarks
        }
        difference.guards += difference.migrations.compactMap(editedSQL)
        let exports = ExportRules(difference, stack: comparison.stack, comparison, sides)
        difference.guards += exports.guards
        difference.remarks += exports.remarks
        allow(&difference.guards)
    }

    /// Whether the stack has a resource; false also where CloudFormation has said that it removes none, nil where neither
    /// is known.
    private func isThere(_ id: String, _ difference: StackDifference) -> Bool? {
        if difference.baseline.changeSet != nil { return false }
        guard let physicalIDs = comparison.before?.physicalIDs, !physicalIDs.isEmpty else { return nil }
        return physicalIDs[id] != nil
    }

    private func allow(_ guards: inout [Guard]) {
        for index in guards.indices {
            guards[index].isAllowed = comparison.allowances.contains(guards[index].key)
        }
    }

    private func editedSQL(_ change: MigrationChange) -> Guard? {
        let scripts = change.scripts.filter(\.isRefused)
        guard !scripts.isEmpty else { return nil }
        let changes = scripts.map(\.refusal).joined(separator: ", ")
        let rebuild = change.isRebuild ? "; OnEdited is rebuild: everything in the database is dropped" : ""
        return Guard(
            .editSQL,
            stack: comparison.stack,
            logicalID: change.logicalID,
            reason: "SQL that was applied has changed: \(changes)\(rebuild)",
            place: scripts.lazy.compactMap(\.place).first ?? change.place
        )
    }
}

/// A resource in the old template, under its new logical ID, and in the new one.
struct ResourceSides {
    let before: TemplateNode?
    let after: TemplateNode?
}

extension ScriptChange {
    fileprivate var refusal: String {
        switch kind {
        case .edited: "\(name) is edited"
        case .removed: "\(name) is removed"
        case .reordered: "\(name) is out of order"
        case .renamed(let old): "\(old) is now \(name)"
        case .new, .rerun, .accepted: name
        }
    }
}
