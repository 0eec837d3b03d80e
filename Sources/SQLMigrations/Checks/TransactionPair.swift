package import BorealisDiagnostics

/// `BEGIN` and `COMMIT` around all other statements of a script: it asks for what the runner does anyway.
package struct TransactionPair: Sendable {
    /// The statements between the two, by their numbers.
    package let inner: Range<Int>
    private let place: SQLStatement

    /// Nil where the first and last statements are no such pair, or where the first says more than that.
    package init?(around statements: [SQLStatement], in bytes: [UInt8], engine: DatabaseEngine) {
        guard statements.count >= 2, let first = statements.first, let last = statements.last,
            Self.begins.contains(Self.words(of: first, in: bytes, engine: engine)),
            Self.ends.contains(Self.words(of: last, in: bytes, engine: engine))
        else { return nil }
        inner = 1..<(statements.count - 1)
        place = first
    }

    private static let begins = ["BEGIN", "BEGIN WORK", "BEGIN TRANSACTION", "START TRANSACTION"]
    private static let ends = ["COMMIT", "COMMIT WORK", "COMMIT TRANSACTION", "END", "END WORK", "END TRANSACTION"]

    private static func words(of statement: SQLStatement, in bytes: [UInt8], engine: DatabaseEngine) -> String {
        TokenCursor(code: statement.code, in: bytes, engine: engine, limit: 3).tokens.map(\.text).joined(separator: " ")
    }

    /// That the two are left out.
    package func note(file: String) -> Diagnostic {
        .transactionPair(at: Place(file: file, line: place.line, column: place.column))
    }
}
