/// The tokens of PostgreSQL 13 to 17, with `standard_conforming_strings` on.
///
/// - Source: PostgreSQL 17 Documentation, "4.1. Lexical Structure", read 2026-11-21.
struct PostgreSQLLexer: DialectLexer {
    var reader: ByteReader
    private(set) var problem: LexicalProblem?

    init(_ reader: ByteReader) {
        self.reader = reader
    }

    @inline(__always)
    mutating func next() -> SQLToken? {
        reader.skipBlanks()
        guard !reader.isAtEnd else { return nil }
        let start = reader.position
        let kind = kindOfToken(at: start)
        return SQLToken(kind: kind, range: start..<reader.position)
    }

    /// Moves behind a token.
    @inline(__always)
    private mutating func kindOfToken(at start: Int) -> SQLToken.Kind {
        let byte = reader.peek()
        if byte.isWordStart { return word(at: start) }
        if byte.isASCIIDigit { return number() }
        switch byte {
        case UInt8(ascii: "'"): return string(at: start, prefix: 0)
        case UInt8(ascii: "\""): return quotedName(at: start, prefix: 0)
        case UInt8(ascii: "$"): return dollar(at: start)
        case UInt8(ascii: ".") where reader.peek(1).isASCIIDigit: return number()
        case UInt8(ascii: "-") where reader.peek(1) == UInt8(ascii: "-"): return lineComment()
        case UInt8(ascii: "/") where reader.peek(1) == UInt8(ascii: "*"): return comment(at: start)
        default:
            reader.position += 1
            return .symbol
        }
    }

    /// A word, or a string whose kind is told by a letter: `E'…'`, `B'…'`, `X'…'`, `N'…'`, `U&'…'`, `U&"…"`.
    private mutating func word(at start: Int) -> SQLToken.Kind {
        reader.skip(while: \.isWordPart)
        guard reader.position == start + 1 else { return .word }
        switch (reader.byte(at: start) | 0x20, reader.peek()) {
        case (UInt8(ascii: "e"), UInt8(ascii: "'")): return escapedString(at: start)
        case (UInt8(ascii: "b"), UInt8(ascii: "'")), (UInt8(ascii: "x"), UInt8(ascii: "'")),
            (UInt8(ascii: "n"), UInt8(ascii: "'")):
            return string(at: start, prefix: 0)
        case (UInt8(ascii: "u"), UInt8(ascii: "&")):
            if reader.peek(1) == UInt8(ascii: "'") { return string(at: start, prefix: 1) }
            if reader.peek(1) == UInt8(ascii: "\"") { return quotedName(at: start, prefix: 1) }
            return .word
        default: return .word
        }
    }

    /// Digits with `_`, a point and an exponent, or `0x1F`, `0o17`, `0b11`; what can't be in a number ends it.
    private mutating func number() -> SQLToken.Kind {
        reader.skip(while: \.isNumberPart)
        // The bounds of a slice or a loop, `1..10`, are two numbers.
        if reader.peek() == UInt8(ascii: "."), reader.peek(1) != UInt8(ascii: ".") {
            reader.position += 1
            reader.skip(while: \.isNumberPart)
        }
        if reader.peek() == UInt8(ascii: "+") || reader.peek() == UInt8(ascii: "-"), isAfterExponent {
            reader.position += 1
            reader.skip(while: \.isNumberPart)
        }
        return .number
    }

    private var isAfterExponent: Bool {
        reader.byte(at: reader.position - 1) | 0x20 == UInt8(ascii: "e") && reader.peek(1).isASCIIDigit
    }

    private mutating func string(at start: Int, prefix: Int) -> SQLToken.Kind {
        reader.position += prefix + 1
        if !reader.skipQuoted(UInt8(ascii: "'"), escape: UInt8(ascii: "'")) {
            problem = LexicalProblem(.string, at: start, closing: "'")
        }
        return .string
    }

    private mutating func quotedName(at start: Int, prefix: Int) -> SQLToken.Kind {
        reader.position += prefix + 1
        if !reader.skipQuoted(UInt8(ascii: "\""), escape: UInt8(ascii: "\"")) {
            problem = LexicalProblem(.quotedName, at: start, closing: "\"")
        }
        return .quotedName
    }

    /// `E'…'`: after a line feed the string goes on in the next quote, in which backslashes still escape.
    private mutating func escapedString(at start: Int) -> SQLToken.Kind {
        repeat {
            reader.position += 1
            guard reader.skipQuoted(UInt8(ascii: "'"), escape: UInt8(ascii: "\\")) else {
                problem = LexicalProblem(.string, at: start, closing: "'")
                return .string
            }
        } while isContinued()
        return .string
    }

    /// Moves to the quote in which the string goes on, if it does: comments and blanks with a line feed are between.
    private mutating func isContinued() -> Bool {
        let closed = reader.position
        var next = reader
        var hasLineFeed = false
        while true {
            let blanks = next.position
            next.skipBlanks()
            hasLineFeed = hasLineFeed || next.bytes(in: blanks..<next.position).contains(where: \.isLineEnd)
            guard next.peek() == UInt8(ascii: "-"), next.peek(1) == UInt8(ascii: "-") else { break }
            _ = next.skip(to: UInt8(ascii: "\n"), or: UInt8(ascii: "\r"))
        }
        reader.position = hasLineFeed && next.peek() == UInt8(ascii: "'") ? next.position : closed
        return reader.position != closed
    }

    /// `$1`, `$$…$$`, `$tag$…$tag$`, or a `$` that is none of these.
    private mutating func dollar(at start: Int) -> SQLToken.Kind {
        reader.position += 1
        if reader.peek().isASCIIDigit {
            reader.skip(while: \.isASCIIDigit)
            return .variable
        }
        let tagEnd = reader
        if reader.peek().isWordStart { reader.skip { $0.isWordPart && $0 != UInt8(ascii: "$") } }
        guard reader.peek() == UInt8(ascii: "$") else {
            reader = tagEnd
            return .symbol
        }
        reader.position += 1
        let tag = reader.bytes(in: start..<reader.position)
        while reader.skip(to: UInt8(ascii: "$")) {
            if reader.isAt(tag) {
                reader.position += tag.count
                return .string
            }
            reader.position += 1
        }
        problem = LexicalProblem(.dollarString, at: start, closing: String(decoding: tag, as: UTF8.self))
        return .string
    }

    private mutating func lineComment() -> SQLToken.Kind {
        _ = reader.skip(to: UInt8(ascii: "\n"), or: UInt8(ascii: "\r"))
        return .comment
    }

    /// Comments nest, however deep.
    private mutating func comment(at start: Int) -> SQLToken.Kind {
        reader.position += 2
        var depth = 1
        while depth > 0, reader.skip(to: UInt8(ascii: "*"), or: UInt8(ascii: "/")) {
            switch (reader.peek(), reader.peek(1)) {
            case (UInt8(ascii: "*"), UInt8(ascii: "/")):
                depth -= 1
                reader.position += 2
            case (UInt8(ascii: "/"), UInt8(ascii: "*")):
                depth += 1
                reader.position += 2
            default: reader.position += 1
            }
        }
        if depth > 0 { problem = LexicalProblem(.comment, at: start, closing: "*/") }
        return .comment
    }
}

extension UInt8 {
    @inline(__always)
    fileprivate var isNumberPart: Bool { isASCIIDigit || (self | 0x20) &- UInt8(ascii: "a") < 26 || self == 0x5F }

    fileprivate var isLineEnd: Bool { self == UInt8(ascii: "\n") || self == UInt8(ascii: "\r") }
}
