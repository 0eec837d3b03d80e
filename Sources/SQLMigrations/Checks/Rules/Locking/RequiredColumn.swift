internal import BorealisDiagnostics

/// A column that must have a value, and none for the rows that are there: PostgreSQL refuses it unless the table is
/// empty; MySQL fills it with zeros and empty texts.
struct RequiredColumn: TableChangeRule {
    let code = CataloguedCode.requiredColumn
    let severity = Diagnostic.Severity.warning
    let remedy = "give the column a default, or add NOT NULL later"

    func finding(of change: TableChange, in table: AlteredTable) -> SQLFinding? {
        guard case .addColumn(let column) = change, isWithoutValue(column) else { return nil }
        return table.statement.finding(
            table.engine == .postgresql
                ? "the rows that are there have no value for the column: the statement fails"
                : "the rows that are there get a value that nobody chose, and inserts that leave the column out fail",
            got: "\(table.name).\(column.name) NOT NULL",
            expected: "a DEFAULT, or a column that can be null",
            fix: "add DEFAULT, or leave out NOT NULL until all rows have a value"
        )
    }

    private func isWithoutValue(_ column: ColumnDefinition) -> Bool {
        let isRequired = column.isNotNull || column.constraints.contains { $0.kind == .primaryKey }
        guard isRequired, case .none = column.default, case .none = column.generation else { return false }
        return !column.isAutoIncrement
    }
}
