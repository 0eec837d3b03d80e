internal import BorealisDiagnostics

/// A column for which all rows are written anew: each gets a value of its own.
///
/// - Source: PostgreSQL 17, "ALTER TABLE", notes; MySQL 8.0, "Online DDL Operations"; read 2026-11-21.
struct RewritingColumn: TableChangeRule {
    let code = CataloguedCode.rewritingColumn
    let severity = Diagnostic.Severity.warning
    let remedy = "add the column without it, then fill it in parts"

    func finding(of change: TableChange, in table: AlteredTable) -> SQLFinding? {
        guard case .addColumn(let column) = change, !table.forbidsBlocking, let cause = cause(of: column, table.engine)
        else {
            return nil
        }
        return table.statement.finding(
            table.engine == .postgresql
                ? "nobody can use the table while all its rows are written anew"
                : "nobody can write to the table while all its rows are written anew",
            got: "\(table.name).\(column.name) with \(cause)",
            expected: "no default, or one that is the same for all rows",
            fix: "add the column without it, and fill it in parts"
        )
    }

    private func cause(of column: ColumnDefinition, _ engine: DatabaseEngine) -> String? {
        if engine == .postgresql, case .volatile(let function) = column.default { return "a value from \(function)" }
        switch column.generation {
        case .stored: return "a stored expression"
        case .identity: return "an identity"
        case .none, .virtual: return column.isAutoIncrement ? "AUTO_INCREMENT" : nil
        }
    }
}
