internal import BorealisDiagnostics
internal import TemplateDiff

extension EntryWords {
    /// The set, then its scripts.
    func entries(for migration: MigrationChange) -> [OutlineEntry] {
        [setEntry(for: migration)] + migration.scripts.map { entry(for: $0, of: migration) }
    }

    private func setEntry(for migration: MigrationChange) -> OutlineEntry {
        let kept =
            migration.unchanged == 1 ? "1 script is as it was" : "\(migration.unchanged) scripts are as they were"
        let type = [
            migration.engine?.visible, "set \(migration.set.visible)", migration.folder.map { "of \($0.visible)" },
        ]
        return OutlineEntry(
            mark: .changed,
            name: migration.logicalID.visible,
            type: type.compactMap(\.self).joined(separator: " "),
            headline:
                "brings \(migration.scripts.count == 1 ? "1 script" : "\(migration.scripts.count) scripts"); \(kept)",
            place: migration.place,
            code: .known(.pendingScript),
            severity: .note,
            key: key("\(migration.logicalID).\(migration.set)")
        )
    }

    private func entry(for script: ScriptChange, of migration: MigrationChange) -> OutlineEntry {
        OutlineEntry(
            mark: script.kind.mark,
            name: script.name.visible,
            headline: script.kind.words,
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

extension ScriptChange.Kind {
    fileprivate var mark: Mark {
        switch self {
        case .new: .added
        case .rerun: .changed
        case .edited, .removed, .reordered, .renamed: .closed
        case .accepted: .allowed
        }
    }

    fileprivate var words: String {
        switch self {
        case .new: "will run"
        case .rerun: "will run again, as its text differs"
        case .edited: "was edited after it was applied: the deploy refuses it"
        case .removed: "was applied and is gone: the deploy refuses that"
        case .reordered: "was applied after scripts that now come behind it: the deploy refuses that"
        case .renamed(let old): "was applied as \(old.visible): the deploy refuses another name"
        case .accepted(let reason):
            "differs from what was applied, and was accepted by migrate rebase: \(reason.visible)"
        }
    }
}
