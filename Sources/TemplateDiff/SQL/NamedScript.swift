internal import SQLMigrations

/// A script by what its name says.
struct NamedScript: Hashable {
    let entry: ScriptRecord.Entry
    let kind: MigrationScript.Kind
    /// Nil for a repeatable script.
    let version: ScriptVersion?

    init(_ entry: ScriptRecord.Entry) {
        self.entry = entry
        let name = ScriptName(entry.name.split(separator: "/").last.map(String.init) ?? "")
        // A name that fits no pattern is in no template that was made from scripts.
        kind = if case .script(let kind)? = name?.kind { kind } else { .versioned }
        version = name?.version
    }

    var name: String { entry.name }
    var checksum: String { entry.checksum }
    var isRepeatable: Bool { kind == .repeatable }

    /// By which the history tells scripts apart that are run once: a name may change.
    var key: Key { Key(isBaseline: kind == .baseline, version: version) }

    struct Key: Hashable {
        let isBaseline: Bool
        let version: ScriptVersion?
    }
}
