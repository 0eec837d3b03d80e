internal import BorealisDiagnostics
internal import SQLMigrations

/// The scripts that are run once, beside those that were.
struct VersionedScripts {
    /// What a script is remembered by: whatever its name is, and a baseline may share its version with another.
    fileprivate struct Key: Hashable {
        let isBaseline: Bool
        let version: ScriptVersion?
    }

    /// In their order.
    let pending: [MigrationScript]
    private let folder: String
    /// All but those that a baseline stands for.
    private let scripts: [MigrationScript]
    private let known: Set<Key>
    private let rows: Rows

    init(_ all: [MigrationScript], rebases: [Rebase], in folder: String, applied: [AppliedScript]) {
        self.folder = folder
        let rows = Rows(applied, scripts: all, rebases: rebases)
        self.rows = rows
        let baselines = all.filter { $0.kind == .baseline }
        let versioned = all.filter { $0.kind == .versioned }
        // An empty database begins with the newest baseline.
        let first = applied.isEmpty ? Array(baselines.suffix(1)) : []
        let start = first.last?.version ?? applied.last { $0.kind == .baseline }?.version
        let counted = versioned.filter { script in
            guard let start, let version = script.version else { return true }
            return start < version || rows.has(script)
        }
        scripts = baselines + counted
        pending = first + counted.filter { !rows.has($0) && !rows.isRestored($0) }
        known = Set((baselines + versioned).map(Key.init))
    }

    var hasHistory: Bool { !rows.present.isEmpty }

    /// - Throws: ``Diagnostic`` `CLI025` where a deploy would refuse the scripts.
    func check() throws(Diagnostic) {
        try refuseEdited()
        try refuseTakenVersions()
        try refuseGap()
        try refuseRemoved()
        let newest = rows.present.keys.compactMap(\.version).max()
        guard let newest, let early = pending.first, let version = early.version, version < newest else { return }
        throw .earlyScript(place(of: early), newest: newest.text)
    }

    /// Versions are applied in their order, and what contracts is applied after all that expands.
    func refuseEarlyContract() throws(Diagnostic) {
        for (first, second) in zip(pending, pending.dropFirst()) where first.isContract && !second.isContract {
            throw .earlyContract(place(of: first), before: second.name)
        }
    }

    private func refuseEdited() throws(Diagnostic) {
        for script in scripts {
            guard let row = rows.present[Key(script)], row.checksum != script.checksum else { continue }
            guard rows.accepted.contains(Key(script)) else {
                throw .editedScript(place(of: script), applied: row.script == script.name ? nil : row.script)
            }
        }
    }

    private func refuseTakenVersions() throws(Diagnostic) {
        for script in pending {
            guard let row = rows.removed[Key(script)] else { continue }
            throw .takenVersion(place(of: script), by: row.script)
        }
    }

    /// Between what was applied and a baseline that replaces older scripts nothing may be left out.
    private func refuseGap() throws(Diagnostic) {
        let versions = (Array(rows.present.keys) + Array(rows.removed.keys)).compactMap(\.version)
        guard let newest = versions.max(), let baseline = scripts.last(where: { $0.kind == .baseline }),
            let version = baseline.version, newest < version
        else { return }
        let isSquashed = scripts.allSatisfy { script in
            script.kind == .baseline || script.version.map { version < $0 } ?? true
        }
        if isSquashed { throw .skippedScripts(place(of: baseline), newest: newest.text) }
    }

    private func refuseRemoved() throws(Diagnostic) {
        let missing = rows.present.filter { !known.contains($0.key) }.map(\.value)
        guard let first = missing.min(by: { $0.script < $1.script }) else { return }
        throw .removedScript(Place(file: "\(folder)/\(first.script)"))
    }

    private func place(of script: MigrationScript) -> Place {
        Place(file: "\(folder)/\(script.name)")
    }

    /// Rows of the history, by the scripts that they are now.
    private struct Rows {
        private(set) var present: [Key: AppliedScript] = [:]
        /// Those of scripts whose removal was accepted: their versions are taken.
        private(set) var removed: [Key: AppliedScript] = [:]
        /// Whose change was accepted.
        private(set) var accepted: Set<Key> = []

        init(_ applied: [AppliedScript], scripts: [MigrationScript], rebases: [Rebase]) {
            for row in applied {
                guard let names = rebases.names(since: row) else {
                    present[Key(row)] = row
                    continue
                }
                if let script = scripts.first(where: { names.contains($0.name) }) {
                    present[Key(script)] = row
                    accepted.insert(Key(script))
                } else {
                    removed[Key(row)] = row
                }
            }
        }

        func has(_ script: MigrationScript) -> Bool { present[Key(script)] != nil }

        /// Whether a script that was applied and removed is there again.
        func isRestored(_ script: MigrationScript) -> Bool { removed[Key(script)]?.checksum == script.checksum }
    }
}

extension VersionedScripts.Key {
    fileprivate init(_ script: MigrationScript) {
        self.init(isBaseline: script.kind == .baseline, version: script.version)
    }

    fileprivate init(_ row: AppliedScript) {
        self.init(isBaseline: row.kind == .baseline, version: row.version)
    }
}

extension [Rebase] {
    /// The names that an applied script has had since, where a change of it was accepted; none for one that was removed.
    fileprivate func names(since row: AppliedScript) -> Set<String>? {
        guard let index = firstIndex(where: { $0.script == row.script && $0.checksum == row.checksum }) else {
            return nil
        }
        var names = Set([self[index].newName].compactMap(\.self))
        for later in self[(index + 1)...] where names.contains(later.script) {
            if let name = later.newName { names.insert(name) }
        }
        return names
    }
}

extension Rebase {
    /// Nil for a script that was removed.
    fileprivate var newName: String? {
        switch change {
        case .edited: script
        case .removed: nil
        case .renamed(let name, _): name
        }
    }
}
