internal import BorealisDiagnostics

/// `UPDATE` without `WHERE`: all rows are written, and their old values are gone.
struct UnlimitedUpdate: StatementRule {
    let code = CataloguedCode.unlimitedUpdate
    let severity = Diagnostic.Severity.warning
    let remedy = "say with WHERE which rows are meant"

    func findings(of statement: CheckedStatement, in script: CheckedScript) -> [SQLFinding] {
        guard case .update(let table, false) = statement.outline.action, !script.creates(table, before: statement)
        else {
            return []
        }
        return [
            statement.finding(
                "all rows of the table are changed",
                got: table.map { "UPDATE \($0.text)" },
                expected: "a WHERE that says which",
                fix: "add WHERE, such as one that leaves out rows that are right already"
            )
        ]
    }
}
