internal import BorealisDiagnostics

/// Rows are changed in a transaction that already keeps everybody from a table.
struct RowsUnderLock: SQLRule {
    let code = CataloguedCode.rowsUnderLock
    let severity = Diagnostic.Severity.warning
    let engines = [DatabaseEngine.postgresql]
    let remedy = "change the rows in a later script"

    func findings(in script: CheckedScript) -> [SQLFinding] {
        guard script.isTransaction,
            let lock = script.statements.first(where: { $0.blocks(.readsAndWrites, in: script) })
        else { return [] }
        return script.statements.compactMap { statement in
            guard statement.index > lock.index, let table = statement.changedTable,
                !script.creates(table, before: statement)
            else { return nil }
            return statement.finding(
                "nobody can use \(lock.kind.lock?.table ?? "the table") of line \(lock.place.line) until the rows are changed",
                got: "\(statement.kind.command) \(table.text)",
                expected: "rows changed by a script of their own",
                fix: "move it to a later script"
            )
        }
    }
}

extension CheckedStatement {
    /// The table of an `UPDATE` or `DELETE`.
    fileprivate var changedTable: QualifiedName? {
        switch outline.action {
        case .update(let table, _), .delete(let table, _): table
        default: nil
        }
    }
}
