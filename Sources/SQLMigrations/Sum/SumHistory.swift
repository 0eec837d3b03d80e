/// What a repository knows of `migrations.sum` and of the scripts beside it; asked only where something is wrong.
package struct SumHistory: Sendable {
    package typealias Search = @Sendable (_ name: String, _ isSought: ([UInt8]) -> Bool) -> [UInt8]?

    /// The sum of the branch that others work from; empty where the branch has none, nil where no branch is known.
    package let upstream: @Sendable () -> MigrationSum?
    /// The newest version of a file of the folder that a test accepts.
    package let version: Search

    /// The checksums of those files of the folder, by their names, that the branch has.
    package let checksums: @Sendable (_ names: Set<String>) -> [String: String]

    package init(
        upstream: @escaping @Sendable () -> MigrationSum?,
        checksums: @escaping @Sendable (_ names: Set<String>) -> [String: String],
        version: @escaping Search
    ) {
        self.upstream = upstream
        self.checksums = checksums
        self.version = version
    }

    /// Without a repository.
    package static let none = SumHistory(upstream: { nil }, checksums: { _ in [:] }, version: { _, _ in nil })

    /// What others have of recorded scripts; nil where no branch is known.
    ///
    /// The branch may have had them before it had a sum, or without its lines: then its files tell.
    func shared(of sums: [MigrationSum]) -> MigrationSum? {
        guard var shared = upstream() else { return nil }
        let listed = Set(shared.entries.map(\.name))
        let recorded = sums.flatMap { sum in
            sum.rebases.map { Recorded(name: $0.script, checksum: $0.checksum) }
                + sum.entries.map { Recorded(name: $0.name, checksum: $0.checksum) }
        }.filter { !listed.contains($0.name) }
        let names = Set(recorded.map(\.name))
        let checksums = names.isEmpty ? [:] : checksums(names)
        var seen: Set<String> = []
        for script in recorded where checksums[script.name] == script.checksum && seen.insert(script.name).inserted {
            shared.entries.append(.init(name: script.name, hash: "", checksum: script.checksum, tokensHash: ""))
        }
        return shared
    }
}

/// A script as a line has it: of its own, or of a change of it.
private struct Recorded {
    let name: String
    let checksum: String
}
