internal import BorealisDiagnostics

/// A foreign key that looks at all rows when it is added: nobody can write to either table meanwhile.
///
/// - Source: PostgreSQL 17, "ALTER TABLE", notes; MySQL 8.0, "Online DDL Operations"; read 2026-11-21.
struct ValidatedForeignKey: TableChangeRule {
    let code = CataloguedCode.validatedForeignKey
    let severity = Diagnostic.Severity.warning
    let remedy = "add it NOT VALID, and validate it in a later script"

    func finding(of change: TableChange, in table: AlteredTable) -> SQLFinding? {
        guard !table.forbidsBlocking, let (name, other) = foreignKey(change) else { return nil }
        return table.statement.finding(
            table.engine == .postgresql
                ? "nobody can write to the two tables while all rows are looked at"
                : "nobody can write to the table while it is copied and its rows are looked at",
            got: "\(table.name): \(name ?? "foreign key")\(other.map { " to \($0.text)" } ?? "")",
            expected: table.engine == .postgresql ? "NOT VALID, then VALIDATE CONSTRAINT in a later script" : nil,
            fix: table.engine == .postgresql
                ? "add NOT VALID, and VALIDATE CONSTRAINT in a later script"
                : "add it with the table, or at a quiet time with \(code.rawValue) allowed"
        )
    }

    private func foreignKey(_ change: TableChange) -> (String?, QualifiedName?)? {
        switch change {
        case .addConstraint(let constraint) where constraint.kind == .foreignKey && !constraint.isUnchecked:
            return (constraint.name, constraint.references)
        case .addColumn(let column):
            // Without a default all its rows are null, and none is looked at.
            if case .none = column.default { return nil }
            let key = column.constraints.first { $0.kind == .foreignKey }
            return key.map { (column.name, $0.references) }
        default: return nil
        }
    }
}
