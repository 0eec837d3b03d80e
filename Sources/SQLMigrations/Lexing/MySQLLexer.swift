/// The tokens of MySQL 8.0, with neither `NO_BACKSLASH_ESCAPES` nor `ANSI_QUOTES` in `sql_mode`.
///
/// MariaDB differs in this: it runs `/*M!100100 … */`, which is a comment on MySQL, and of `/*!NNNNN … */` not those
/// with 50700 to 99999, which MySQL took later; and it has `\N` for NULL, which MySQL 8.0 no longer has.
/// - Source: MySQL 8.0 Reference Manual, "11 Language Structure"; MariaDB documentation, "Comment Syntax"; read
///   2026-11-21.
struct MySQLLexer: DialectLexer {
    /// Aurora MySQL 3 runs the comments of 8.0, of which there never is an 8.1.
    private static let latestVersion = 80_099

    var reader: ByteReader
    private(set) var problem: LexicalProblem?
    /// Where the executable comment began that the place is in.
    private(set) var executableComment: Int?

    init(_ reader: ByteReader) {
        self.reader = reader
    }

    init(_ reader: ByteReader, inside executableComment: Int?) {
        self.reader = reader
        self.executableComment = executableComment
    }

    @inline(__always)
    mutating func next() -> SQLToken? {
        reader.skipBlanks()
        guard !reader.isAtEnd else {
            if let start = executableComment {
                problem = LexicalProblem(.executableComment, at: start, closing: "*/")
            }
            return nil
        }
        let start = reader.position
        let kind = kindOfToken(at: start)
        return SQLToken(kind: kind, range: start..<reader.position)
    }

    /// Moves behind a token.
    @inline(__always)
    private mutating func kindOfToken(at start: Int) -> SQLToken.Kind {
        let byte = reader.peek()
        if byte.isASCIIDigit { return number(at: start) }
        if byte.isWordPart { return word(at: start) }
        switch byte {
        case UInt8(ascii: "'"), UInt8(ascii: "\""): return string(byte, at: start)
        case UInt8(ascii: "`"): return quotedName(at: start)
        case UInt8(ascii: "@"): return variable(at: start)
        case UInt8(ascii: "#"): return lineComment()
        case UInt8(ascii: "-") where isLineComment: return lineComment()
        case UInt8(ascii: "/") where reader.peek(1) == UInt8(ascii: "*"): return comment(at: start)
        case UInt8(ascii: "*") where executableComment != nil && reader.peek(1) == UInt8(ascii: "/"):
            reader.position += 2
            executableComment = nil
            return .executableComment
        default:
            reader.position += 1
            return byte == UInt8(ascii: "?") ? .variable : .symbol
        }
    }

    /// A word, or a string behind a letter or a character set: `N'…'`, `x'…'`, `b'…'`, `_utf8mb4'…'`.
    private mutating func word(at start: Int) -> SQLToken.Kind {
        reader.skip(while: \.isWordPart)
        let quote = reader.peek()
        guard quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else { return .word }
        let first = reader.byte(at: start)
        if first == UInt8(ascii: "_") { return string(quote, at: start) }
        guard reader.position == start + 1, quote == UInt8(ascii: "'") else { return .word }
        switch first | 0x20 {
        case UInt8(ascii: "n"), UInt8(ascii: "x"), UInt8(ascii: "b"): return string(quote, at: start)
        default: return .word
        }
    }

    /// A number, or a name that begins with digits.
    private mutating func number(at start: Int) -> SQLToken.Kind {
        reader.skip(while: \.isASCIIDigit)
        if reader.peek() == UInt8(ascii: ".") {
            reader.position += 1
            reader.skip(while: \.isASCIIDigit)
        } else if reader.peek().isWordPart, !isExponent, !isPrefixed(at: start) {
            reader.skip(while: \.isWordPart)
            return .word
        }
        if isExponent { reader.position += 2 }
        reader.skip(while: \.isHexadecimalDigit)
        return .number
    }

    /// Whether `e5`, `e+5` or `e-5` is next.
    private var isExponent: Bool {
        guard reader.peek() | 0x20 == UInt8(ascii: "e") else { return false }
        let isSigned = reader.peek(1) == UInt8(ascii: "+") || reader.peek(1) == UInt8(ascii: "-")
        return reader.peek(isSigned ? 2 : 1).isASCIIDigit
    }

    /// Moves behind the letter of `0x1F` or `0b11`, where it is one.
    private mutating func isPrefixed(at start: Int) -> Bool {
        guard reader.position == start + 1, reader.byte(at: start) == UInt8(ascii: "0"),
            reader.peek() == UInt8(ascii: "x") || reader.peek() == UInt8(ascii: "b"), reader.peek(1).isHexadecimalDigit
        else { return false }
        reader.position += 1
        return true
    }

    private mutating func string(_ quote: UInt8, at start: Int) -> SQLToken.Kind {
        reader.position += 1
        if !reader.skipQuoted(quote, escape: UInt8(ascii: "\\")) {
            problem = LexicalProblem(.string, at: start, closing: quote == UInt8(ascii: "'") ? "'" : "\"")
        }
        return .string
    }

    private mutating func quotedName(at start: Int) -> SQLToken.Kind {
        reader.position += 1
        if !reader.skipQuoted(UInt8(ascii: "`"), escape: UInt8(ascii: "`")) {
            problem = LexicalProblem(.quotedName, at: start, closing: "`")
        }
        return .quotedName
    }

    /// `@name`, `@'name'`, `` @`name` ``, `@@name`, `@@global.name`; the host of an account looks the same.
    private mutating func variable(at start: Int) -> SQLToken.Kind {
        reader.position += 1
        if reader.peek() == UInt8(ascii: "@") { reader.position += 1 }
        switch reader.peek() {
        case UInt8(ascii: "'"), UInt8(ascii: "\""): _ = string(reader.peek(), at: start)
        case UInt8(ascii: "`"): _ = quotedName(at: start)
        default: reader.skip { $0.isWordPart || $0 == UInt8(ascii: ".") }
        }
        return reader.position == start + 1 ? .symbol : .variable
    }

    /// Two dashes need a blank or a control character, or nothing, behind them: `5--1` is six.
    private var isLineComment: Bool {
        guard reader.peek(1) == UInt8(ascii: "-") else { return false }
        return reader.peek(2) <= 0x20 || reader.peek(2) == 0x7F
    }

    private mutating func lineComment() -> SQLToken.Kind {
        _ = reader.skip(to: UInt8(ascii: "\n"))
        return .comment
    }

    private mutating func comment(at start: Int) -> SQLToken.Kind {
        switch (reader.peek(2), reader.peek(3)) {
        case (UInt8(ascii: "!"), _): return executable(at: start)
        case (UInt8(ascii: "M"), UInt8(ascii: "!")):
            reader.position += 4
            return skipped(at: start)
        default:
            reader.position += 2
            if !skipComment() { problem = LexicalProblem(.comment, at: start, closing: "*/") }
            return .comment
        }
    }

    /// `/*!`, or with a version of five or six digits `/*!80013`.
    private mutating func executable(at start: Int) -> SQLToken.Kind {
        reader.position += 3
        let digits = (0..<6).prefix { reader.peek($0).isASCIIDigit }.count
        guard digits >= 5 else {
            executableComment = start
            return .executableComment
        }
        let version = (0..<digits).reduce(0) { $0 * 10 + Int(reader.peek($1) - UInt8(ascii: "0")) }
        reader.position += digits
        if version > Self.latestVersion { return skipped(at: start) }
        executableComment = start
        return .executableComment
    }

    /// A comment with code that isn't run: quotes mean nothing in it, and one comment may be inside.
    private mutating func skipped(at start: Int) -> SQLToken.Kind {
        while reader.skip(to: UInt8(ascii: "*"), or: UInt8(ascii: "/")) {
            switch (reader.peek(), reader.peek(1)) {
            case (UInt8(ascii: "*"), UInt8(ascii: "/")):
                reader.position += 2
                return .executableComment
            case (UInt8(ascii: "/"), UInt8(ascii: "*")):
                reader.position += 2
                _ = skipComment()
            default: reader.position += 1
            }
        }
        problem = LexicalProblem(.executableComment, at: start, closing: "*/")
        return .executableComment
    }

    /// Moves behind the end of a comment; they don't nest.
    private mutating func skipComment() -> Bool {
        while reader.skip(to: UInt8(ascii: "*")) {
            reader.position += 1
            guard reader.peek() == UInt8(ascii: "/") else { continue }
            reader.position += 1
            return true
        }
        return false
    }
}
