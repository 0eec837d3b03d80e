/// What is right before and behind a value that is neither in quotes nor in a comment.
struct PlaceholderNeighbours {
    enum Clash {
        /// `E${x}`, `${x}'…'`: a letter says how a string is read, and two quotes make one string of two.
        case touching
        /// `'a' ${x}`: behind a line feed a string goes on with the one before, and is read as that one is.
        case continuing
        /// `a-${n}`: two hyphens are a comment.
        case hyphens
    }

    /// All that is before, values included.
    let before: [UInt8]
    /// Nil at the end; a placeholder counts as a word, since nobody sees what its value begins with.
    let next: UInt8?
    let isAfterString: Bool

    /// What the value would change around it.
    ///
    /// - Source: PostgreSQL 17 manual, 4.1.2.1 to 4.1.2.3 and 4.1.5; MySQL 8.0 manual, 9.1.1 and 10.3.7; read
    ///   2026-11-21.
    func clash(with value: PlaceholderValue, engine: DatabaseEngine) -> Clash? {
        switch value.form {
        case .sql: nil
        case .word:
            if value.text.hasPrefix("-"), before.last == UInt8(ascii: "-") {
                .hyphens
            } else {
                next.map(\.isQuote) ?? false ? .touching : nil
            }
        case .literal, .identifier:
            if touchesBefore(engine) || next.map({ $0.isQuote || $0.isWordPart }) ?? false {
                .touching
            } else {
                value.form == .literal && isAfterString ? .continuing : nil
            }
        }
    }

    private func touchesBefore(_ engine: DatabaseEngine) -> Bool {
        guard let last = before.last else { return false }
        // U&'…' and U&"…" have escapes.
        let isUnicode = last == UInt8(ascii: "&") && before.dropLast().last.map { $0 | 0x20 } == UInt8(ascii: "u")
        return last.isWordPart || last.isQuote || engine == .postgresql && isUnicode
    }
}

extension UInt8 {
    fileprivate var isQuote: Bool {
        self == UInt8(ascii: "'") || self == UInt8(ascii: "\"") || self == UInt8(ascii: "`")
    }
}
