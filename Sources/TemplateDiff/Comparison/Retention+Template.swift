internal import OrderedCollections
internal import TemplateModel

extension Retention {
    /// What happens to a resource that leaves the stack: the policy of the template that is deployed.
    ///
    /// - Source: CloudFormation Template Reference, "DeletionPolicy attribute": Snapshot is the default for
    ///   AWS::RDS::DBCluster, and for AWS::RDS::DBInstance without DBClusterIdentifier; read 2026-11-22.
    static func ofRemoval(_ resource: TemplateNode, parameters: (String) -> TemplateNode?) -> Retention {
        if let written = policy(in: resource, .deletionPolicy, parameters) { return written }
        let entries = resource.objectEntries
        let isStandalone = entries?["Properties"]?.objectEntries?["DBClusterIdentifier"].map(\.isAbsence) ?? true
        let isSnapshot =
            switch entries?["Type"]?.plainText {
            case "AWS::RDS::DBCluster": true
            case "AWS::RDS::DBInstance": isStandalone
            default: false
            }
        return Retention(isSnapshot ? .snapshot : .delete, by: .deletionPolicy, isWritten: false)
    }

    /// What happens to a resource in whose place another one is made: the policy of the template that is deployed next,
    /// as CloudFormation clean-ups come at the end of the update.
    ///
    /// - Source: CloudFormation Template Reference, "UpdateReplacePolicy attribute": Delete is the default for all types;
    ///   read 2026-11-22.
    static func ofReplacement(_ resource: TemplateNode, parameters: (String) -> TemplateNode?) -> Retention {
        policy(in: resource, .updateReplacePolicy, parameters)
            ?? Retention(.delete, by: .updateReplacePolicy, isWritten: false)
    }

    /// A parameter may say it where the template has the language extensions; what can't be told is the worst of all.
    private static func policy(
        in resource: TemplateNode,
        _ attribute: Attribute,
        _ parameters: (String) -> TemplateNode?
    ) -> Retention? {
        guard var node = resource.objectEntries?[attribute.rawValue], !node.isAbsence else { return nil }
        if case (.ref, .string(let name))? = node.call, let value = parameters(name) { node = value }
        let policy = node.plainText.flatMap(Policy.init) ?? .delete
        return Retention(policy, by: attribute, isWritten: true)
    }
}
