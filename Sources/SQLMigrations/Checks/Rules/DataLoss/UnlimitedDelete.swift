internal import BorealisDiagnostics

/// `DELETE` without `WHERE`: all rows are gone.
struct UnlimitedDelete: StatementRule {
    let code = CataloguedCode.unlimitedDelete
    let severity = Diagnostic.Severity.error
    let remedy = "say with WHERE which rows are meant"

    func findings(of statement: CheckedStatement, in script: CheckedScript) -> [SQLFinding] {
        guard case .delete(let table, false) = statement.outline.action, !script.creates(table, before: statement)
        else {
            return []
        }
        return [
            statement.finding(
                "all rows of the table are deleted",
                got: table.map { "DELETE FROM \($0.text)" },
                expected: "a WHERE that says which",
                fix: "add WHERE, or allow \(code.rawValue) with the reason"
            )
        ]
    }
}
