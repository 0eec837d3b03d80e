internal import BorealisDiagnostics

/// What others call, use or rely on is dropped: a function, a type, a sequence, an extension, a policy.
struct DroppedObject: StatementRule {
    let code = CataloguedCode.droppedObject
    let severity = Diagnostic.Severity.warning
    let remedy = "drop it when nobody uses it"

    private static let kinds: Set<SQLObjectKind> = [
        .aggregate, .cast, .collation, .domain, .event, .eventTrigger, .extension, .foreignDataWrapper, .foreignTable,
        .function, .operator, .operatorClass, .operatorFamily, .policy, .procedure, .publication, .role, .routine,
        .rule,
        .sequence, .server, .subscription, .textSearch, .trigger, .type, .user, .userMapping,
    ]

    func findings(of statement: CheckedStatement, in script: CheckedScript) -> [SQLFinding] {
        guard case .drop(let removal) = statement.outline.action, Self.kinds.contains(removal.kind),
            !script.creates(removal.table, before: statement)
        else { return [] }
        return removal.names.filter { script.loses(CreatedObject(removal.kind, $0), at: statement) }.map { name in
            statement.finding(
                "whoever uses the \(removal.kind.rawValue.lowercased()) fails, or is no longer held to it",
                got: name.text,
                fix: "drop it when nobody uses it, or make it anew in the same script"
            )
        }
    }
}
