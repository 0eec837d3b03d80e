/// What the runner writes into its history, as SQL.
package struct OfflineHistory: Sendable {
    /// Those that do not depend on the engine; the handler's `history.py` has the same.
    static let columns = """
            set_name VARCHAR(64) NOT NULL,
            kind VARCHAR(16) NOT NULL,
            version VARCHAR(64) NULL,
            description VARCHAR(200) NOT NULL,
            script VARCHAR(500) NOT NULL,
            checksum CHAR(64) NOT NULL,
            statements INTEGER NOT NULL,
            applied_statements INTEGER NOT NULL,
            state VARCHAR(16) NOT NULL,
            stack_id VARCHAR(255) NOT NULL,
            request_id VARCHAR(64) NOT NULL,
        """

    private let set: String
    private let client: any OfflineClient

    init(set: String, client: any OfflineClient) {
        self.set = set
        self.client = client
    }

    package init(set: String, engine: DatabaseEngine) {
        self.init(set: set, client: engine == .postgresql ? PSQLClient() : MariaDBClient())
    }

    /// Makes the table where there is none.
    package var definition: [String] { client.historyDefinition }

    /// What was begun, in its order: kind, version, script, checksum.
    package var rows: String {
        "SELECT kind, version, script, checksum FROM \(client.historyTable)\n"
            + "WHERE set_name = \(client.literal(set)) ORDER BY seq;\n"
    }

    /// Begins a transaction.
    package var begin: String { client.begin }

    /// A script that was applied, or is about to be.
    package func addition(of script: MigrationScript, isApplied: Bool) -> String {
        let count = String(script.statements.count)
        let values = [
            ("set_name", client.literal(set)), ("kind", client.literal(script.kind.rawValue)),
            ("version", script.version.map { client.literal($0.text) } ?? "NULL"),
            ("description", client.literal(script.description)), ("script", client.literal(script.name)),
            ("checksum", client.literal(script.checksum)), ("statements", count),
            ("applied_statements", isApplied ? count : "0"),
            ("state", client.literal(isApplied ? "APPLIED" : "RUNNING")),
            ("stack_id", client.literal("offline")), ("request_id", client.literal("offline")),
            ("finished_at", isApplied ? "CURRENT_TIMESTAMP" : "NULL"),
        ]
        let columns = values.map(\.0).joined(separator: ", ")
        return "INSERT INTO \(client.historyTable) (\(columns))\n"
            + "VALUES (\(values.map(\.1).joined(separator: ", ")));\n"
    }

    /// A script that is in no transaction was applied.
    package func completion(of script: MigrationScript) -> String {
        "UPDATE \(client.historyTable) SET state = 'APPLIED', applied_statements = \(script.statements.count), "
            + "finished_at = CURRENT_TIMESTAMP\n"
            + "WHERE set_name = \(client.literal(set)) AND script = \(client.literal(script.name)) "
            + "AND state = 'RUNNING';\n"
    }

    /// Stops where a script was never applied, or was undone already.
    func check(of script: MigrationScript) -> [String] {
        client.check(
            thatRowOf: client.historyTable,
            where: row(of: script),
            or: "the history has no script of version \(script.version?.text ?? "")"
        )
    }

    /// A script that is in no transaction is about to be undone: the runner goes on once its row is gone.
    func interruption(of script: MigrationScript) -> String {
        "UPDATE \(client.historyTable) SET state = 'RUNNING', applied_statements = 0\nWHERE \(row(of: script));\n"
    }

    /// A script was undone.
    func removal(of script: MigrationScript) -> String {
        "DELETE FROM \(client.historyTable)\nWHERE \(row(of: script));\n"
    }

    private func row(of script: MigrationScript) -> String {
        let version = script.version.map { "= \(client.literal($0.text))" } ?? "IS NULL"
        return
            "set_name = \(client.literal(set)) AND kind = \(client.literal(script.kind.rawValue)) AND version \(version)"
    }
}
