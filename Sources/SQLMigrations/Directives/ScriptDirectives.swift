/// What the comments at the start of a script tell the runner: `-- borealis:timeout 10m`.
package struct ScriptDirectives: Hashable, Sendable {
    package enum Phase: String, Sendable, CaseIterable {
        /// Before the application's resources are changed.
        case expand
        /// After them.
        case contract
    }

    /// Whether the file asks for its transactions itself: `:transaction file` is true, `:transaction none` false.
    package var isTransaction: Bool?
    /// In seconds: for each statement, and for all of the script where that is a block; see `TransactionMode`.
    package var timeout: Int?
    /// In milliseconds.
    package var lockTimeout: Int?
    /// The environments that the script is for; all where it is empty.
    package var environments: [String] = []
    package var phase: Phase?

    package init() {}
}

/// A finding that may pass: `-- borealis:allow SQL201 "the table is empty"`.
package struct Waiver: Hashable, Sendable {
    package let code: String
    package let reason: String
    /// Of the comment, counted from 1.
    package let line: Int

    package init(code: String, reason: String, line: Int) {
        self.code = code
        self.reason = reason
        self.line = line
    }
}
