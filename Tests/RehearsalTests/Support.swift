internal import BorealisDiagnostics
internal import BorealisRehearsal
internal import SQLMigrations
internal import Synchronization

/// Scripts for a rehearsal, by their names.
func rehearsedSet(
    _ engine: DatabaseEngine,
    _ files: [(String, String)],
    rebases: [Rebase] = []
) -> RehearsedSet {
    let set = MigrationSet(
        folder: "sql",
        engine: engine,
        name: "main",
        options: ScriptOptions(),
        files: files.map { MigrationScripts.File(name: $0.0, bytes: Array($0.1.utf8)) },
        others: [],
        place: Place(file: "Stack.swift", line: 1)
    )
    return RehearsedSet(set, rebases: rebases)
}

func scripts(_ engine: DatabaseEngine, _ files: [(String, String)]) -> [MigrationScript] {
    rehearsedSet(engine, files).scripts
}

func programs(_ engine: DatabaseEngine) throws -> ServerPrograms {
    try ServerPrograms(for: engine)
}

/// One server of each engine for tests that leave nothing in it, or nothing that another would meet.
///
/// It is never stopped: it goes with the process.
enum SharedServer {
    private static let servers = Mutex<[DatabaseEngine: DatabaseServer]>([:])

    static func connection(to engine: DatabaseEngine) throws -> any DatabaseConnection {
        try servers.withLock { servers in
            let server = try servers[engine] ?? DatabaseServer(engine, programs: try programs(engine))
            servers[engine] = server
            return try server.connection()
        }
    }
}
