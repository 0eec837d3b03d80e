internal import BorealisDiagnostics

/// `REINDEX` without `CONCURRENTLY`: writers wait, and readers that would use the index.
struct BlockingReindex: StatementRule {
    let code = CataloguedCode.blockingReindex
    let severity = Diagnostic.Severity.warning
    let engines = [DatabaseEngine.postgresql]
    let remedy = "REINDEX … CONCURRENTLY, in a script of its own"

    func findings(of statement: CheckedStatement, in script: CheckedScript) -> [SQLFinding] {
        guard case .maintain(let maintenance) = statement.outline.action, maintenance.kind == .reindex,
            !maintenance.isConcurrent
        else { return [] }
        return [
            statement.finding(
                "nobody can write to the table until its indexes are made anew, and many readers wait",
                got: statement.kind.command,
                expected: "REINDEX … CONCURRENTLY in a script of its own",
                fix: "move it to a script of its own, and add CONCURRENTLY"
            )
        ]
    }
}
