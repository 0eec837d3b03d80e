internal import BorealisDiagnostics

/// An index that is made while writers wait: any of PostgreSQL without `CONCURRENTLY`, a full text or spatial one of
/// MySQL.
struct BlockingIndex: TableChangeRule {
    let code = CataloguedCode.blockingIndex
    let severity = Diagnostic.Severity.warning
    let remedy = "CREATE INDEX CONCURRENTLY, in a script of its own"

    func finding(of change: TableChange, in table: AlteredTable) -> SQLFinding? {
        guard case .addIndex(let name, let kind) = change, !kind.isEmpty, !table.forbidsBlocking else { return nil }
        return mysqlFinding(kind, name ?? table.name, of: table.statement)
    }

    func otherFindings(of statement: CheckedStatement, in script: CheckedScript) -> [SQLFinding] {
        guard case .createIndex(let creation) = statement.outline.action,
            !script.creates(creation.table, before: statement)
        else { return [] }
        let name = creation.name ?? creation.table?.text ?? "?"
        if script.engine == .mysql {
            guard ["FULLTEXT", "SPATIAL"].contains(creation.kind), !creation.options.forbidsBlocking else { return [] }
            return [mysqlFinding(creation.kind, name, of: statement)]
        }
        guard !creation.isConcurrent, !creation.isOnly else { return [] }
        return [
            statement.finding(
                "nobody can write to the table until the index is made",
                got: "CREATE INDEX of \(name) on \(creation.table?.text ?? "?")",
                expected: "CREATE INDEX CONCURRENTLY in a script of its own",
                fix: "move it to a script of its own, and add CONCURRENTLY"
            )
        ]
    }

    private func mysqlFinding(_ kind: String, _ name: String, of statement: CheckedStatement) -> SQLFinding {
        statement.finding(
            "nobody can write to the table until the index is made, and the first of its kind copies the table",
            got: "\(kind) INDEX of \(name)",
            fix: "run it at a quiet time, and allow \(code.rawValue) with the reason"
        )
    }
}
