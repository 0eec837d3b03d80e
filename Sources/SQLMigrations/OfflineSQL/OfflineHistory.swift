/// What the runner writes into its history, as SQL.
package struct OfflineHistory: Sendable {
    private let set: String
    private let client: any OfflineClient

    init(set: String, client: any OfflineClient) {
        self.set = set
        self.client = client
    }

    package init(set: String, engine: DatabaseEngine) {
        self.init(set: set, client: engine == .postgresql ? PSQLClient() : MariaDBClient())
    }

    /// Makes the tables where there are none.
    package var definition: [String] { client.definition }

    /// What was begun and not undone, in its order: kind, version, script, checksum.
    package var rows: String {
        "SELECT kind, version, script, checksum FROM \(table)\n"
            + "WHERE set_name = \(client.literal(set)) AND undone = 0 ORDER BY seq;\n"
    }

    /// Begins a transaction.
    package var begin: String { client.begin }

    /// Forgets an attempt of the runner that failed and did nothing.
    func room(for script: MigrationScript) -> String {
        "DELETE FROM \(table)\nWHERE \(key(of: script)) AND state = 'FAILED' AND applied_statements = 0;\n"
    }

    /// A script that was applied, or is about to be.
    package func addition(of script: MigrationScript, isApplied: Bool) -> String {
        let values = values(of: script) + progress(of: script, isApplied: isApplied)
        let columns = values.map(\.column).joined(separator: ", ")
        return "INSERT INTO \(table) (\(columns))\n"
            + "VALUES (\(values.map(\.sql).joined(separator: ", ")));\n"
    }

    /// A script that is in no transaction was applied.
    package func completion(of script: MigrationScript) -> String {
        let changes = progress(of: script, isApplied: true).map { "\($0.column) = \($0.sql)" }
        return "UPDATE \(table) SET \(changes.joined(separator: ", "))\nWHERE \(running(script));\n"
    }

    /// A statement of a script that is in no transaction is about to be run, or was: by its number from 1.
    ///
    /// Whether what it makes was there before isn't known here. It is taken to have been: then the runner never takes a
    /// statement for run because of what it finds, but runs it again, which fails in plain words where it was.
    func step(_ number: Int, of script: MigrationScript, isDone: Bool) -> String {
        let statement = script.statements[number - 1]
        let wasThere = statement.kind.probe.map { $0.exists ? "1" : "0" } ?? "NULL"
        let state = isDone ? "'done', NULL, \(client.now)" : "'started', \(wasThere), NULL"
        return "INSERT INTO \(client.tables.steps) (seq, idx, hash, state, was_there, finished_at)\n"
            + "SELECT seq, \(number), '\(statement.hash(in: script.text))', \(state) FROM \(table) "
            + "WHERE \(running(script));\n"
    }

    /// A statement whose step was written before it was run.
    func stepEnd(_ number: Int, of script: MigrationScript) -> String {
        "UPDATE \(client.tables.steps) SET state = 'done', finished_at = \(client.now)\n"
            + "WHERE idx = \(number) AND seq = (SELECT seq FROM \(table) WHERE \(running(script)));\n"
    }

    /// Stops where a script was never applied, or was undone already.
    func check(of script: MigrationScript) -> [String] {
        client.check(
            thatRowOf: table,
            where: "\(key(of: script)) AND state IN ('APPLIED', 'BASELINE', 'REPAIRED')",
            or: "the history has no script of version \(script.version?.text ?? "") that is applied"
        )
    }

    /// A script that is in no transaction is about to be undone: until it is, nobody knows how far that came.
    func interruption(of script: MigrationScript) -> String {
        "UPDATE \(table) SET state = 'AMBIGUOUS', applied_statements = 0\nWHERE \(key(of: script));\n"
    }

    /// A script was undone.
    func undoing(of script: MigrationScript) -> String {
        "UPDATE \(table) SET state = 'UNDONE', undone = seq, finished_at = \(client.now)\nWHERE \(key(of: script));\n"
    }

    private var table: String { client.tables.history }

    /// The row of a script, and none that was undone.
    private func key(of script: MigrationScript) -> String {
        let name =
            script.version.map { "version = \(client.literal($0.text))" } ?? "script = \(client.literal(script.name))"
        return "set_name = \(client.literal(set)) AND kind = \(client.literal(script.kind.rawValue)) AND \(name) "
            + "AND undone = 0"
    }

    private func running(_ script: MigrationScript) -> String {
        "set_name = \(client.literal(set)) AND script = \(client.literal(script.name)) AND state = 'RUNNING'"
    }
}

extension OfflineHistory {
    private typealias Column = (column: String, sql: String)

    /// What is known of a script before it is run.
    private func values(of script: MigrationScript) -> [Column] {
        [
            ("set_name", client.literal(set)), ("kind", client.literal(script.kind.rawValue)),
            ("version", literal(script.version?.text)), ("description", client.literal(script.description)),
            ("script", client.literal(script.name)), ("checksum", client.literal(script.checksum)),
            ("statements", String(script.statements.count)), ("transaction_mode", client.literal(script.mode.rawValue)),
            ("undo_sql", literal(script.undo?.historyText)), ("run_id", Self.origin), ("stack_id", Self.origin),
            ("request_id", Self.origin), ("engine_version", client.serverVersion), ("installed_by", client.user),
            ("waivers", literal(script.waiversText)), ("fence", "0"),
        ]
    }

    private func progress(of script: MigrationScript, isApplied: Bool) -> [Column] {
        [
            ("applied_statements", isApplied ? String(script.statements.count) : "0"),
            ("applied_prefix_hash", isApplied ? client.literal(script.statementsHash) : "NULL"),
            ("state", isApplied ? "'APPLIED'" : "'RUNNING'"), ("finished_at", isApplied ? client.now : "NULL"),
        ]
    }

    private func literal(_ text: String?) -> String {
        text.map(client.literal) ?? "NULL"
    }

    /// In place of a run, a stack and a request.
    private static let origin = "'offline'"
}
