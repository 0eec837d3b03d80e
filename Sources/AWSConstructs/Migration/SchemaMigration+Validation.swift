public import BorealisDiagnostics
internal import ConstructKit
internal import SQLMigrations

extension SchemaMigration {
    /// Checks the options.
    public func validate() -> [Diagnostic] {
        let problems = [
            timeoutProblem, setProblem, phaseProblem, rebuildProblem, baselineProblem, undoProblem,
        ]
        return problems.compactMap(\.self) + options.cluster.problems(at: place)
    }

    private var timeoutProblem: Diagnostic? {
        let seconds = options.timeout.wholeSeconds
        return Self.timeoutLimits.contains(seconds)
            ? nil : .invalidServiceTimeout(seconds, limits: Self.timeoutLimits, place: place)
    }

    private var phaseProblem: Diagnostic? {
        let contracting = layer.set.scripts.scripts.first { $0.directives.phase == .contract }
        return phases.hasContract ? nil : contracting.map { .noContractPhase($0.name, place: place) }
    }

    private var setProblem: Diagnostic? {
        let isValid =
            !options.set.isEmpty && options.set.utf8.count <= Self.setLength
            && options.set.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "_-".contains($0)) }
        return isValid ? nil : .invalidSetName(options.set, limit: Self.setLength, place: place)
    }

    private var rebuildProblem: Diagnostic? {
        guard options.reactions.onEdited == .rebuild, options.durability != .ephemeral else { return nil }
        return .rebuildOfLastingData(options.durability, place: place)
    }

    /// That no script has the version, where there are scripts.
    private var baselineProblem: Diagnostic? {
        guard case .baseline(let text) = options.reactions.onUnmanaged else { return nil }
        let known = layer.set.scripts.deployed.compactMap(\.version).sorted()
        guard let last = known.last else { return nil }
        let version = ScriptVersion(text)
        if let version, known.contains(version) { return nil }
        let nearest = version.flatMap { version in known.last { $0 < version } ?? known.first } ?? last
        return .unknownBaseline(text, last: last, nearest: nearest, place: place)
    }

    /// Of older scripts nothing is said, as they are applied already where the app was deployed before.
    private var undoProblem: Diagnostic? {
        guard options.reactions.onRollback == .undo else { return nil }
        let newest = layer.set.scripts.scripts.last { $0.kind == .versioned }
        return newest.flatMap { $0.undo == nil ? .rollbackWithoutUndo($0.name, place: place) : nil }
    }

    /// In less than ten minutes the function couldn't wait for a paused database, run a statement and answer.
    ///
    /// - Source: CloudFormation Template Reference, AWS::CloudFormation::CustomResource, ServiceTimeout, read
    ///   2026-11-21: at most 3,600.
    private static let timeoutLimits = 600...3600
    /// What the history's column takes.
    private static let setLength = 64
}
