internal import BorealisDiagnostics

/// `DROP COLUMN`: what is in it is gone, and whoever still names it fails.
struct DroppedColumn: TableChangeRule {
    let code = CataloguedCode.droppedColumn
    let severity = Diagnostic.Severity.error
    let remedy = "drop it when no version of the application names it"

    func finding(of change: TableChange, in table: AlteredTable) -> SQLFinding? {
        guard case .dropColumn(let name) = change else { return nil }
        return table.statement.finding(
            "the column is dropped with its values, and statements that name it fail",
            got: "\(table.name).\(name)",
            fix: "keep it until no version of the application names it, then allow \(code.rawValue) with the reason"
        )
    }

    func otherFindings(of statement: CheckedStatement, in script: CheckedScript) -> [SQLFinding] {
        guard case .alter(let alteration) = statement.outline.action, alteration.change == .dropAttribute else {
            return []
        }
        return [
            statement.finding(
                "the attribute is dropped from the type, and from all rows that have one",
                got: alteration.name?.text,
                fix: "keep it, or allow \(code.rawValue) with the reason"
            )
        ]
    }
}
