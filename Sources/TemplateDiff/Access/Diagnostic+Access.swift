internal import BorealisDiagnostics

/// The words for access that is wider than most stacks mean.
extension Diagnostic {
    /// - Returns: nil for a statement that allows something particular.
    static func wideStatement(_ statement: PolicyStatement, in change: ResourceChange) -> Diagnostic? {
        guard statement.effect == "Allow" else { return nil }
        let isEverything = statement.actions.contains("*") && statement.resources.contains("*")
        let isForEverybody =
            !statement.principals.allSatisfy { $0 != "*" && $0 != "AWS *" } && statement.conditions.isEmpty
        guard isEverything || isForEverybody else { return nil }
        return Diagnostic(
            .known(.changedAccess),
            severity: .warning,
            at: change.place,
            isForEverybody
                ? "a policy of \(change.logicalID) allows everybody something"
                : "a policy of \(change.logicalID) allows every action on every resource",
            got: (statement.principals + statement.actions + ["on"] + statement.resources).joined(separator: " "),
            expected: "those who need it, the actions that they need, and the resources that they need them for",
            fix: isForEverybody
                ? "name the principals, or add a condition on the account or organization"
                : "name actions and resources"
        )
    }

    /// - Returns: nil for a rule that doesn't let everybody in.
    static func openRule(_ rule: NetworkRule, in change: ResourceChange) -> Diagnostic? {
        guard rule.direction == .ingress, rule.peer == "0.0.0.0/0" || rule.peer == "::/0" else { return nil }
        return Diagnostic(
            .known(.changedAccess),
            severity: .warning,
            at: change.place,
            "\(rule.group) lets everybody in",
            got: "\(rule.networkProtocol) \(rule.ports) from \(rule.peer)",
            expected: "the security group, or the addresses, that need it",
            fix: "name a SourceSecurityGroupId, or a smaller block of addresses"
        )
    }
}
