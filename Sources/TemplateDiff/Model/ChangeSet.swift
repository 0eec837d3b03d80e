package import TemplateModel

/// What CloudFormation says that a change set would do, all pages of it.
package struct ChangeSet: Hashable, Sendable {
    package var name: String
    /// As AWS has it: `CREATE_COMPLETE`, `FAILED`.
    package var status: String
    package var statusReason: String?
    package var resources: [ResourceChange] = []

    package init(name: String, status: String, statusReason: String? = nil) {
        self.name = name
        self.status = status
        self.statusReason = statusReason
    }

    /// - Source: CloudFormation API Reference, ResourceChange, and botocore 1.44.5's service model, read 2026-11-22.
    package struct ResourceChange: Hashable, Sendable {
        package enum Action: String, Sendable {
            case add = "Add"
            case modify = "Modify"
            case remove = "Remove"
            case `import` = "Import"
            /// Whether anything happens is known at the deploy.
            case dynamic = "Dynamic"
            case syncWithActual = "SyncWithActual"
        }

        package enum Replacement: String, Sendable {
            case yes = "True"
            case no = "False"
            case conditional = "Conditional"
        }

        package var logicalID: String
        package var type: String
        package var physicalID: String?
        package var action: Action
        package var replacement: Replacement?
        /// `Delete`, `Retain`, `Snapshot`, `ReplaceAndDelete`, `ReplaceAndRetain`, `ReplaceAndSnapshot`.
        package var policyAction: String?
        package var details: [Detail] = []
        /// The resource as it is and as it would be, where the values were asked for.
        package var before: TemplateNode?
        package var after: TemplateNode?

        package init(logicalID: String, type: String, action: Action) {
            self.logicalID = logicalID
            self.type = type
            self.action = action
        }
    }

    package struct Detail: Hashable, Sendable {
        /// `Properties`, `Metadata`, `CreationPolicy`, `UpdatePolicy`, `DeletionPolicy`, `UpdateReplacePolicy`, `Tags`.
        package var attribute: String
        /// Of the property.
        package var name: String?
        /// `/Properties/Tags/0/Value`.
        package var path: String?
        /// `Never`, `Conditionally`, `Always`.
        package var requiresRecreation: String?
        package var before: String?
        package var after: String?
        /// Whether the value is known before the deploy: `Static` or `Dynamic`.
        package var evaluation: String?
        /// `ResourceReference`, `ParameterReference`, `ResourceAttribute`, `DirectModification`, `Automatic` for a nested
        /// stack, `NoModification` for what is so already.
        package var changeSource: String?
        /// `Cluster.Arn`, or the name of a parameter.
        package var causingEntity: String?

        package init(attribute: String) {
            self.attribute = attribute
        }
    }
}
