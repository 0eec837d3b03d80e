/// What scripts are against what was recorded of them.
struct SumComparison {
    enum Difference {
        case edited(MigrationSum.Entry, MigrationScript)
        case removed(MigrationSum.Entry)
        /// The same text, or else the same version, under another name.
        case renamed(MigrationSum.Entry, MigrationScript)
        /// A new script that comes before one that is recorded.
        case inserted(MigrationScript, before: MigrationSum.Entry)
        /// The first of those that are recorded in another order than that of the scripts.
        case reordered(MigrationSum.Entry, after: MigrationSum.Entry)
    }

    private(set) var differences: [Difference] = []
    /// Scripts that may be recorded as they are, in their order.
    private(set) var added: [MigrationScript] = []

    private let scripts: [MigrationScript]
    private let positions: [String: Int]

    /// - Parameter scripts: those that are recorded, in their order.
    init(_ sum: MigrationSum, _ scripts: [MigrationScript]) {
        self.scripts = scripts
        positions = Dictionary(zip(scripts.map(\.name), 0...)) { first, _ in first }
        for entry in sum.entries {
            guard let position = positions[entry.name] else { continue }
            let script = scripts[position]
            if script.checksum != entry.checksum { differences.append(.edited(entry, script)) }
        }
        compareOrder(of: sum.entries)
        compareNames(in: sum.entries)
    }

    private mutating func compareOrder(of entries: [MigrationSum.Entry]) {
        let known = entries.compactMap { entry in positions[entry.name].map { (entry: entry, position: $0) } }
        let misplaced = zip(known, known.dropFirst()).first { $0.position > $1.position }
        if let (first, second) = misplaced { differences.append(.reordered(second.entry, after: first.entry)) }
    }

    /// Tells scripts that have got another name from those that are gone and those that are new.
    private mutating func compareNames(in entries: [MigrationSum.Entry]) {
        let recorded = Set(entries.map(\.name))
        var new = scripts.filter { !recorded.contains($0.name) }
        var missing = entries.filter { positions[$0.name] == nil }
        let known = entries.compactMap { entry in positions[entry.name].map { (entry, $0) } }.max { $0.1 < $1.1 }
        let isSameText: (MigrationSum.Entry, MigrationScript) -> Bool = { $0.checksum == $1.checksum }
        let isSameVersion: (MigrationSum.Entry, MigrationScript) -> Bool = { entry, script in
            let old = ScriptName(entry.name.baseName)
            return script.version != nil && script.version == old?.version && old?.kind == .script(script.kind)
        }
        match(&missing, with: &new) { isSameText($0, $1) && isSameVersion($0, $1) }
        match(&missing, with: &new, where: isSameText)
        match(&missing, with: &new, where: isSameVersion)
        differences += missing.map(Difference.removed)
        for script in new {
            if let (last, position) = known, script.kind == .versioned, positions[script.name, default: 0] < position {
                differences.append(.inserted(script, before: last))
            } else {
                added.append(script)
            }
        }
    }

    private mutating func match(
        _ missing: inout [MigrationSum.Entry],
        with new: inout [MigrationScript],
        where isSame: (MigrationSum.Entry, MigrationScript) -> Bool
    ) {
        missing.removeAll { entry in
            guard let index = new.firstIndex(where: { isSame(entry, $0) }) else { return false }
            differences.append(.renamed(entry, new.remove(at: index)))
            return true
        }
    }
}

extension MigrationSum {
    /// The first line, counted from 0, whose hash doesn't follow from the one above and from what it says itself.
    ///
    /// The lines below such a line are judged by its hash: one change is one problem.
    var brokenEntry: Int? {
        entries.indices.first { index in
            Entry.hash(name: entries[index].name, checksum: entries[index].checksum, after: hash(above: index))
                != entries[index].hash
        }
    }

    /// What the hash of a line follows from.
    func hash(above index: Int) -> String {
        index == 0 ? origin : entries[index - 1].hash
    }
}
