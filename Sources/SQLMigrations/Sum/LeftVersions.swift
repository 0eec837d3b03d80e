/// The versions under which databases may have applied a script that was removed, or has another version now.
///
/// The row stays in the history: of a new script with that version it would be a second one.
struct LeftVersions {
    /// What left each version last.
    private var rebases: [ScriptVersion: Rebase] = [:]
    /// Those that a script had before, by its name.
    private var earlier: [String: Set<ScriptVersion>] = [:]

    /// - Parameter rebases: in their order.
    init(by rebases: [Rebase]) {
        for rebase in rebases {
            guard let version = Self.version(of: rebase.script) else { continue }
            switch rebase.change {
            case .removed: self.rebases[version] = rebase
            // It was restored in between.
            case .edited: if self.rebases[version]?.change == .removed { self.rebases[version] = nil }
            case .renamed(let name, _):
                earlier[name] = (earlier[rebase.script] ?? []).union([version])
                if Self.version(of: name) != version { self.rebases[version] = rebase }
            }
        }
    }

    /// Why a script can't have its version; nil where it can, also where it has the text of the removed one.
    func rebase(forbidding script: MigrationScript) -> Rebase? {
        guard script.kind == .versioned, let version = script.version, let rebase = rebases[version] else { return nil }
        let isRestored = rebase.change == .removed && rebase.checksum == script.checksum
        return isRestored || earlier[script.name]?.contains(version) ?? false ? nil : rebase
    }

    private static func version(of path: String) -> ScriptVersion? {
        let name = ScriptName(path.baseName)
        return name?.kind == .script(.versioned) ? name?.version : nil
    }
}
