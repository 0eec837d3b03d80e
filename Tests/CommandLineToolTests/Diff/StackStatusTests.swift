import BorealisAWSClient
import BorealisCommandLineTool
import BorealisDiagnostics
import Testing

/// What is told of a stack's status.
@Suite struct StackStatusTests {
    /// - Source: botocore 1.44.5's service model, StackStatus, read 2026-11-22; REVIEW_IN_PROGRESS is no stack yet, and
    ///   DELETE_COMPLETE none any more.
    @Test(arguments: [
        ("CREATE_COMPLETE", nil, nil), ("UPDATE_COMPLETE", nil, nil), ("IMPORT_COMPLETE", nil, nil),
        ("UPDATE_ROLLBACK_COMPLETE", "note", nil), ("IMPORT_ROLLBACK_COMPLETE", "note", nil),
        ("CREATE_IN_PROGRESS", "warning", "compare again when it is done"),
        ("UPDATE_IN_PROGRESS", "warning", "compare again when it is done"),
        ("UPDATE_COMPLETE_CLEANUP_IN_PROGRESS", "warning", "compare again when it is done"),
        ("UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS", "warning", "compare again when it is done"),
        ("DELETE_IN_PROGRESS", "warning", "compare again when it is done"),
        (
            "CREATE_FAILED", "warning",
            "look at its events first: aws cloudformation describe-stack-events --stack-name s"
        ),
        (
            "UPDATE_FAILED", "warning",
            "look at its events first: aws cloudformation describe-stack-events --stack-name s"
        ),
        ("ROLLBACK_COMPLETE", "warning", "delete it first: aws cloudformation delete-stack --stack-name s"),
        ("ROLLBACK_FAILED", "warning", "delete it first: aws cloudformation delete-stack --stack-name s"),
        ("DELETE_FAILED", "warning", "delete it first: aws cloudformation delete-stack --stack-name s"),
        (
            "UPDATE_ROLLBACK_FAILED", "warning",
            "finish the rollback first: aws cloudformation continue-update-rollback --stack-name s"
        ),
    ])
    func `a stack that isn't at rest is told, with what to do first`(status: String, severity: String?, fix: String?) {
        var stack = CloudFormationClient.Stack()
        (stack.name, stack.status) = ("s", status)
        let notices = [Diagnostic].unsettled(stack)
        #expect(notices.first?.severity.rawValue == severity)
        #expect(notices.first?.fix == fix)
        #expect(notices.map(\.got) == (severity == nil ? [] : [status]))
    }
}
