/// The calls of CloudFormation that read.
///
/// - Source: CloudFormation API Reference, version 2010-05-15, and botocore 1.44.5's service model, read 2026-11-22.
package struct CloudFormationClient {
    let session: AWSSession

    package init(_ session: AWSSession) {
        self.session = session
    }

    package struct Stack: Hashable, Sendable {
        package var name = ""
        package var id = ""
        /// Such as `UPDATE_COMPLETE` and `REVIEW_IN_PROGRESS`.
        package var status = ""
        /// Values of parameters with NoEcho are `****`.
        package var parameters: [String: String] = [:]
        package var outputs: [Output] = []
        package var tags: [String: String] = [:]

        package init() {}
    }

    package struct Output: Hashable, Sendable {
        package var key = ""
        package var value = ""
        package var exportName: String?

        package init() {}
    }

    package struct StackResource: Hashable, Sendable {
        package var logicalID = ""
        package var physicalID: String?
        package var type = ""
        package var status = ""

        package init() {}
    }

    /// A change set as CloudFormation describes it, all pages of it; every text is as AWS has it.
    package struct ChangeSet: Hashable, Sendable {
        package var name = ""
        package var status = ""
        package var statusReason: String?
        package var executionStatus = ""
        package var changes: [Change] = []

        package init() {}
    }

    package struct Change: Hashable, Sendable {
        package var action = ""
        package var logicalID = ""
        package var physicalID: String?
        package var type = ""
        package var replacement: String?
        package var policyAction: String?
        package var details: [Detail] = []
        /// JSON texts; only where values were asked for.
        package var beforeContext: String?
        package var afterContext: String?

        package init() {}
    }

    package struct Detail: Hashable, Sendable {
        package var attribute = ""
        package var name: String?
        package var path: String?
        package var requiresRecreation: String?
        package var beforeValue: String?
        package var afterValue: String?
        package var evaluation: String?
        package var changeSource: String?
        package var causingEntity: String?

        package init() {}
    }
}
