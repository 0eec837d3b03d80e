internal import BorealisDiagnostics

/// A statement that keeps others from a table first waits for all that use it, and whoever comes later waits behind it.
///
/// A foreign key of a new table does so, too, for a moment; that isn't said, for most new tables have one.
struct MissingLockTimeout: SQLRule {
    let code = CataloguedCode.missingLockTimeout
    let severity = Diagnostic.Severity.note
    let engines = [DatabaseEngine.postgresql]
    let remedy = "-- borealis:lock-timeout 5s"

    func findings(in script: CheckedScript) -> [SQLFinding] {
        guard script.directives.lockTimeout == nil else { return [] }
        for statement in script.statements {
            if statement.setsLockTimeout { return [] }
            guard statement.blocks(.readsAndWrites, in: script) || statement.blocks(.writes, in: script) else {
                continue
            }
            return [
                statement.finding(
                    "it waits for all that use the table, and whoever comes later behind it, for how long nobody says",
                    got: "\(statement.kind.command) on \(statement.kind.lock?.table ?? "a table in use")",
                    expected: "a time after which it gives up, to be tried again",
                    fix: "write -- borealis:lock-timeout 5s at the start of the script"
                )
            ]
        }
        return []
    }
}

extension CheckedStatement {
    fileprivate var setsLockTimeout: Bool {
        switch outline.action {
        case .session(.localSetting("lock_timeout")), .session(.setting("lock_timeout")): true
        default: false
        }
    }

    /// Whether it keeps others from a table that was there before the script.
    func blocks(_ blocked: StatementLock.Blocked, in script: CheckedScript) -> Bool {
        guard kind.lock?.blocked == blocked else { return false }
        switch outline.action {
        case .createTable(let creation) where creation.partitioned == nil: return false
        // Nobody else writes to a materialized view.
        case .maintain(let maintenance) where maintenance.kind == .refresh && maintenance.isConcurrent: return false
        default: return lockedTables.isEmpty || lockedTables.contains { !script.creates($0, before: self) }
        }
    }

    /// Those that it keeps others from, as far as the statement names them.
    var lockedTables: [QualifiedName] {
        switch outline.action {
        case .alterTable(let alteration): [alteration.attached ?? alteration.name].compactMap(\.self)
        case .createTable(let creation): [creation.partitioned].compactMap(\.self)
        case .createIndex(let creation): [creation.table].compactMap(\.self)
        case .create(let creation): [creation.table ?? creation.name].compactMap(\.self)
        case .alter(let alteration): [alteration.name].compactMap(\.self)
        case .drop(let removal): removal.table.map { [$0] } ?? (removal.kind == .index ? [] : removal.names)
        case .truncate(let names, _): names
        case .maintain(let maintenance): maintenance.tables
        case .session(.tableLocks(let names, _)): names
        default: []
        }
    }
}
