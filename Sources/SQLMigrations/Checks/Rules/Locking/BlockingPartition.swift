internal import BorealisDiagnostics

/// A partition that is attached is looked at as a whole unless a valid check says what it holds; one that is detached
/// keeps everybody from the table unless it is done `CONCURRENTLY`.
///
/// - Source: PostgreSQL 17, "ALTER TABLE", ATTACH PARTITION and DETACH PARTITION, read 2026-11-21.
struct BlockingPartition: TableChangeRule {
    let code = CataloguedCode.blockingPartition
    let severity = Diagnostic.Severity.warning
    let engines = [DatabaseEngine.postgresql]
    let remedy = "add a check NOT VALID first and validate it; DETACH PARTITION … CONCURRENTLY"

    func findings(of statement: CheckedStatement, in script: CheckedScript) -> [SQLFinding] {
        guard case .alterTable(let alteration) = statement.outline.action,
            !script.creates(alteration.name, before: statement)
        else { return [] }
        let table = AlteredTable(alteration: alteration, statement: statement, engine: script.engine)
        return alteration.changes.compactMap { change in
            if case .attachPartition(let part) = change, script.creates(part, before: statement) { return nil }
            return finding(of: change, in: table)
        }
    }

    func finding(of change: TableChange, in table: AlteredTable) -> SQLFinding? {
        switch change {
        case .attachPartition(let part):
            table.statement.finding(
                "nobody can use the partition while all its rows are looked at",
                got: "ATTACH PARTITION \(part?.text ?? "?")",
                expected: "a valid check on the partition that says what its bounds do",
                fix:
                    "add such a check NOT VALID and validate it in scripts before this one, then allow \(code.rawValue)"
            )
        case .detachPartition(false):
            table.statement.finding(
                "nobody can use the table while the partition is detached, or while this waits for its lock",
                got: "DETACH PARTITION of \(table.name)",
                expected: "DETACH PARTITION … CONCURRENTLY in a script of its own",
                fix: "move it to a script of its own, and add CONCURRENTLY"
            )
        default: nil
        }
    }
}
