package import BorealisDiagnostics

/// Whether the scripts of a folder are those that were recorded, and what to record of new ones.
///
/// This is what `synth` does with `migrations.sum`. Nothing is compared where a script can't be read: it would look as if
/// it were gone.
package struct SumCheck: Sendable {
    /// In the order of their places.
    package let problems: [Diagnostic]
    /// The scripts that are recorded now.
    package let added: [MigrationScript]
    /// What the file is to have; what it has where there are problems.
    package let updated: MigrationSum
    /// Whether the file has to be written.
    package let isStale: Bool

    /// - Parameters:
    ///   - sum: nil where there is no file: then the scripts are compared with the sum of the upstream branch, so that
    ///     removing the file hides nothing.
    ///   - folder: for the places of problems.
    package init(
        _ sum: MigrationSum?,
        scripts: MigrationScripts,
        in folder: String,
        history: SumHistory = .none
    ) {
        let recorded = sum ?? history.upstream() ?? MigrationSum()
        guard scripts.recordingProblems(in: folder).isEmpty else {
            (problems, added, updated, isStale) = ([], [], recorded, false)
            return
        }
        let comparison = SumComparison(recorded, scripts.recorded)
        let words = SumProblems(
            sum: recorded,
            folder: folder,
            engine: scripts.engine,
            upstream: comparison.differences.isEmpty ? nil : history.shared(of: [recorded]),
            history: history
        )
        problems = (Self.problems(of: comparison, recorded, words) + words.reused(comparison.added)).sorted()
        guard problems.isEmpty else {
            (added, updated, isStale) = ([], recorded, false)
            return
        }
        added = comparison.added
        updated = added.isEmpty ? recorded : recorded.adding(added, of: scripts.recorded)
        isStale = updated != sum ?? MigrationSum()
    }

    private static func problems(
        of comparison: SumComparison,
        _ sum: MigrationSum,
        _ words: SumProblems
    ) -> [Diagnostic] {
        var differences = comparison.differences
        let broken = differences.contains(where: \.isReordering) ? nil : sum.brokenEntry
        // A line that was lost makes its script look new.
        if broken != nil { differences.removeAll(where: \.isInsertion) }
        return words.problems(differences) + (broken.map { [words.broken($0)] } ?? [])
    }
}

extension MigrationSum {
    /// Lines that are there stay as they are where they can: a name may be written in other bytes of the same letters.
    fileprivate func adding(_ added: [MigrationScript], of scripts: [MigrationScript]) -> MigrationSum {
        guard scripts.suffix(added.count).map(\.name) == added.map(\.name) else {
            // A baseline stands where its version is.
            return MigrationSum(of: scripts, rebases: rebases)
        }
        var sum = self
        for script in added { sum.append(script) }
        return sum
    }
}

extension SumComparison.Difference {
    fileprivate var isInsertion: Bool {
        if case .inserted = self { true } else { false }
    }

    var isReordering: Bool {
        if case .reordered = self { true } else { false }
    }
}
