internal import SQLMigrations

/// What the scripts of a set are against those that were deployed, as the runner will judge them.
///
/// The runner compares with the history of the database, by versions; here the names and texts of the last deploy stand
/// for it.
struct ScriptComparison {
    /// In the order of the new scripts; those that are gone are behind the one that they were behind.
    private(set) var changes: [ScriptChange] = []
    /// Those that are as they were.
    private(set) var unchanged: [ScriptRecord.Entry] = []
    /// Whether the database has newer scripts than these, and so none is run.
    private(set) var isAhead = false
    /// The names of new scripts that have the version of one that was applied and removed, with its name.
    private(set) var reused: [String: String] = [:]

    private let before: [NamedScript]
    private let after: [NamedScript]
    private let matches: ScriptMatches

    init(_ before: [ScriptRecord.Entry], _ after: [ScriptRecord.Entry], rebases: [Rebase]) {
        self.before = before.map(NamedScript.init)
        self.after = after.map(NamedScript.init)
        matches = ScriptMatches(self.before, self.after, rebases: rebases)
        let newest = newestVersion
        let misplaced = misplaced()
        var removed = removals()
        changes += removed[nil] ?? []
        for script in self.after {
            let change = change(to: script, newest: newest, misplaced: misplaced)
            if let change { changes.append(change) }
            if change == nil, matches.earlier[script.name] != nil { unchanged.append(script.entry) }
            changes += removed.removeValue(forKey: script.name) ?? []
        }
        for script in self.after where matches.earlier[script.name] == nil && !script.isRepeatable {
            reused[script.name] = matches.removed[script.key]?.name
        }
        isAhead = isOnlyOlder
        if isAhead {
            for index in changes.indices { changes[index].isRefused = false }
        }
    }

    /// What a script has become; nil for one that is as it was, or that a database in use passes over.
    private func change(to script: NamedScript, newest: ScriptVersion?, misplaced: Set<String>) -> ScriptChange? {
        guard let earlier = matches.earlier[script.name] else {
            guard script.kind != .baseline else { return nil }
            let isLate = script.version.flatMap { version in newest.map { version < $0 } } ?? false
            let isRefused = isLate || !script.isRepeatable && matches.removed[script.key] != nil
            return ScriptChange(isRefused ? .reordered : .new, name: script.name, before: nil, after: script.checksum)
        }
        var change: ScriptChange
        if let reason = matches.reasons[earlier.name] {
            change = ScriptChange(
                .accepted(reason: reason),
                name: script.name,
                before: earlier.checksum,
                after: script.checksum
            )
        } else if earlier.name != script.name {
            change = ScriptChange(
                .renamed(from: earlier.name),
                name: script.name,
                before: earlier.checksum,
                after: script.checksum
            )
            // The history knows scripts by their versions.
            change.isRefused = earlier.key != script.key || earlier.checksum != script.checksum
        } else if earlier.checksum != script.checksum {
            let kind: ScriptChange.Kind = script.isRepeatable ? .rerun : .edited
            change = ScriptChange(kind, name: script.name, before: earlier.checksum, after: script.checksum)
        } else {
            guard misplaced.contains(script.name) else { return nil }
            change = ScriptChange(.reordered, name: script.name, before: earlier.checksum, after: script.checksum)
            change.isRefused = false
        }
        return change
    }

    /// The scripts that are gone, by the name of the new script that they were behind.
    private func removals() -> [String?: [ScriptChange]] {
        var removals: [String?: [ScriptChange]] = [:]
        var last: String?
        for script in before {
            if let later = matches.later[script.name] {
                last = later.name
            } else {
                removals[last, default: []].append(removal(of: script))
            }
        }
        return removals
    }

    private func removal(of script: NamedScript) -> ScriptChange {
        let kind = matches.reasons[script.name].map(ScriptChange.Kind.accepted) ?? .removed
        var change = ScriptChange(kind, name: script.name, before: script.checksum, after: nil)
        // What it made stays, and nobody asks for it.
        if script.isRepeatable { change.isRefused = false }
        return change
    }

    /// That of the last script that was run, as it is now; baselines are run on empty databases only.
    private var newestVersion: ScriptVersion? {
        let versioned = before.filter { $0.kind == .versioned }
        return (versioned.isEmpty ? before : versioned).compactMap { script in
            matches.reasons[script.name] == nil ? script.version : matches.later[script.name]?.version
        }.max()
    }

    /// Those that came behind scripts that now come behind them, as few as can be.
    private func misplaced() -> Set<String> {
        let positions = Dictionary(zip(before.map(\.name), 0...)) { first, _ in first }
        let kept = after.filter { $0.kind == .versioned && matches.earlier[$0.name]?.name == $0.name }
        let order = kept.map { positions[$0.name, default: 0] }
        guard zip(order, order.dropFirst()).contains(where: >) else { return [] }
        let inOrder = Set(order.longestIncreasingRun)
        return Set(zip(kept, order).filter { !inOrder.contains($1) }.map(\.0.name))
    }

    /// Whether nothing but scripts at the end is missing, and none is new: so it is when an older release is deployed.
    private var isOnlyOlder: Bool {
        let refused = changes.filter(\.isRefused)
        let isPending = changes.contains { change in
            change.before == nil && !NamedScript(.init(name: change.name, checksum: "")).isRepeatable
        }
        guard !refused.isEmpty, !isPending, refused.allSatisfy({ $0.kind == .removed }) else { return false }
        let last = after.compactMap(\.version).max()
        return refused.allSatisfy { change in
            let version = NamedScript(.init(name: change.name, checksum: "")).version
            return version.map { version in last.map { $0 < version } ?? true } ?? false
        }
    }
}

extension [Int] {
    /// The longest of its parts, gaps allowed, in which every number is larger than the one before.
    fileprivate var longestIncreasingRun: [Int] {
        // Of the runs of each length the one that ends lowest, by the index of its last number.
        var ends: [Int] = []
        var previous: [Int?] = []
        for index in indices {
            var (low, high) = (0, ends.count)
            while low < high {
                let middle = (low + high) / 2
                if self[ends[middle]] < self[index] { low = middle + 1 } else { high = middle }
            }
            previous.append(low > 0 ? ends[low - 1] : nil)
            if low == ends.count { ends.append(index) } else { ends[low] = index }
        }
        var run: [Int] = []
        var index = ends.last
        while let current = index {
            run.append(self[current])
            index = previous[current]
        }
        return run.reversed()
    }
}
