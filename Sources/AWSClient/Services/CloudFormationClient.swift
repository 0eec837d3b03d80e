package import BorealisDiagnostics

/// The calls of CloudFormation that read.
///
/// - Source: CloudFormation API Reference, version 2010-05-15, and botocore 1.44.5's service model, read 2026-11-22.
package struct CloudFormationClient {
    private let session: AWSSession

    package init(_ session: AWSSession) {
        self.session = session
    }

    package struct Stack: Hashable, Sendable {
        package var name = ""
        package var id = ""
        /// `UPDATE_COMPLETE`, `REVIEW_IN_PROGRESS`, …
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

    /// Nil where there is no such stack.
    package func stack(named name: String) throws(Diagnostic) -> Stack? { nil }

    /// The template as it was given (stage `Original`), of the stack or of one of its change sets.
    package func template(of stack: String, changeSet: String? = nil) throws(Diagnostic) -> String { "" }

    package func resources(of stack: String) throws(Diagnostic) -> [StackResource] { [] }

    /// The names of the stacks that import an export, sorted; empty where none does.
    package func importers(of export: String) throws(Diagnostic) -> [String] { [] }

    /// All pages; nil where the stack has no such change set.
    package func changeSet(
        named name: String,
        of stack: String,
        includingValues: Bool
    ) throws(Diagnostic) -> ChangeSet? { nil }
}
