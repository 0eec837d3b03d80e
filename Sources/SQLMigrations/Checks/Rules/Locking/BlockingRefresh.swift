internal import BorealisDiagnostics

/// `REFRESH MATERIALIZED VIEW` without `CONCURRENTLY`: nobody can read the view meanwhile.
struct BlockingRefresh: StatementRule {
    let code = CataloguedCode.blockingRefresh
    let severity = Diagnostic.Severity.warning
    let engines = [DatabaseEngine.postgresql]
    let remedy = "REFRESH MATERIALIZED VIEW CONCURRENTLY"

    func findings(of statement: CheckedStatement, in script: CheckedScript) -> [SQLFinding] {
        guard case .maintain(let maintenance) = statement.outline.action, maintenance.kind == .refresh,
            !maintenance.isConcurrent, !script.creates(maintenance.tables.first, before: statement)
        else { return [] }
        return [
            statement.finding(
                "nobody can read the view until all of it is made anew",
                got: maintenance.tables.first?.text,
                expected: "CONCURRENTLY, which needs a unique index on the view",
                fix: "add CONCURRENTLY"
            )
        ]
    }
}
