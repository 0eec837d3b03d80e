internal import BorealisDiagnostics

/// `DROP TABLE`: its rows are gone.
struct DroppedTable: StatementRule {
    let code = CataloguedCode.droppedTable
    let severity = Diagnostic.Severity.error
    let remedy = "rename the table, and drop it when nobody has missed it"

    func findings(of statement: CheckedStatement, in script: CheckedScript) -> [SQLFinding] {
        guard case .drop(let removal) = statement.outline.action, removal.kind == .table, !removal.isTemporary else {
            return []
        }
        return removal.names.filter { !script.creates($0, before: statement) }.map { name in
            statement.finding(
                "the table is dropped with its rows",
                got: name.text,
                fix: "keep it until no version of the application uses it, then allow \(code.rawValue) with the reason"
            )
        }
    }
}
