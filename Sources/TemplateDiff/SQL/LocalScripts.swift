internal import BorealisDiagnostics
internal import SQLMigrations

/// The folder that has the scripts which a template names.
struct LocalScripts {
    let compared: ComparedScripts
    let record: ScriptRecord
    private let scripts: [String: MigrationScript]
    private let problems: [String: [Diagnostic]]

    init(_ compared: ComparedScripts) {
        self.compared = compared
        record = ScriptRecord(compared.set.scripts)
        scripts = Dictionary(compared.set.scripts.deployed.map { ($0.name, $0) }) { first, _ in first }
        problems = Dictionary(grouping: compared.problems) { $0.place?.file ?? "" }
    }

    /// The folder of a migration's scripts; nil where none has them.
    ///
    /// Several can have the same names and texts, with other values of placeholders: then the hash tells them apart.
    init?(of migration: MigrationResource, in sets: [ComparedScripts]) {
        let candidates = sets.filter {
            $0.set.name == migration.set && [nil, $0.set.engine.rawValue].contains(migration.engine)
        }
        .map(LocalScripts.init)
        .filter { local in migration.record.map(local.fits) ?? (local.scriptsHash == migration.scriptsHash) }
        let isPlain = candidates.count < 2
        let sameHash = isPlain ? nil : candidates.first { $0.scriptsHash == migration.scriptsHash }
        guard let found = isPlain ? candidates.first : sameHash else { return nil }
        self = found
    }

    /// Whether a template that names scripts so can be about these.
    private func fits(_ record: ScriptRecord) -> Bool {
        let aligned = AlignedRecords(record, self.record)
        return aligned.unknown == 0 && aligned.before == aligned.after
    }

    private var scriptsHash: String {
        MigrationManifest(
            compared.set.scripts.deployed,
            engine: compared.set.engine,
            set: compared.set.name,
            rebases: compared.rebases
        ).scriptsHash
    }

    var folder: String { compared.set.folder }

    /// The script that a template names; nil for one with another text.
    func script(_ entry: ScriptRecord.Entry) -> MigrationScript? {
        scripts[entry.name].flatMap { $0.checksum == entry.checksum ? $0 : nil }
    }

    func place(of script: MigrationScript) -> Place {
        Place(file: "\(folder)/\(script.name)")
    }

    /// What lint and `migrations.sum` say of a script, sorted.
    ///
    /// That it is on the upstream branch doesn't matter here: it hasn't run yet.
    func findings(in script: MigrationScript) -> [Diagnostic] {
        let set = compared.set
        let found = ScriptFindings(of: script, in: folder, engine: set.engine, checks: set.options.checks)
        return Set(found.problems).union(problems[place(of: script).file] ?? []).sorted()
    }

    func statements(of script: MigrationScript) -> [ScriptStatement] {
        script.statements.enumerated().map { index, statement in
            ScriptStatement(
                index: index + 1,
                statement,
                of: script,
                place: Place(
                    file: place(of: script).file,
                    line: statement.statement.line,
                    column: statement.statement.column
                ),
                engine: compared.set.engine
            )
        }
    }
}
