import BorealisAWSClient
import BorealisCommandLineTool
import BorealisDiagnostics
import TemplateDiff
import TemplateModel
import Testing

/// What a stack's status says of what is there.
@Suite struct StackStatusTests {
    private static let events = "look at its events first: aws cloudformation describe-stack-events --stack-name s"
    private static let deletion = "delete it first: aws cloudformation delete-stack --stack-name s"
    private static let patience = "compare again when it is done"

    private func state(_ status: String) -> DeployedState {
        var stack = CloudFormationClient.Stack()
        (stack.name, stack.status) = ("s", status)
        return DeployedState(of: stack)
    }

    @Test(arguments: ["CREATE_COMPLETE", "UPDATE_COMPLETE", "IMPORT_COMPLETE"])
    func `a stack at rest is what its template says`(status: String) {
        let state = state(status)
        #expect((state.kind, state.isSettled) == (.deployed, true))
        #expect(state.notices == [])
    }

    @Test(arguments: ["UPDATE_ROLLBACK_COMPLETE", "IMPORT_ROLLBACK_COMPLETE"])
    func `a stack that was taken back is what its template says, and it is told`(status: String) {
        let state = state(status)
        #expect((state.kind, state.isSettled) == (.deployed, true))
        #expect(state.notices.map(\.severity) == [.note])
        #expect(state.notices.map(\.got) == [status])
    }

    @Test(arguments: ["REVIEW_IN_PROGRESS", "DELETE_COMPLETE"])
    func `a stack that has only a change set, or was deleted, is none`(status: String) {
        let state = state(status)
        #expect((state.kind, state.isSettled) == (.absent, true))
        #expect(state.notices == [])
    }

    @Test func `a stack whose first deploy was taken back is none, and has to be deleted first`() {
        let state = state("ROLLBACK_COMPLETE")
        #expect((state.kind, state.isSettled) == (.absent, true))
        #expect(state.notices.map(\.severity) == [.warning])
        #expect(state.notices.map(\.fix) == [Self.deletion])
    }

    /// - Source: botocore 1.44.5's service model, StackStatus, read 2026-11-22; the last two are none of it.
    @Test(arguments: [
        ("CREATE_IN_PROGRESS", patience), ("ROLLBACK_IN_PROGRESS", patience), ("DELETE_IN_PROGRESS", patience),
        ("UPDATE_IN_PROGRESS", patience), ("UPDATE_COMPLETE_CLEANUP_IN_PROGRESS", patience),
        ("UPDATE_ROLLBACK_IN_PROGRESS", patience), ("UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS", patience),
        ("IMPORT_IN_PROGRESS", patience), ("IMPORT_ROLLBACK_IN_PROGRESS", patience),
        ("CREATE_FAILED", events), ("UPDATE_FAILED", events), ("IMPORT_ROLLBACK_FAILED", events),
        ("ROLLBACK_FAILED", deletion), ("DELETE_FAILED", deletion),
        (
            "UPDATE_ROLLBACK_FAILED",
            "finish the rollback first: aws cloudformation continue-update-rollback --stack-name s"
        ),
        ("SOMETHING_NEW", events), ("", events),
    ])
    func `a stack that failed halfway or isn't done is not what its template says`(status: String, fix: String) {
        let state = state(status)
        let words = status.isEmpty ? "in no known state" : status
        #expect((state.kind, state.isSettled) == (.deployed, false))
        #expect(state.notices.map(\.severity) == [.warning])
        #expect(state.notices.map(\.fix) == [fix])
        #expect(state.notices.map(\.got) == [words])
        #expect(
            state.gaps(in: template("Queue: {Type: AWS::SQS::Queue}")) == [
                Gap("the stack is \(words): what of its template is there isn't known")
            ]
        )
    }

    @Test func `where scripts may have run, it is said who knows which`() {
        let migrated = template(
            "Migration: {Type: Custom::SchemaMigration, Properties: {ServiceToken: !GetAtt Runner.Arn}}"
        )
        #expect(
            state("UPDATE_FAILED").gaps(in: migrated) == [
                Gap("the stack is UPDATE_FAILED: what of its template is there isn't known"),
                Gap(
                    "which of its scripts ran isn't known here: migrate status says it; "
                        + "the edit of a script that didn't run can be allowed",
                    logicalID: "Migration"
                ),
            ]
        )
        #expect(state("UPDATE_COMPLETE").gaps(in: migrated) == [])
    }

    private func template(_ resources: String) -> Template {
        Template(TemplateDocument(Array("Resources: {\(resources)}".utf8)).root)
    }
}
