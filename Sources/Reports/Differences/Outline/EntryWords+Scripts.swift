internal import BorealisDiagnostics
internal import TemplateDiff

extension EntryWords {
    /// The set, then its scripts.
    func entries(for migration: MigrationChange) -> [OutlineEntry] {
        [setEntry(for: migration)] + migration.scripts.map { entry(for: $0, of: migration) }
    }

    private func setEntry(for migration: MigrationChange) -> OutlineEntry {
        let type = [
            migration.engine?.visible, "set \(migration.set.visible)", migration.folder.map { "of \($0.visible)" },
        ]
        return OutlineEntry(
            mark: migration.isRebuild ? .replaced : .changed,
            name: migration.logicalID.visible,
            type: type.compactMap(\.self).joined(separator: " "),
            headline: migration.headline,
            place: migration.place,
            details: migration.isRebuild
                ? [.note("everything in the database is dropped, and all scripts run anew", isWeighty: true)] : [],
            code: .known(migration.isRebuild ? .editedHistory : .pendingScript),
            severity: migration.isRebuild ? .warning : .note,
            key: key("\(migration.logicalID).\(migration.set)")
        )
    }

    private func entry(for script: ScriptChange, of migration: MigrationChange) -> OutlineEntry {
        OutlineEntry(
            mark: script.isRefused ? .closed : script.kind.mark,
            name: script.name.visible,
            headline: script.kind.words + (script.isRefused ? migration.consequence : ""),
            place: script.place,
            details: hashes(of: script) + script.statements.map { detail(for: $0, in: script) },
            findings: script.findings,
            code: .known(script.isRefused ? .editedHistory : .pendingScript),
            severity: script.isRefused ? .error : .note,
            key: key("\(migration.logicalID).\(migration.set).\(script.name)")
        )
    }

    /// The first digits, where there was another text.
    private func hashes(of script: ScriptChange) -> [OutlineDetail] {
        guard let before = script.before, before != script.after else { return [] }
        let digits: (String) -> String = { String($0.prefix(12)).visible }
        let after = script.after.map { " → \(digits($0))…" } ?? ""
        return [.note("SHA-256 \(digits(before))…\(after)", isWeighty: false)]
    }

    private func detail(for statement: ScriptStatement, in script: ScriptChange) -> OutlineDetail {
        let transaction =
            switch statement.transaction {
            case "inside": "in a transaction"
            case "outside": "outside of a transaction"
            case "commits": "commits"
            case "control": "begins or ends a transaction"
            default: statement.transaction
            }
        let isInScript = statement.place.file == script.place?.file
        let line = isInScript ? statement.place.line.map { "line \($0)" } : nil
        let facts = [statement.effect, transaction, statement.lock, line ?? statement.place.text(path: path)]
        let text = statement.text ?? "\(statement.command) … (hidden: it has a secret)"
        return .statement(index: statement.index, text: text.visible, facts: facts.compactMap { $0?.visible })
    }
}

extension MigrationChange {
    /// `2 scripts run, 4 are refused, 1 is accepted as it is; 11 unchanged`; what there is none of is left out.
    fileprivate var headline: String {
        let running = scripts.count { $0.kind == .new || $0.kind == .rerun }
        let refused = scripts.count(where: \.isRefused)
        let accepted = scripts.count { if case .accepted = $0.kind { true } else { false } }
        let rest = scripts.count - running - refused - accepted
        let parts = [
            (running, "runs", "run"),
            (refused, isRebuild ? "differs" : "is refused", isRebuild ? "differ" : "are refused"),
            (accepted, "is accepted as it is", "are accepted as they are"),
            (rest, "differs and is let be", "differ and are let be"),
        ]
        let words = parts.filter { $0.0 > 0 }.enumerated().map { index, part in
            let noun = index > 0 ? "" : part.0 == 1 ? " script" : " scripts"
            return "\(part.0)\(noun) \(part.0 == 1 ? part.1 : part.2)"
        }
        let ahead = isAhead ? "the database has newer scripts, and none of these runs" : nil
        return [
            ahead, words.isEmpty ? nil : words.joined(separator: ", "), unchanged > 0 ? "\(unchanged) unchanged" : nil,
        ]
        .compactMap(\.self).joined(separator: "; ")
    }

    /// Of a script that isn't as it was applied.
    fileprivate var consequence: String { isRebuild ? ": the database is made anew" : ": the deploy refuses that" }
}

extension ScriptChange.Kind {
    /// Of one that isn't refused.
    fileprivate var mark: Mark {
        switch self {
        case .new: .added
        case .removed: .removed
        case .renamed: .renamed
        case .rerun, .edited, .reordered: .changed
        case .accepted: .allowed
        }
    }

    fileprivate var words: String {
        switch self {
        case .new: "will run"
        case .rerun: "will run again, as its text differs"
        case .edited: "was edited after it was applied"
        case .removed: "was applied and is gone"
        case .reordered: "comes before what was applied, or was applied after scripts that now come behind it"
        case .renamed(let old): "was applied as \(old.visible)"
        case .accepted(let reason):
            "differs from what was applied, and was accepted by migrate rebase: \(reason.visible)"
        }
    }
}
