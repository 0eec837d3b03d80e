internal import SQLMigrations

/// A script as the history of a database has it.
struct AppliedScript: Hashable {
    let kind: MigrationScript.Kind
    /// Nil for a repeatable script.
    let version: ScriptVersion?
    let script: String
    let checksum: String
}

/// The history of the scripts that a database got: the table that the function of a deploy keeps.
struct AppliedScripts {
    private let history: OfflineHistory

    init(set: String, engine: DatabaseEngine) {
        history = OfflineHistory(set: set, engine: engine)
    }

    /// Makes the table.
    var definition: [String] { history.definition }

    /// Begins a transaction.
    var begin: String { history.begin }

    /// Remembers a script: in the transaction that applied it, or before its first statement.
    func addition(of script: MigrationScript, isApplied: Bool) -> String {
        history.addition(of: script, isApplied: isApplied)
    }

    /// Says that a script that is in no transaction was applied.
    func completion(of script: MigrationScript) -> String {
        history.completion(of: script)
    }

    /// What was applied, in its order.
    func rows(on connection: any DatabaseConnection) throws(DatabaseFailure) -> [AppliedScript] {
        try connection.rows(history.rows).compactMap { row in
            guard row.count == 4, let kind = row[0].flatMap(MigrationScript.Kind.init), let script = row[2],
                let checksum = row[3]
            else { return nil }
            let version = row[1].flatMap { ScriptVersion($0) }
            return AppliedScript(kind: kind, version: version, script: script, checksum: checksum)
        }
    }
}
