internal import BorealisDiagnostics

/// `TRUNCATE`: all rows are gone.
struct TruncatedTable: StatementRule {
    let code = CataloguedCode.truncatedTable
    let severity = Diagnostic.Severity.error
    let remedy = "delete the rows that are meant"

    func findings(of statement: CheckedStatement, in script: CheckedScript) -> [SQLFinding] {
        guard case .truncate(let names, _) = statement.outline.action else { return [] }
        return names.filter { !script.creates($0, before: statement) }.map { name in
            statement.finding(
                "all rows of the table are removed",
                got: name.text,
                fix: "delete the rows that are meant, or allow \(code.rawValue) with the reason"
            )
        }
    }
}
