internal import BorealisDiagnostics

/// `DROP INDEX` without `CONCURRENTLY` waits for all that use the table, and all others wait behind it.
struct BlockingIndexDrop: StatementRule {
    let code = CataloguedCode.blockingIndexDrop
    let severity = Diagnostic.Severity.warning
    let engines = [DatabaseEngine.postgresql]
    let remedy = "DROP INDEX CONCURRENTLY, in a script of its own"

    func findings(of statement: CheckedStatement, in script: CheckedScript) -> [SQLFinding] {
        guard case .drop(let removal) = statement.outline.action, removal.kind == .index, !removal.isConcurrent else {
            return []
        }
        return removal.names.filter { !script.creates(CreatedObject(.index, $0), before: statement) }.map { name in
            statement.finding(
                "nobody can use the table while the index is dropped, or while this waits for its lock",
                got: "DROP INDEX \(name.text)",
                expected: "DROP INDEX CONCURRENTLY in a script of its own",
                fix: "move it to a script of its own, and add CONCURRENTLY"
            )
        }
    }
}
