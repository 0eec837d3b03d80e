package import BorealisDiagnostics

/// Which scripts of a set are applied or undone offline, in their order.
package struct OfflineSelection {
    package let scripts: [MigrationScript]

    /// What an empty database needs, or one that is at the range's beginning: versions in their order, whatever their
    /// phases, and what is repeatable after them.
    ///
    /// - Throws: ``Diagnostic`` `CLI012` when no script has a version of the range, `CLI013` when the range is empty.
    package init(applying range: VersionRange, of set: MigrationSet) throws(Diagnostic) {
        let all = set.scripts.scripts
        let baselines = set.scripts.baselines
        if let problem = range.problem(among: all + baselines, in: set.folder) { throw problem }
        // An empty database begins with the newest baseline, in place of all before it.
        let baseline = range.isFromBeginning ? baselines.last { $0.isIn(range) } : nil
        let versioned = all.filter { script in
            guard script.kind == .versioned, let version = script.version, range.contains(version) else { return false }
            return baseline?.version.map { $0 < version } ?? true
        }
        let repeatable = range.isToEnd ? all.filter { $0.kind == .repeatable } : []
        scripts = [baseline].compactMap(\.self) + versioned + repeatable
    }

    /// - Throws: ``Diagnostic`` as above, and `CLI014` when a script has nothing that undoes it.
    package init(undoing range: VersionRange, of set: MigrationSet) throws(Diagnostic) {
        let all = set.scripts.scripts
        if let problem = range.problem(among: all, in: set.folder) { throw problem }
        scripts = all.filter { $0.kind == .versioned && $0.isIn(range) }
        let lasting = scripts.filter { $0.undo == nil }
        if !lasting.isEmpty { throw .missingUndo(lasting.map(\.name), folder: set.folder) }
    }
}

extension MigrationScript {
    fileprivate func isIn(_ range: VersionRange) -> Bool {
        version.map(range.contains) ?? false
    }
}
