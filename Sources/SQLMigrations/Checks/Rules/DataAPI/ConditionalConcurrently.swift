internal import BorealisDiagnostics

/// An index whose concurrent creation has failed is there, and invalid: `IF NOT EXISTS` takes it for done.
///
/// - Source: PostgreSQL 17, "CREATE INDEX", read 2026-11-21.
struct ConditionalConcurrently: StatementRule {
    let code = CataloguedCode.conditionalConcurrently
    let severity = Diagnostic.Severity.error
    let engines = [DatabaseEngine.postgresql]
    let remedy = "leave out IF NOT EXISTS; drop an invalid index in a script before"

    func findings(of statement: CheckedStatement, in script: CheckedScript) -> [SQLFinding] {
        guard case .createIndex(let creation) = statement.outline.action, creation.isConcurrent, creation.isConditional
        else { return [] }
        return [
            statement.finding(
                "IF NOT EXISTS leaves an invalid index as it is, which a run that failed has left behind",
                got: "CONCURRENTLY IF NOT EXISTS",
                expected: "CONCURRENTLY alone, which fails where the invalid index is still there",
                fix:
                    "leave out IF NOT EXISTS; DROP INDEX CONCURRENTLY IF EXISTS in a script before it removes an invalid one"
            )
        ]
    }
}
