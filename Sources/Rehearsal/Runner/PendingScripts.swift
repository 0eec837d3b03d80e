internal import BorealisDiagnostics
internal import SQLMigrations

/// Which scripts a database still needs, by the rules of the function that applies them in a deploy.
struct PendingScripts {
    private let scripts: [MigrationScript]
    private let folder: String
    /// By their versions.
    private let versions: [String: AppliedScript]
    /// The last time that each was applied, by their names.
    private let names: [String: AppliedScript]

    /// - Parameters:
    ///   - scripts: in their order.
    ///   - applied: in the order in which they were applied.
    init(_ scripts: [MigrationScript], in folder: String, applied: [AppliedScript]) {
        self.scripts = scripts
        self.folder = folder
        versions = Dictionary(applied.compactMap { row in row.version.map { ($0, row) } }) { $1 }
        names = Dictionary(applied.map { ($0.script, $0) }) { $1 }
    }

    /// - Throws: ``Diagnostic`` `CLI025` where a deploy would refuse the scripts.
    func scriptsInOrder() throws(Diagnostic) -> [MigrationScript] {
        try refuseEdited()
        try refuseRemoved()
        let versioned = pendingVersions
        if let newest, let early = versioned.first(where: { ($0.version ?? newest) < newest }) {
            throw .earlyScript(place(of: early), newest: newest.text)
        }
        let repeatable = scripts.filter { $0.kind == .repeatable && names[$0.name]?.checksum != $0.checksum }
        return Self.ordered(versioned + repeatable)
    }

    /// What is for after the deploy of the application comes last, in the order of its own.
    private static func ordered(_ scripts: [MigrationScript]) -> [MigrationScript] {
        scripts.filter { $0.directives.phase != .contract } + scripts.filter { $0.directives.phase == .contract }
    }

    /// An empty database begins with the newest baseline.
    private var pendingVersions: [MigrationScript] {
        let baseline = versions.isEmpty ? scripts.last { $0.kind == .baseline } : nil
        let start = baseline?.version ?? appliedBaseline
        let later = scripts.filter { script in
            guard script.kind == .versioned, let version = script.version else { return false }
            return versions[version.text] == nil && start.map { $0 < version } ?? true
        }
        return (baseline.map { [$0] } ?? []) + later
    }

    /// The baseline that the database began with: all versions up to it count as applied.
    private var appliedBaseline: ScriptVersion? {
        scripts.last { $0.kind == .baseline && names[$0.name] != nil }?.version
    }

    private var newest: ScriptVersion? { versions.keys.compactMap { ScriptVersion($0) }.max() }

    private func refuseEdited() throws(Diagnostic) {
        for script in scripts where script.kind != .repeatable {
            guard let row = script.version.flatMap({ versions[$0.text] }), row.script == script.name else { continue }
            guard row.checksum == script.checksum else { throw .editedScript(place(of: script)) }
        }
    }

    private func refuseRemoved() throws(Diagnostic) {
        let known = Set(scripts.compactMap(\.version))
        let baseline = scripts.last { $0.kind == .baseline }?.version
        for (text, row) in versions.sorted(by: { $0.key < $1.key }) {
            guard let version = ScriptVersion(text), !known.contains(version) else { continue }
            // What a baseline has replaced may go.
            if let baseline, version <= baseline { continue }
            throw .removedScript(Place(file: "\(folder)/\(row.script)"))
        }
    }

    private func place(of script: MigrationScript) -> Place {
        Place(file: "\(folder)/\(script.name)")
    }
}
