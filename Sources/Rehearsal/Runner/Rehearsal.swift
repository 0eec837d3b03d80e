package import BorealisDiagnostics
package import SQLMigrations

/// Applies a set of scripts to servers of its own, to see before a deploy what the deploy would do.
package struct Rehearsal {
    private let set: RehearsedSet
    private let programs: ServerPrograms

    package init(of set: RehearsedSet, programs: ServerPrograms) {
        self.set = set
        self.programs = programs
    }

    /// Runs the scripts on an empty database, then once more, then as an upgrade.
    ///
    /// - Throws: ``Diagnostic`` of the first thing that isn't as it must be.
    package func run(upgradingFrom old: OlderScripts? = nil) throws(Diagnostic) -> RehearsalReport {
        let stage = try Stage(for: set, programs: programs)
        let fresh = try stage.apply(set.scripts, as: .fresh)
        let schema = try stage.schema()
        let again = try stage.apply(set.scripts, as: .again)
        try requireNothing(again, before: schema, after: try stage.schema())
        let version = try stage.serverVersion()
        stage.server.stop()
        var runs = [fresh, again]
        if let old {
            runs.append(try upgrade(from: old, to: schema))
        }
        return RehearsalReport(
            folder: set.folder,
            set: set.name,
            engine: set.engine,
            serverVersion: version,
            runs: runs,
            schema: schema
        )
    }

    /// On a second server: roles and other databases are not a database's own, and would be there already.
    private func upgrade(from old: OlderScripts, to schema: SchemaDescription) throws(Diagnostic) -> RehearsalRun {
        let stage = try Stage(for: set, programs: programs)
        defer { stage.server.stop() }
        _ = try stage.apply(old.scripts, as: .fresh)
        let start = RehearsalRun.Start.upgrade(
            from: old.origin,
            scripts: old.scripts.count,
            omitted: old.omitted
        )
        let run = try stage.apply(set.scripts, as: start)
        let differences = schema.differences(from: try stage.schema())
        guard differences.isEmpty else {
            throw .differentUpgrade(differences, origin: old.origin, place: Place(file: set.folder))
        }
        return run
    }

    private func requireNothing(
        _ again: RehearsalRun,
        before: SchemaDescription,
        after: SchemaDescription
    ) throws(Diagnostic) {
        let differences = before.differences(from: after)
        guard again.scripts.isEmpty, differences.isEmpty else {
            let names = again.scripts.map(\.name)
            throw .repeatedScripts(names, differences: differences, place: Place(file: set.folder))
        }
    }
}

/// Scripts without problems, in their order.
package struct RehearsedSet: Sendable {
    package let folder: String
    package let engine: DatabaseEngine
    package let name: String
    package let scripts: [MigrationScript]
    /// Changes of applied scripts that were accepted.
    package let rebases: [Rebase]

    package init(
        folder: String,
        engine: DatabaseEngine,
        name: String,
        scripts: [MigrationScript],
        rebases: [Rebase] = []
    ) {
        self.folder = folder
        self.engine = engine
        self.name = name
        self.scripts = scripts
        self.rebases = rebases
    }

    package init(_ set: MigrationSet, rebases: [Rebase] = []) {
        self.init(
            folder: set.folder,
            engine: set.engine,
            name: set.name,
            scripts: set.scripts.baselines + set.scripts.scripts,
            rebases: rebases
        )
    }
}

/// A server, and the history of the scripts that it got.
private struct Stage {
    let server: DatabaseServer
    private let set: RehearsedSet
    private let history: AppliedScripts
    private let runner: ScriptRunner

    init(for set: RehearsedSet, programs: ServerPrograms) throws(Diagnostic) {
        self.set = set
        server = try DatabaseServer(set.engine, programs: programs)
        history = AppliedScripts(set: set.name, engine: set.engine)
        runner = ScriptRunner(on: server, folder: set.folder, history: history)
        for statement in history.definition {
            _ = try server.asking { connection throws(DatabaseFailure) in try connection.run(statement) }
        }
    }

    /// Applies those of the scripts that are pending.
    func apply(_ scripts: [MigrationScript], as start: RehearsalRun.Start) throws(Diagnostic) -> RehearsalRun {
        let history = history
        let applied = try server.asking { connection throws(DatabaseFailure) in try history.rows(on: connection) }
        let pending = PendingScripts(scripts, rebases: set.rebases, in: set.folder, applied: applied)
        return RehearsalRun(start: start, scripts: try runner.apply(try pending.scriptsInOrder()))
    }

    func schema() throws(Diagnostic) -> SchemaDescription {
        let server = server
        return try server.asking { _ throws(DatabaseFailure) in try SchemaDescription(of: server) }
    }

    func serverVersion() throws(Diagnostic) -> String {
        let query = set.engine == .mysql ? "SELECT version()" : "SHOW server_version"
        let rows = try server.asking { connection throws(DatabaseFailure) in try connection.rows(query) }
        return (rows.first?.first ?? nil) ?? ""
    }
}
