internal import BorealisDiagnostics
internal import SQLMigrations

/// Lists the scripts of a migration with what they do, each at the resource that runs it.
struct MigrationScriptList {
    private let migration: MigrationResource
    /// Whether no other resource of its template lists what this one doesn't run itself.
    private let isAlone: Bool
    private let local: LocalScripts?

    init(of migration: MigrationResource, isAlone: Bool, local: LocalScripts?) {
        self.migration = migration
        self.isAlone = isAlone
        self.local = local
    }

    /// Adds what runs on a database without history: the newest baseline in place of the versions up to its own.
    ///
    /// Nothing uses such a database, so what contracts is run where its version is.
    func addFresh(_ record: ScriptRecord, to change: inout MigrationChange, _ result: inout MigrationResult) {
        guard !migration.isContraction || isAlone else { return }
        let scripts = record.entries.map(NamedScript.init)
        let baseline = scripts.last { $0.kind == .baseline }
        let run =
            [baseline].compactMap(\.self)
            + scripts.filter { script in
                guard script.kind == .versioned, let version = script.version, let first = baseline?.version else {
                    return script.kind != .baseline
                }
                return first < version
            }
        if let omitted = record.omission {
            let scripts = "\(omitted.count) scripts of set \(migration.set)"
            result.gap("\(scripts) will run that the template doesn't name", migration)
        }
        change.scripts = run.map { script in
            described(ScriptChange(.new, name: script.name, before: nil, after: script.checksum), isRun: true)
        }
        addMissingText(change, &result)
    }

    /// Adds what differs from the last deploy.
    func add(_ records: AlignedRecords, to change: inout MigrationChange, _ result: inout MigrationResult) {
        let scripts = ScriptComparison(records.before, records.after, rebases: local?.compared.rebases ?? [])
        change.isAhead = scripts.isAhead
        change.isRebuild = migration.rebuildsEdited && scripts.changes.contains(where: \.isChangedHistory)
        change.unchanged = scripts.unchanged.count { isOwn($0) } + (lists(.expand) ? records.unchanged : 0)
        let early = earlyContraction(among: scripts.changes)
        for script in scripts.changes where isOwn(script) {
            let isEarly = script.name == early?.contracting
            var script = isEarly ? script.asReordered : script
            script = described(script, isRun: !scripts.isAhead && !isEarly)
            if let problem = problem(of: script, in: scripts, early: early, place: script.place ?? change.place) {
                script.findings = (script.findings + [problem]).sorted()
            }
            change.scripts.append(script)
        }
        if scripts.isAhead, !change.scripts.isEmpty {
            result.remarks.append(.databaseAhead(set: migration.set, place: change.place))
        }
        addUnknown(records, &result)
        addBaselines(change, &result)
        addRestored(change, &result)
        addMissingText(change, &result)
    }

    /// Whether the scripts of a phase are listed at this resource.
    private func lists(_ phase: ScriptDirectives.Phase) -> Bool {
        migration.isContraction == (phase == .contract)
    }

    private func isOwn(_ entry: ScriptRecord.Entry) -> Bool {
        lists(local?.script(entry)?.directives.phase ?? .expand)
    }

    /// History that was changed is refused by both phases; it is told where all scripts are, or else here.
    private func isOwn(_ script: ScriptChange) -> Bool {
        switch script.kind {
        case .new, .rerun: script.after.map { isOwn(ScriptRecord.Entry(name: script.name, checksum: $0)) } ?? false
        default: !migration.isContraction || isAlone
        }
    }

    private func described(_ script: ScriptChange, isRun: Bool) -> ScriptChange {
        var script = script
        guard let checksum = script.after, let local,
            let file = local.script(ScriptRecord.Entry(name: script.name, checksum: checksum))
        else { return script }
        script.place = local.place(of: file)
        script.findings = local.findings(in: file)
        if isRun, script.kind == .new || script.kind == .rerun { script.statements = local.statements(of: file) }
        return script
    }

    /// Two pending scripts of which the first contracts and the next expands: the runner refuses that.
    private func earlyContraction(among changes: [ScriptChange]) -> EarlyContraction? {
        let pending = changes.filter { $0.kind == .new && $0.before == nil }.compactMap { change in
            local?.script(ScriptRecord.Entry(name: change.name, checksum: change.after ?? ""))
        }.filter { $0.kind == .versioned }
        let pair = zip(pending, pending.dropFirst()).first { first, second in
            first.directives.phase == .contract && second.directives.phase != .contract
        }
        return pair.map { EarlyContraction(contracting: $0.name, expanding: $1.name) }
    }

    private func problem(
        of script: ScriptChange,
        in scripts: ScriptComparison,
        early: EarlyContraction?,
        place: Place?
    ) -> Diagnostic? {
        guard script.kind == .reordered, script.before == nil else { return nil }
        if let early, early.contracting == script.name {
            return .earlyContraction(script.name, before: early.expanding, place: place)
        }
        return scripts.reused[script.name].map { .reusedVersion(script.name, of: $0, place: place) }
            ?? .lateScript(script.name, place: place)
    }

    private func addUnknown(_ records: AlignedRecords, _ result: inout MigrationResult) {
        guard records.unknown > 0, lists(.expand) else { return }
        let scripts = "the \(records.unknown) oldest scripts of set \(migration.set)"
        let text =
            records.hasHiddenChange
            ? "at least one of \(scripts) isn't what was deployed; the template doesn't name it"
            : "whether \(scripts) are what was deployed isn't known: the template doesn't name them"
        result.gap(text, migration)
    }

    /// Whether a change of a baseline matters depends on how the database began.
    private func addBaselines(_ change: MigrationChange, _ result: inout MigrationResult) {
        let changed = change.scripts.filter { script in
            script.isRefused && NamedScript(.init(name: script.name, checksum: "")).kind == .baseline
        }
        for script in changed {
            result.gap("whether the database began with \(script.name) isn't known; only then it is refused", migration)
        }
    }

    /// A database that had the script when it was removed doesn't run it again.
    private func addRestored(_ change: MigrationChange, _ result: inout MigrationResult) {
        let removed = local?.compared.rebases.filter { $0.change == .removed } ?? []
        let restored = change.scripts.filter { script in
            script.kind == .new && removed.contains { $0.script == script.name && $0.checksum == script.after }
        }
        for script in restored {
            result.gap("\(script.name) was removed and is back: a database that had it doesn't run it", migration)
        }
    }

    private func addMissingText(_ change: MigrationChange, _ result: inout MigrationResult) {
        guard local == nil, change.scripts.contains(where: { $0.kind == .new || $0.kind == .rerun }) else { return }
        result.gap("what the scripts of set \(migration.set) do isn't known: no folder of the app has them", migration)
    }
}

private struct EarlyContraction {
    let contracting: String
    let expanding: String
}

extension ScriptChange {
    /// What the runner takes for edited history, not for a wrong order.
    fileprivate var isChangedHistory: Bool { isRefused && before != nil }

    fileprivate var asReordered: ScriptChange {
        ScriptChange(.reordered, name: name, before: before, after: after)
    }
}
