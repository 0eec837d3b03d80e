internal import BorealisDiagnostics

/// A constraint that makes its own index while nobody can use the table.
///
/// MySQL makes such indexes while others read and write.
/// - Source: PostgreSQL 17, "ALTER TABLE", ADD table_constraint_using_index, read 2026-11-21.
struct BlockingUnique: TableChangeRule {
    let code = CataloguedCode.blockingUnique
    let severity = Diagnostic.Severity.warning
    let engines = [DatabaseEngine.postgresql]
    let remedy = "make the index CONCURRENTLY, then add the constraint USING INDEX"

    private static let kinds: Set<ConstraintKind> = [.unique, .primaryKey, .exclude]

    func finding(of change: TableChange, in table: AlteredTable) -> SQLFinding? {
        guard let constraint = constraint(change) else { return nil }
        return table.statement.finding(
            "nobody can use the table while the index of the constraint is made",
            got: "\(table.name): \(constraint.kind.rawValue)",
            expected: constraint.kind == .exclude ? nil : "USING INDEX, of an index made CONCURRENTLY",
            fix: constraint.kind == .exclude
                ? "add it with the table, or at a quiet time with \(code.rawValue) allowed"
                : "make a unique index CONCURRENTLY in a script of its own, then add the constraint USING INDEX"
        )
    }

    private func constraint(_ change: TableChange) -> TableConstraint? {
        switch change {
        case .addConstraint(let constraint) where Self.kinds.contains(constraint.kind) && !constraint.usesIndex:
            constraint
        case .addColumn(let column): column.constraints.first { Self.kinds.contains($0.kind) }
        default: nil
        }
    }
}
