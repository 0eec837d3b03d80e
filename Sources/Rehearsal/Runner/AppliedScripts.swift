internal import SQLMigrations

/// A script as the history of a database has it.
struct AppliedScript: Hashable {
    /// Nil for a repeatable script.
    let version: String?
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
            guard row.count == 3, let script = row[1], let checksum = row[2] else { return nil }
            return AppliedScript(version: row[0].flatMap { $0.isEmpty ? nil : $0 }, script: script, checksum: checksum)
        }
    }
}
