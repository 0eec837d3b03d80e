/// The tokens of a part of a script, comments included, in their order.
///
/// It keeps the bytes, so that it can be handed on; what reads whole dumps uses the lexers below it.
package struct SQLLexer: Sequence, IteratorProtocol {
    private let bytes: [UInt8]
    private let engine: DatabaseEngine
    private let end: Int
    private var position: Int
    private var executableComment: Int?
    /// What is opened and not closed in the part; the token of it goes to the end.
    package private(set) var problem: LexicalProblem?

    /// - Parameter range: of the bytes; all of them where it is nil.
    package init(_ bytes: [UInt8], in range: Range<Int>? = nil, engine: DatabaseEngine) {
        self.bytes = bytes
        self.engine = engine
        position = range?.lowerBound ?? 0
        end = range?.upperBound ?? bytes.count
        precondition(position >= 0 && end <= bytes.count, "the range is not in the text")
    }

    package mutating func next() -> SQLToken? {
        bytes.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return nil }
            let reader = ByteReader(base, in: position..<end)
            switch engine {
            case .postgresql:
                var lexer = PostgreSQLLexer(reader)
                return next(from: &lexer)
            case .mysql:
                var lexer = MySQLLexer(reader, inside: executableComment)
                defer { executableComment = lexer.executableComment }
                return next(from: &lexer)
            }
        }
    }

    private mutating func next(from lexer: inout some DialectLexer) -> SQLToken? {
        let token = lexer.next()
        position = lexer.reader.position
        problem = problem ?? lexer.problem
        return token
    }

    /// The bytes of a token as text.
    package func text(of token: SQLToken) -> String {
        String(decoding: bytes[token.range], as: UTF8.self)
    }

    /// Whether a token is this word, in capitals or not: `lexer.isWord(token, "create")`.
    package func isWord(_ token: SQLToken, _ word: StaticString) -> Bool {
        guard token.kind == .word, token.range.count == word.utf8CodeUnitCount else { return false }
        return word.withUTF8Buffer { letters in
            zip(letters, bytes[token.range]).allSatisfy { $0 == ($1.isCapital ? $1 | 0x20 : $1) }
        }
    }
}

extension UInt8 {
    var isCapital: Bool { self &- UInt8(ascii: "A") < 26 }
}
