package import BorealisAWSClient
package import BorealisDiagnostics
package import TemplateDiff
package import TemplateModel

/// What the status of a deployed stack means for what is there, and for the next deploy.
///
/// - Source: CloudFormation User Guide, "Understand CloudFormation stack creation events" and "Stack failure options",
///   and botocore 1.44.5's service model, StackStatus, read 2026-11-22.
enum StackStatus {
    case settled
    /// The last operation failed, and the stack is as it was before.
    case rolledBack
    /// There is only a change set, or it was deleted.
    case absent
    /// The first deploy failed and was taken back: only the name is left, which keeps the next one from it.
    case undeployed(fix: String)
    case inProgress
    /// A deploy is refused, or begins with something that isn't known; with what to do first.
    case stuck(fix: String)

    init(_ status: String, stack: String) {
        let command = { (verb: String) in "aws cloudformation \(verb) --stack-name \(stack)" }
        let deletion = "delete it first: \(command("delete-stack"))"
        switch status {
        case "CREATE_COMPLETE", "UPDATE_COMPLETE", "IMPORT_COMPLETE": self = .settled
        case "UPDATE_ROLLBACK_COMPLETE", "IMPORT_ROLLBACK_COMPLETE": self = .rolledBack
        case "REVIEW_IN_PROGRESS", "DELETE_COMPLETE": self = .absent
        case "ROLLBACK_COMPLETE": self = .undeployed(fix: deletion)
        case "ROLLBACK_FAILED", "DELETE_FAILED": self = .stuck(fix: deletion)
        case "UPDATE_ROLLBACK_FAILED":
            self = .stuck(fix: "finish the rollback first: \(command("continue-update-rollback"))")
        case _ where status.hasSuffix("_IN_PROGRESS"): self = .inProgress
        default: self = .stuck(fix: "look at its events first: \(command("describe-stack-events"))")
        }
    }
}

/// What of a deployed stack is there.
package struct DeployedState {
    package let kind: Baseline.Kind
    package let isSettled: Bool
    /// What its status makes uncertain.
    package let notices: [Diagnostic]
    private let status: String

    package init(of stack: CloudFormationClient.Stack) {
        status = stack.status.isEmpty ? "in no known state" : stack.status
        let meaning = StackStatus(stack.status, stack: stack.name)
        (kind, isSettled) =
            switch meaning {
            case .settled, .rolledBack: (.deployed, true)
            case .absent, .undeployed: (.absent, true)
            case .inProgress, .stuck: (.deployed, false)
            }
        notices =
            switch meaning {
            case .settled, .absent: []
            case .rolledBack: [.rolledBackStack(stack.name, status: status)]
            case .undeployed(let fix): [.undeployedStack(stack.name, status: status, fix: fix)]
            case .inProgress: [.changingStack(stack.name, status: status)]
            case .stuck(let fix): [.stuckStack(stack.name, status: status, fix: fix)]
            }
    }

    /// What can't be known of a stack that isn't settled.
    ///
    /// - Parameter template: of the stack: what the last operation has made of it isn't said there.
    package func gaps(in template: Template) -> [Gap] {
        guard !isSettled else { return [] }
        let scripts = DeployedRunner.all(in: template).flatMap(\.migrations).map { id in
            Gap(
                "which of its scripts ran isn't known here: migrate status says it; "
                    + "the edit of a script that didn't run can be allowed",
                logicalID: id
            )
        }
        return [Gap("the stack is \(status): what of its template is there isn't known")] + scripts
    }
}
