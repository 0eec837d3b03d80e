internal import BorealisDiagnostics

/// All rows of a table are written anew while nobody can use it.
struct RewrittenTable: TableChangeRule {
    let code = CataloguedCode.rewrittenTable
    let severity = Diagnostic.Severity.warning
    let engines = [DatabaseEngine.postgresql]
    let remedy = "VACUUM without FULL; pg_repack"

    func finding(of change: TableChange, in table: AlteredTable) -> SQLFinding? {
        guard case .rewrite(let command) = change else { return nil }
        return finding("\(command) of \(table.name)", of: table.statement)
    }

    func otherFindings(of statement: CheckedStatement, in script: CheckedScript) -> [SQLFinding] {
        switch statement.outline.action {
        case .maintain(let maintenance) where maintenance.isFull || maintenance.kind == .cluster:
            [finding(statement.kind.command, of: statement)]
        case .alter(let alteration) where alteration.change == .setTablespace && alteration.kind != .database:
            [finding("SET TABLESPACE of \(alteration.name?.text ?? "?")", of: statement)]
        default: []
        }
    }

    private func finding(_ what: String, of statement: CheckedStatement) -> SQLFinding {
        statement.finding(
            "nobody can use the table while all of it is written anew",
            got: what,
            fix: "use pg_repack or plain VACUUM, or run it at a quiet time with \(code.rawValue) allowed"
        )
    }
}
