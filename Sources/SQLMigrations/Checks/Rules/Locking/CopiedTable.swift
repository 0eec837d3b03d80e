internal import BorealisDiagnostics

/// MySQL copies the table, or makes writers wait in another way.
///
/// - Source: MySQL 8.0 Reference Manual, "17.12.1 Online DDL Operations", read 2026-11-21.
struct CopiedTable: TableChangeRule {
    let code = CataloguedCode.copiedTable
    let severity = Diagnostic.Severity.warning
    let engines = [DatabaseEngine.mysql]
    let remedy = "run it at a quiet time; ALGORITHM=INPLACE, LOCK=NONE to be sure"

    func findings(of statement: CheckedStatement, in script: CheckedScript) -> [SQLFinding] {
        guard case .alterTable(let alteration) = statement.outline.action,
            !script.creates(alteration.name, before: statement),
            statement.kind.lock?.blocked != .schemaChanges
        else { return [] }
        let table = AlteredTable(alteration: alteration, statement: statement, engine: script.engine)
        let findings = alteration.changes.compactMap { finding(of: $0, in: table) }
        return findings.isEmpty ? [asked(in: table)].compactMap(\.self) : findings
    }

    func finding(of change: TableChange, in table: AlteredTable) -> SQLFinding? {
        let what: String
        switch change {
        case .convertCharacterSet: what = "CONVERT TO CHARACTER SET"
        case .dropConstraint(_, .primaryKey) where table.alteration.mysqlAlgorithm.blocksWrites:
            what = "DROP PRIMARY KEY"
        case .repartition(let command) where change.mysqlAlgorithm.blocksWrites: what = command
        case .rewrite(let option) where change.mysqlAlgorithm.blocksWrites: what = option
        default: return nil
        }
        return table.statement.finding(
            "nobody can write to the table while it is copied",
            got: "\(what) of \(table.name)",
            fix: "run it at a quiet time, and allow \(code.rawValue) with the reason"
        )
    }

    /// The statement itself asks for it.
    private func asked(in table: AlteredTable) -> SQLFinding? {
        let options = table.alteration.options
        guard options.algorithm == "COPY" || ["SHARED", "EXCLUSIVE"].contains(options.lock) else { return nil }
        return table.statement.finding(
            "nobody can write to the table until the statement ends, as it asks",
            got: options.lock.isEmpty ? "ALGORITHM=COPY" : "LOCK=\(options.lock)",
            expected: "LOCK=NONE",
            fix: "remove it"
        )
    }
}
