internal import BorealisDiagnostics
internal import BorealisHashing
internal import TemplateModel

/// Words the differences between a sum and the scripts of its folder.
struct SumProblems {
    let sum: MigrationSum
    let folder: String
    let engine: DatabaseEngine
    /// What others have; nil where no branch is known that they work from: then all scripts are our own.
    let upstream: MigrationSum?
    let history: SumHistory

    /// Looking for old texts takes time, and nobody reads so many of them.
    private static let detailLimit = 20
    private static let lineLimit = 100

    func problems(_ differences: [SumComparison.Difference]) -> [Diagnostic] {
        let local = Set(sum.entries.map(\.name)).subtracting(upstream?.entries.map(\.name) ?? [])
        return differences.enumerated().map { index, difference in
            problem(difference, local: local, isDetailed: index < Self.detailLimit)
        }
    }

    /// New scripts with a version under which databases may have another script.
    func reused(_ scripts: [MigrationScript]) -> [Diagnostic] {
        let versions = LeftVersions(by: sum.rebases)
        return scripts.compactMap { script in
            versions.rebase(forbidding: script).map { .reused(script, after: $0, at: place(of: script)) }
        }
    }

    func broken(_ index: Int) -> Diagnostic {
        .brokenSum(
            sum.entries[index],
            above: sum.hash(above: index),
            origin: index == 0 ? "its script and the changes that were allowed" : "the one above",
            at: place(of: sum.entries[index])
        )
    }

    private func problem(
        _ difference: SumComparison.Difference,
        local: Set<String>,
        isDetailed: Bool
    ) -> Diagnostic {
        let detail = isDetailed ? detail(of: difference) : nil
        switch difference {
        case .edited(let entry, let script):
            let isLocal = local.contains(entry.name)
            return .edited(script, from: entry, isLocal: isLocal, at: place(of: script), detail: detail)
        case .renamed(let entry, let script):
            let isLocal = local.contains(entry.name)
            return .renamed(script, from: entry, isLocal: isLocal, at: place(of: script), detail: detail)
        case .removed(let entry):
            return .removed(entry, isLocal: local.contains(entry.name), at: place(of: entry), detail: detail)
        case .inserted(let script, let entry): return .inserted(script, before: entry, at: place(of: script))
        case .reordered(let entry, let other): return .reordered(entry, after: other, at: place(of: entry))
        }
    }

    private func place(of script: MigrationScript) -> Place {
        Place(file: "\(folder)/\(script.name)")
    }

    private func place(of entry: MigrationSum.Entry) -> Place {
        // The first line is the comment.
        let line = sum.entries.firstIndex(of: entry).map { $0 + 2 }
        return Place(file: "\(folder)/\(MigrationSum.fileName)", line: line)
    }

    private func detail(of difference: SumComparison.Difference) -> String? {
        switch difference {
        case .edited(let entry, let script): self.difference(from: entry, to: script)
        case .renamed(let entry, let script) where entry.checksum != script.checksum:
            self.difference(from: entry, to: script)
        case .removed(let entry): self.difference(from: entry, to: nil)
        default: nil
        }
    }

    /// Nil where the old text isn't found.
    private func difference(from entry: MigrationSum.Entry, to script: MigrationScript?) -> String? {
        let old = history.version(entry.name) { Self.text(of: $0)?.checksum == entry.checksum }
        guard let old = old.flatMap(Self.text) else { return nil }
        // What is printed is kept in logs.
        guard ![old, script?.source].contains(where: { $0?.canHaveSecret(engine) ?? false }) else {
            return "the difference isn't shown, as it has a password"
        }
        let difference = TextDifference.unifiedDifference(
            from: String(decoding: old.bytes, as: UTF8.self),
            to: script.map { String(decoding: $0.source.bytes, as: UTF8.self) } ?? "",
            oldName: "\(entry.name), recorded",
            newName: script?.name ?? "/dev/null"
        )
        let lines = difference.split(separator: "\n")
        let rest = lines.count - Self.lineLimit
        return (lines.prefix(Self.lineLimit) + (rest > 0 ? ["… and \(rest) more lines"] : []))
            .joined(separator: "\n")
    }

    private static func text(of bytes: [UInt8]) -> ScriptText? {
        try? ScriptText(bytes)
    }
}

extension ScriptText {
    /// SHA-256.
    package var checksum: String { SHA256Digest(of: bytes).hexadecimal }
}
