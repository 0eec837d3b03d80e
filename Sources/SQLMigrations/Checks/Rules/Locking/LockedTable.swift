internal import BorealisDiagnostics

/// `LOCK TABLE` that keeps others from a table in use.
struct LockedTable: StatementRule {
    let code = CataloguedCode.lockedTable
    let severity = Diagnostic.Severity.warning
    let engines = [DatabaseEngine.postgresql]
    let remedy = "leave it to the statements to take the locks that they need"

    func findings(of statement: CheckedStatement, in script: CheckedScript) -> [SQLFinding] {
        guard case .session(.tableLocks(let names, let mode)) = statement.outline.action,
            let lock = statement.kind.lock, lock.blocked != .schemaChanges
        else { return [] }
        return names.filter { !script.creates($0, before: statement) }.map { name in
            statement.finding(
                "\(lock.blocked.rawValue) of the table wait until the script ends",
                got: "\(name.text) IN \(mode) MODE",
                fix: "leave it to the statements to take the locks that they need"
            )
        }
    }
}
