package import BorealisDiagnostics

/// Reading the file.
extension MigrationSum {
    /// Line ends of Windows are read as well: Git may have written them.
    ///
    /// - Parameter file: where it was found, for the place of a problem.
    /// - Throws: `SQL410` for a line that is none of a sum.
    package init(reading bytes: [UInt8], at file: String) throws(Diagnostic) {
        let lines = try Self.lines(of: bytes, at: file)
        if let marker = lines.firstIndex(where: { ConflictSide(marker: $0) != nil }) {
            throw .conflictInSum(at: Place(file: file, line: marker + 1))
        }
        try self.init(Array(zip(1..., lines)), at: file)
    }

    /// Reads what Git may have left in conflict: the sum of each side, ours first; one where there is no conflict.
    package static func sides(of bytes: [UInt8], at file: String) throws(Diagnostic) -> [MigrationSum] {
        var ours: [(number: Int, line: Substring)] = []
        var theirs: [(number: Int, line: Substring)] = []
        var side: ConflictSide?
        for (number, line) in zip(1..., try lines(of: bytes, at: file)) {
            if let next = ConflictSide(marker: line) {
                side = next == .both ? nil : next
                continue
            }
            if side == nil || side == .ours { ours.append((number, line)) }
            if side == nil || side == .theirs { theirs.append((number, line)) }
        }
        let first = try MigrationSum(ours, at: file)
        let second = try MigrationSum(theirs, at: file)
        return first == second ? [first] : [first, second]
    }

    private init(_ lines: [(number: Int, line: Substring)], at file: String) throws(Diagnostic) {
        guard let header = lines.first, header.line.hasPrefix(Self.headerStart) else {
            throw .unknownSum(got: lines.first.map { String($0.line) } ?? "", at: Place(file: file, line: 1))
        }
        var names: Set<String> = []
        var entries: [Entry] = []
        var rebases: [Rebase] = []
        for (number, line) in lines.dropFirst() {
            let place = Place(file: file, line: number)
            switch SumLine(line) {
            case .entry(let entry):
                guard names.insert(entry.name).inserted else { throw .repeatedSumLine(entry.name, at: place) }
                guard rebases.isEmpty else { throw .invalidSumLine(String(line), at: place) }
                entries.append(entry)
            case .rebase(let rebase): rebases.append(rebase)
            case nil: throw .invalidSumLine(String(line), at: place)
            }
        }
        self.init(entries, rebases: rebases)
    }

    private static func lines(of bytes: [UInt8], at file: String) throws(Diagnostic) -> [Substring] {
        let text: ScriptText
        do {
            text = try ScriptText(bytes)
        } catch {
            throw .invalidText(error, file: file)
        }
        let lines = String(decoding: text.bytes, as: UTF8.self).unicodeScalars
            .split(separator: "\n", omittingEmptySubsequences: false).map { Substring($0) }
        // Behind the last line feed is nothing; a file that was cut off has something there, and is missing its end.
        guard let rest = lines.last, !rest.isEmpty else { return Array(lines.dropLast()) }
        throw .unendedSum(at: Place(file: file, line: lines.count))
    }
}

/// Which version of a file the lines are from that follow a marker of a conflict.
private enum ConflictSide {
    case ours
    /// What both have changed.
    case base
    case theirs
    case both

    /// - Source: git-merge(1), "How conflicts are presented", read 2026-11-21.
    init?(marker line: Substring) {
        let markers: [(String, ConflictSide)] = [
            ("<<<<<<<", .ours), ("|||||||", .base), ("=======", .theirs), (">>>>>>>", .both),
        ]
        guard let side = markers.first(where: { line.hasPrefix($0.0) })?.1 else { return nil }
        self = side
    }
}
