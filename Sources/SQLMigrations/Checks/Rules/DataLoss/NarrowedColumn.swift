internal import BorealisDiagnostics

/// A new type that may hold less than the old one: values are rounded or cut, or the statement fails.
///
/// What the old type was isn't in the script; types that hold whatever there was are let pass.
struct NarrowedColumn: TableChangeRule {
    let code = CataloguedCode.narrowedColumn
    let severity = Diagnostic.Severity.warning
    let remedy = "add a column of the new type, and copy what fits"

    private static let wide: Set<String> = [
        "TEXT", "CITEXT", "BYTEA", "JSON", "JSONB", "TIMESTAMPTZ", "TIMESTAMP WITH TIME ZONE", "BIGINT", "INT8",
        "BIGINT UNSIGNED", "LONGTEXT", "LONGBLOB", "MEDIUMTEXT", "UUID", "INTERVAL", "DOUBLE PRECISION", "FLOAT8",
        "DOUBLE",
    ]
    /// They have no bound of their own as long as none is said.
    private static let unbounded: Set<String> = ["VARCHAR", "CHARACTER VARYING", "NUMERIC", "DECIMAL", "VARBIT"]

    func finding(of change: TableChange, in table: AlteredTable) -> SQLFinding? {
        let (column, type): (String, ColumnType)
        switch change {
        case .changeType(let name, let new, _): (column, type) = (name, new)
        case .redefine(let name, let definition): (column, type) = (name, definition.type)
        default: return nil
        }
        guard !Self.wide.contains(type.name) else { return nil }
        guard !(Self.unbounded.contains(type.name) && type.arguments.isEmpty && table.engine == .postgresql) else {
            return nil
        }
        return table.statement.finding(
            "values that the new type can't hold are rounded or cut, or make the statement fail",
            got: "\(table.name).\(column) as \(type.text)",
            expected: "a type that holds all that the old one did",
            fix: "add a column of the new type, copy what fits, and drop the old one later"
        )
    }
}
