internal import BorealisDiagnostics

/// A new name of a column: whatever runs while the script does still uses the old one.
struct RenamedColumn: TableChangeRule {
    let code = CataloguedCode.renamedColumn
    let severity = Diagnostic.Severity.warning
    let remedy = "add a column with the new name, and drop the old one later"

    func finding(of change: TableChange, in table: AlteredTable) -> SQLFinding? {
        guard case .renameColumn(let name, _) = change else { return nil }
        return table.statement.finding(
            "whoever uses the column by its old name fails",
            got: "\(table.name).\(name)",
            fix: "add a column with the new name, write both, and drop the old one later"
        )
    }
}
