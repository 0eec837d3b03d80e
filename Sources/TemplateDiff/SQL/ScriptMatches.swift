internal import SQLMigrations

/// Which script is which of those that were deployed.
struct ScriptMatches {
    /// By the names of the new scripts.
    private(set) var earlier: [String: NamedScript] = [:]
    /// By the names of the old ones.
    private(set) var later: [String: NamedScript] = [:]
    /// Why a change was accepted, by the names of the old scripts.
    private(set) var reasons: [String: String] = [:]

    /// The scripts whose removal was accepted: no other can have their versions.
    private(set) var removed: [NamedScript.Key: NamedScript] = [:]

    private let scripts: [String: NamedScript]

    init(_ before: [NamedScript], _ after: [NamedScript], rebases: [Rebase]) {
        scripts = Dictionary(after.map { ($0.name, $0) }) { first, _ in first }
        let accepted = Dictionary(
            rebases.indices.map { (ScriptRecord.Entry(name: rebases[$0].script, checksum: rebases[$0].checksum), $0) }
        ) { _, last in last }
        for script in before where scripts[script.name]?.checksum != script.checksum && !script.isRepeatable {
            if let index = accepted[script.entry] { accept(script, rebases[index...]) }
        }
        for script in before where reasons[script.name] == nil {
            if let same = scripts[script.name] { match(script, same) }
        }
        matchRenamed(
            before.filter { reasons[$0.name] == nil && later[$0.name] == nil && !$0.isRepeatable },
            after.filter { earlier[$0.name] == nil && !$0.isRepeatable }
        )
    }

    private mutating func match(_ old: NamedScript, _ new: NamedScript) {
        guard earlier[new.name] == nil else { return }
        earlier[new.name] = old
        later[old.name] = new
    }

    /// - Parameter rebases: the one of the script, and those that were made later.
    private mutating func accept(_ script: NamedScript, _ rebases: ArraySlice<Rebase>) {
        guard let first = rebases.first else { return }
        reasons[script.name] = first.reason
        if let name = Self.name(of: script, after: rebases), let new = scripts[name] {
            match(script, new)
        } else if let restored = scripts.values.first(where: { $0.key == script.key && $0.checksum == script.checksum })
        {
            match(script, restored)
        } else {
            removed[script.key] = script
        }
    }

    /// The name that a script has after changes; nil for one that is gone.
    private static func name(of script: NamedScript, after rebases: ArraySlice<Rebase>) -> String? {
        guard var name = rebases.first?.change.name(of: script.name) else { return nil }
        for rebase in rebases.dropFirst() where rebase.script == name {
            name = rebase.change.name(of: name) ?? name
        }
        return name
    }

    /// A script with the same text is the same, or else one with the same version.
    private mutating func matchRenamed(_ missing: [NamedScript], _ new: [NamedScript]) {
        guard !missing.isEmpty, !new.isEmpty else { return }
        match(missing, new) { [$0.checksum, $0.version?.text ?? ""] }
        match(missing, new) { [$0.checksum] }
        match(missing, new) { [$0.version?.text ?? "", $0.kind.rawValue] }
    }

    private mutating func match(_ missing: [NamedScript], _ new: [NamedScript], by key: (NamedScript) -> [String]) {
        let free = Dictionary(grouping: new.filter { earlier[$0.name] == nil }, by: key)
        for script in missing where later[script.name] == nil {
            let same = free[key(script)]?.first { earlier[$0.name] == nil }
            if let same { match(script, same) }
        }
    }
}

extension Rebase.Change {
    /// The name that the script has then; nil for one that is gone.
    fileprivate func name(of script: String) -> String? {
        switch self {
        case .edited: script
        case .removed: nil
        case .renamed(let name, _): name
        }
    }
}
