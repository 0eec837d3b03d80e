internal import BorealisDiagnostics
internal import SQLMigrations

/// Which scripts a database still needs, by the rules of the function that applies them in a deploy: its `plan.py`.
///
/// One thing differs. A database that has more than the scripts is left alone by a deploy, as after a rollback; as the end
/// of an upgrade it means that a script was lost, and is refused.
struct PendingScripts {
    private let versioned: VersionedScripts
    private let repeatable: [MigrationScript]

    /// - Parameters:
    ///   - scripts: in their order.
    ///   - rebases: changes of applied scripts that were accepted.
    ///   - applied: in the order in which they were applied.
    init(_ scripts: [MigrationScript], rebases: [Rebase], in folder: String, applied: [AppliedScript]) {
        versioned = VersionedScripts(
            scripts,
            rebases: rebases,
            in: folder,
            applied: applied.filter { $0.kind != .repeatable }
        )
        let rows = applied.filter { $0.kind == .repeatable }.map { ($0.script, $0) }
        let last = Dictionary(rows) { $1 }
        repeatable = scripts.filter { $0.kind == .repeatable && last[$0.name]?.checksum != $0.checksum }
    }

    /// - Throws: ``Diagnostic`` `CLI025` where a deploy would refuse the scripts.
    func scriptsInOrder() throws(Diagnostic) -> [MigrationScript] {
        try versioned.check()
        let pending = versioned.pending + repeatable
        // Nothing uses an empty database: what contracts is run where its version is.
        guard versioned.hasHistory else { return pending }
        try versioned.refuseEarlyContract()
        return pending.filter { !$0.isContract } + pending.filter(\.isContract)
    }
}

extension MigrationScript {
    var isContract: Bool { directives.phase == .contract }
}
