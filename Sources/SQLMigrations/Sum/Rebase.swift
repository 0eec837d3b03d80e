/// A change of history that was allowed: the reason is kept, and the runner takes the old script for the new one.
package struct Rebase: Hashable, Sendable {
    package enum Change: Hashable, Sendable {
        case edited(checksum: String)
        case removed
        /// Its text may have been changed as well.
        case renamed(String, checksum: String)
    }

    /// The name that the script had.
    package let script: String
    /// The SHA-256 that its text had.
    package let checksum: String
    package let change: Change
    /// One line.
    package let reason: String

    package init(_ script: String, checksum: String, change: Change, reason: String) {
        self.script = script
        self.checksum = checksum
        self.change = change
        self.reason = reason.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}

extension [Rebase] {
    /// These, and after them those of others that are new: what is on two branches is there once.
    func joined(with others: [Rebase]) -> [Rebase] {
        self + others.added(since: self)
    }

    /// Those that others don't have; the same change can have been made twice.
    func added(since others: [Rebase]) -> [Rebase] {
        difference(from: others).insertions.compactMap { change in
            guard case .insert(_, let rebase, _) = change else { return nil }
            return rebase
        }
    }
}
