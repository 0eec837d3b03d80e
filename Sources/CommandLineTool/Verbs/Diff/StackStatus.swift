package import BorealisAWSClient
package import BorealisDiagnostics

/// What the status of a deployed stack means for the next deploy.
///
/// - Source: CloudFormation User Guide, "Understand CloudFormation stack creation events" and "Stack failure options",
///   and botocore 1.44.5's service model, StackStatus, read 2026-11-22.
enum StackStatus {
    case settled
    /// The last operation failed, and the stack is as it was before.
    case rolledBack
    case inProgress
    /// A deploy is refused, or begins with something that isn't known; with what to do first.
    case stuck(fix: String)

    init(_ status: String, stack: String) {
        let command = { (verb: String) in "aws cloudformation \(verb) --stack-name \(stack)" }
        switch status {
        case "CREATE_COMPLETE", "UPDATE_COMPLETE", "IMPORT_COMPLETE": self = .settled
        case "UPDATE_ROLLBACK_COMPLETE", "IMPORT_ROLLBACK_COMPLETE": self = .rolledBack
        case "ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "DELETE_FAILED":
            self = .stuck(fix: "delete it first: \(command("delete-stack"))")
        case "UPDATE_ROLLBACK_FAILED":
            self = .stuck(fix: "finish the rollback first: \(command("continue-update-rollback"))")
        case _ where status.hasSuffix("_IN_PROGRESS"): self = .inProgress
        default: self = .stuck(fix: "look at its events first: \(command("describe-stack-events"))")
        }
    }
}

extension [Diagnostic] {
    /// What the status of a stack makes uncertain.
    package static func unsettled(_ stack: CloudFormationClient.Stack) -> [Diagnostic] {
        switch StackStatus(stack.status, stack: stack.name) {
        case .settled: []
        case .rolledBack: [.rolledBackStack(stack.name, status: stack.status)]
        case .inProgress: [.changingStack(stack.name, status: stack.status)]
        case .stuck(let fix): [.stuckStack(stack.name, status: stack.status, fix: fix)]
        }
    }
}
