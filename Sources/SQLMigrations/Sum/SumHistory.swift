/// What a repository knows of `migrations.sum` and of the scripts beside it; asked only where something is wrong.
package struct SumHistory: Sendable {
    package typealias Search = @Sendable (_ name: String, _ isSought: ([UInt8]) -> Bool) -> [UInt8]?

    /// The sum of the branch that others work from; empty where the branch has none, nil where no branch is known.
    package let upstream: @Sendable () -> MigrationSum?
    /// The newest version of a file of the folder that a test accepts.
    package let version: Search

    package init(upstream: @escaping @Sendable () -> MigrationSum?, version: @escaping Search) {
        self.upstream = upstream
        self.version = version
    }

    /// Without a repository.
    package static let none = SumHistory(upstream: { nil }, version: { _, _ in nil })
}
