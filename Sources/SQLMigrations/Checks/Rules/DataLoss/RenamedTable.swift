internal import BorealisDiagnostics

/// A new name of a table: whatever runs while the script does still uses the old one.
struct RenamedTable: TableChangeRule {
    let code = CataloguedCode.renamedTable
    let severity = Diagnostic.Severity.warning
    let remedy = "keep the old name as a view until nobody uses it"

    func finding(of change: TableChange, in table: AlteredTable) -> SQLFinding? {
        guard case .renameTable = change else { return nil }
        return finding(table.name, of: table.statement)
    }

    func otherFindings(of statement: CheckedStatement, in script: CheckedScript) -> [SQLFinding] {
        guard case .renameTables(let renames) = statement.outline.action else { return [] }
        return renames.map(\.old).filter { !script.creates($0, before: statement) }
            .map { finding($0.text, of: statement) }
    }

    private func finding(_ name: String, of statement: CheckedStatement) -> SQLFinding {
        statement.finding(
            "whoever uses the table by its old name fails",
            got: name,
            fix: "make a view with the old name in the same script, and drop it when nobody uses it"
        )
    }
}
