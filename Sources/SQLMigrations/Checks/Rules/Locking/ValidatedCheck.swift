internal import BorealisDiagnostics

/// A check that looks at all rows when it is added: nobody can use the table meanwhile.
///
/// - Source: PostgreSQL 17, "ALTER TABLE", notes; MySQL bug #117450; read 2026-11-21.
struct ValidatedCheck: TableChangeRule {
    let code = CataloguedCode.validatedCheck
    let severity = Diagnostic.Severity.warning
    let remedy = "add it NOT VALID, and validate it in a later script"

    func finding(of change: TableChange, in table: AlteredTable) -> SQLFinding? {
        guard !table.forbidsBlocking, let name = check(change) else { return nil }
        return table.statement.finding(
            table.engine == .postgresql
                ? "nobody can use the table while all its rows are looked at"
                : "nobody can write to the table while it is copied",
            got: "\(table.name): \(name)",
            expected: table.engine == .postgresql ? "NOT VALID, then VALIDATE CONSTRAINT in a later script" : nil,
            fix: table.engine == .postgresql
                ? "add NOT VALID, and VALIDATE CONSTRAINT in a later script"
                : "add it with the table, or at a quiet time with \(code.rawValue) allowed"
        )
    }

    private func check(_ change: TableChange) -> String? {
        switch change {
        case .addConstraint(let constraint) where constraint.kind == .check && !constraint.isUnchecked:
            return constraint.name ?? "check"
        case .addColumn(let column):
            return column.constraints.contains { $0.kind == .check && !$0.isUnchecked }
                ? "check of \(column.name)" : nil
        default: return nil
        }
    }
}
