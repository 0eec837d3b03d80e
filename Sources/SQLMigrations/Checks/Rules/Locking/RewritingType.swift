internal import BorealisDiagnostics

/// Another type of a column: as a rule all rows are written anew.
///
/// Which changes are spared depends on the old type, which isn't in the script.
/// - Source: PostgreSQL 17, "ALTER TABLE", notes; MySQL 8.0, "Online DDL Operations"; read 2026-11-21.
struct RewritingType: TableChangeRule {
    let code = CataloguedCode.rewritingType
    let severity = Diagnostic.Severity.warning
    let remedy = "add a column of the new type, and fill it in parts"

    func finding(of change: TableChange, in table: AlteredTable) -> SQLFinding? {
        guard !table.forbidsBlocking else { return nil }
        let (column, type): (String, ColumnType)
        switch change {
        case .changeType(let name, let new, _): (column, type) = (name, new)
        // A new name with the same definition is found by its own rule, and costs nothing.
        case .redefine(let name, let definition): (column, type) = (name, definition.type)
        default: return nil
        }
        return table.statement.finding(
            table.engine == .postgresql
                ? "nobody can use the table while its rows are written anew, unless the old type is almost the same"
                : "nobody can write to the table while its rows are copied, unless the old type is the same",
            got: "\(table.name).\(column) as \(type.text)",
            fix: table.engine == .postgresql
                ? "add a column of the new type, fill it in parts, and drop the old one later"
                : "add ALGORITHM=INPLACE, LOCK=NONE: it fails where writers would have to wait"
        )
    }
}
