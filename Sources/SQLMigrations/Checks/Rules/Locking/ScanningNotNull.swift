internal import BorealisDiagnostics

/// `SET NOT NULL` looks at all rows while nobody can use the table, unless a valid check says the same.
///
/// - Source: PostgreSQL 17, "ALTER TABLE", SET NOT NULL, read 2026-11-21.
struct ScanningNotNull: TableChangeRule {
    let code = CataloguedCode.scanningNotNull
    let severity = Diagnostic.Severity.warning
    let engines = [DatabaseEngine.postgresql]
    let remedy = "add a check NOT VALID, and validate it first"

    func finding(of change: TableChange, in table: AlteredTable) -> SQLFinding? {
        let column: String
        switch change {
        case .setNotNull(let name): column = name
        case .addConstraint(let constraint) where constraint.kind == .notNull && !constraint.isUnchecked:
            column = constraint.name ?? "constraint"
        default: return nil
        }
        return table.statement.finding(
            "nobody can use the table while all its rows are looked at",
            got: "\(table.name).\(column) SET NOT NULL",
            expected: "a check that the column is not null, validated by an earlier script",
            fix: "add CHECK (\(column) IS NOT NULL) NOT VALID and validate it in scripts before this one"
        )
    }
}
