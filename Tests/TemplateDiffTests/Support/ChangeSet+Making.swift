import OrderedCollections
import TemplateDiff
import TemplateModel

extension ChangeSet {
    /// One that CloudFormation has made.
    init(_ resources: [ChangeSet.ResourceChange]) {
        self.init(name: "review", status: "CREATE_COMPLETE")
        self.resources = resources
    }
}

extension ChangeSet.ResourceChange {
    init(
        _ action: Action,
        _ logicalID: String,
        _ type: String = "AWS::RDS::DBCluster",
        replacement: Replacement? = nil,
        policyAction: String? = nil,
        details: [ChangeSet.Detail] = []
    ) {
        self.init(logicalID: logicalID, type: type, action: action)
        self.replacement = replacement
        self.policyAction = policyAction
        self.details = details
        physicalID = action == .add ? nil : "blog-\(logicalID.lowercased())"
    }
}

extension ChangeSet.Detail {
    /// Of a property.
    init(
        _ path: String,
        _ before: String? = nil,
        _ after: String? = nil,
        recreation: String? = "Never",
        evaluation: String? = "Static",
        source: String? = "DirectModification",
        cause: String? = nil
    ) {
        self.init(attribute: "Properties")
        let keys = path.split(separator: "/")
        name = keys.dropFirst().first.map(String.init) ?? path
        self.path = keys.count > 1 ? path : nil
        self.before = before
        self.after = after
        requiresRecreation = recreation
        self.evaluation = evaluation
        changeSource = source
        causingEntity = cause
    }
}
