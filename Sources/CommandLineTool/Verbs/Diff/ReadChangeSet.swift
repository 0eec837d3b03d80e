package import BorealisAWSClient
package import BorealisDiagnostics
package import TemplateDiff
internal import TemplateModel

/// A change set, as it was read twice: with values CloudFormation may leave out whole resources and the reasons of
/// changes, and without values it says less of each.
package struct ReadChangeSet {
    package private(set) var changeSet: ChangeSet
    /// What of it isn't known here.
    package private(set) var gaps: [Gap] = []

    /// - Parameter valued: nil where it was deleted meanwhile.
    /// - Throws: ``Diagnostic`` `DIF035` for an action that isn't known.
    package init(
        _ plain: CloudFormationClient.ChangeSet,
        withValues valued: CloudFormationClient.ChangeSet?
    ) throws(Diagnostic) {
        changeSet = ChangeSet(name: plain.name, status: plain.status, statusReason: plain.statusReason)
        var valuedChanges = valued?.changes ?? []
        for change in plain.changes {
            let index = valuedChanges.firstIndex { $0.logicalID == change.logicalID && $0.action == change.action }
            try add(change.completed(by: index.map { valuedChanges.remove(at: $0) }))
        }
        for change in valuedChanges { try add(change) }
    }

    private mutating func add(_ change: CloudFormationClient.Change) throws(Diagnostic) {
        guard let action = ChangeSet.ResourceChange.Action(rawValue: change.action) else {
            throw .unknownAction(change.action, of: change.logicalID, changeSet: changeSet.name)
        }
        var read = ChangeSet.ResourceChange(logicalID: change.logicalID, type: change.type, action: action)
        read.physicalID = change.physicalID
        read.policyAction = change.policyAction
        read.replacement = change.replacement.flatMap(ChangeSet.ResourceChange.Replacement.init)
        if let replacement = change.replacement, read.replacement == nil {
            gaps.append(Gap("the change set says of its replacement: \(replacement)", logicalID: change.logicalID))
        }
        read.details = change.details.map(ChangeSet.Detail.init)
        read.before = context(change.beforeContext, "as it is", of: change.logicalID)
        read.after = context(change.afterContext, "as it would be", of: change.logicalID)
        changeSet.resources.append(read)
    }

    private mutating func context(_ text: String?, _ words: String, of logicalID: String) -> TemplateNode? {
        guard let text, !text.isEmpty else { return nil }
        let document = TemplateDocument(Array(text.utf8))
        guard document.problems.isEmpty else {
            gaps.append(Gap("what the change set says of it \(words) can't be read", logicalID: logicalID))
            return nil
        }
        return document.root
    }
}

extension CloudFormationClient.Change {
    /// What is said of it with values, and what is said without them only.
    fileprivate func completed(by valued: CloudFormationClient.Change?) -> CloudFormationClient.Change {
        guard var all = valued else { return self }
        all.physicalID = all.physicalID ?? physicalID
        all.replacement = all.replacement ?? replacement
        all.policyAction = all.policyAction ?? policyAction
        all.details += details.filter { detail in !all.details.contains { $0.isValued(detail) } }
        return all
    }
}

extension CloudFormationClient.Detail {
    /// Whether it says the same as another one that has no values.
    fileprivate func isValued(_ plain: CloudFormationClient.Detail) -> Bool {
        (attribute, name, evaluation) == (plain.attribute, plain.name, plain.evaluation)
            && (changeSource, causingEntity) == (plain.changeSource, plain.causingEntity)
    }
}

extension ChangeSet.Detail {
    fileprivate init(_ detail: CloudFormationClient.Detail) {
        self.init(attribute: detail.attribute)
        name = detail.name
        path = detail.path
        requiresRecreation = detail.requiresRecreation
        before = detail.beforeValue
        after = detail.afterValue
        evaluation = detail.evaluation
        changeSource = detail.changeSource
        causingEntity = detail.causingEntity
    }
}
