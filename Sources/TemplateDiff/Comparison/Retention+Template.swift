internal import OrderedCollections
internal import TemplateModel

extension Retention {
    /// What happens to a resource that leaves the stack: the policy of the template that is deployed.
    static func ofRemoval(_ resource: TemplateNode, _ values: SideValues) -> Retention {
        least(.deletionPolicy, of: resource, values)
    }

    /// What happens to a resource in whose place another one is made: the policy of the template that is deployed next,
    /// as CloudFormation clean-ups come at the end of the update.
    static func ofReplacement(_ resource: TemplateNode, _ values: SideValues) -> Retention {
        least(.updateReplacePolicy, of: resource, values)
    }

    /// A function may say it where the template has the language extensions; of several that it may be, the worst.
    private static func least(_ attribute: Attribute, of resource: TemplateNode, _ values: SideValues) -> Retention {
        let written = resource.child(attribute.rawValue)
        let choices = values.comparisons(in: written).choices
        let policies = choices?.map { Retention(values.resolved(written, where: $0), by: attribute, of: resource) }
        return policies?.min { $0.policy.strength < $1.policy.strength }
            ?? Retention(written, by: attribute, of: resource)
    }

    /// - Parameter value: with what is known in place of names; nil for none.
    /// - Source: CloudFormation Template Reference, "DeletionPolicy attribute": Snapshot is the default for
    ///   AWS::RDS::DBCluster, and for AWS::RDS::DBInstance without DBClusterIdentifier; "UpdateReplacePolicy attribute":
    ///   Delete is the default for all types; read 2026-11-22.
    init(_ value: TemplateNode?, by attribute: Attribute, of resource: TemplateNode) {
        if let value, !value.isAbsence {
            // What can't be told is the worst of all.
            self.init(value.plainText.flatMap(Policy.init) ?? .delete, by: attribute, isWritten: true)
        } else {
            let isSnapshot = attribute == .deletionPolicy && resource.isSnapshotByDefault
            self.init(isSnapshot ? .snapshot : .delete, by: attribute, isWritten: false)
        }
    }
}

extension TemplateNode {
    fileprivate var isSnapshotByDefault: Bool {
        switch child("Type")?.plainText {
        case "AWS::RDS::DBCluster": true
        case "AWS::RDS::DBInstance": child("Properties")?.child("DBClusterIdentifier").map(\.isAbsence) ?? true
        default: false
        }
    }
}
