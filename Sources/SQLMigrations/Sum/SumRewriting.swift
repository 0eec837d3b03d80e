package import BorealisDiagnostics

/// Records scripts anew: what `migrate sum` and `migrate rebase` write.
package struct SumRewriting: Sendable {
    /// What comes of it.
    package struct Result: Sendable {
        package let sum: MigrationSum
        /// What still forbids it, in the order of the places; where there is something, nothing is to be written.
        package let problems: [Diagnostic]
        /// What is allowed from now on, and wasn't before.
        package let rebases: [Rebase]
    }

    private let sums: [MigrationSum]
    private let scripts: MigrationScripts
    private let folder: String
    private let history: SumHistory

    /// - Parameters:
    ///   - sums: of the file; two where Git left a conflict in it, none where there is no file.
    ///   - folder: for the places of problems.
    package init(
        _ sums: [MigrationSum],
        scripts: MigrationScripts,
        in folder: String,
        history: SumHistory
    ) {
        self.sums = sums
        self.scripts = scripts
        self.folder = folder
        self.history = history
    }

    /// Takes all scripts as they are that the upstream branch doesn't have.
    ///
    /// The problems are those of scripts that it has, unless the change was allowed before. Without an upstream branch
    /// nobody else has any script.
    package func rehashed() -> Result {
        let upstream = history.shared(of: sums)
        return result(rebases: known(upstream), upstream: upstream, new: [])
    }

    /// Takes all scripts as they are, and keeps the reason for each that was recorded otherwise.
    ///
    /// The problems are those of new scripts that come before recorded ones: no reason makes databases run them.
    package func rebased(reason: String) -> Result {
        let upstream = history.shared(of: sums)
        let known = known(upstream)
        var rebases = known
        for sum in sums + [upstream].compactMap(\.self) {
            let base = sum.applying(rebases.added(since: sum.rebases))
            rebases += SumComparison(base, scripts.recorded).differences.compactMap { $0.rebase(reason: reason) }
        }
        return result(rebases: rebases, upstream: upstream ?? sums.first, new: Array(rebases.dropFirst(known.count)))
    }

    /// What was allowed on any side.
    private func known(_ upstream: MigrationSum?) -> [Rebase] {
        ([upstream].compactMap(\.self) + sums).reduce(into: []) { $0 = $0.joined(with: $1.rebases) }
    }

    private func result(rebases: [Rebase], upstream: MigrationSum?, new: [Rebase]) -> Result {
        let base = (upstream ?? MigrationSum()).applying(rebases.added(since: upstream?.rebases ?? []))
        let differences = SumComparison(base, scripts.recorded).differences.filter { !$0.isReordering }
        let blocking = scripts.recordingProblems(in: folder)
        let sum = MigrationSum(of: scripts.recorded, rebases: rebases)
        let problems =
            words(base).problems(differences)
            // Of a script that differs the difference is the problem.
            + words(sum).reused(scripts.recorded.filter { script in !differences.contains { $0.isOf(script) } })
        return Result(
            sum: sum,
            problems: blocking.isEmpty ? problems.sorted() : blocking,
            rebases: new
        )
    }

    private func words(_ sum: MigrationSum) -> SumProblems {
        SumProblems(sum: sum, folder: folder, engine: scripts.engine, upstream: sum, history: history)
    }
}

extension SumComparison.Difference {
    fileprivate func isOf(_ script: MigrationScript) -> Bool {
        switch self {
        case .edited(_, let changed), .renamed(_, let changed), .inserted(let changed, _): changed.name == script.name
        case .removed, .reordered: false
        }
    }

    /// Nil for what no reason allows, or what needs none.
    fileprivate func rebase(reason: String) -> Rebase? {
        switch self {
        case .edited(let entry, let script):
            Rebase(entry.name, checksum: entry.checksum, change: .edited(checksum: script.checksum), reason: reason)
        case .removed(let entry):
            Rebase(entry.name, checksum: entry.checksum, change: .removed, reason: reason)
        case .renamed(let entry, let script):
            Rebase(
                entry.name,
                checksum: entry.checksum,
                change: .renamed(script.name, checksum: script.checksum),
                reason: reason
            )
        case .inserted, .reordered: nil
        }
    }
}
