/// The code of a statement, read from its first token to its last: comments are left out, words are compared without
/// case.
struct TokenCursor {
    struct Token {
        let token: SQLToken
        /// A word in capitals; the mark of a symbol; empty for anything else.
        let text: String
    }

    let bytes: [UInt8]
    let engine: DatabaseEngine
    private(set) var tokens: ArraySlice<Token>

    var isAtEnd: Bool { tokens.isEmpty }
    /// The word or mark that comes next; empty at the end, and before what is neither.
    var text: String { tokens.first?.text ?? "" }
    var kind: SQLToken.Kind? { tokens.first?.token.kind }

    /// - Parameter limit: how many tokens are read at most; the rest of a long list of rows tells nothing.
    init(code range: Range<Int>, in bytes: [UInt8], engine: DatabaseEngine, limit: Int = .max) {
        self.bytes = bytes
        self.engine = engine
        tokens = ArraySlice(Self.tokens(of: range, in: bytes, engine: engine, limit: limit))
    }

    private init(_ tokens: ArraySlice<Token>, of cursor: TokenCursor) {
        self = cursor
        self.tokens = tokens
    }

    func isNext(_ words: String...) -> Bool {
        tokens.prefix(words.count).elementsEqual(words) { $0.text == $1 }
    }

    /// Whether one of the words comes next.
    func isNext(oneOf words: Set<String>) -> Bool {
        words.contains(text)
    }

    mutating func advance() {
        tokens = tokens.dropFirst()
    }

    /// Goes past all of the words, or past none.
    mutating func accept(_ words: String...) -> Bool {
        guard tokens.prefix(words.count).elementsEqual(words, by: { $0.text == $1 }) else { return false }
        tokens = tokens.dropFirst(words.count)
        return true
    }

    mutating func accept(oneOf words: Set<String>) -> String? {
        guard words.contains(text) else { return nil }
        defer { advance() }
        return text
    }

    /// Goes past the word or mark that comes next, whatever it is.
    mutating func take() -> String {
        defer { advance() }
        return text
    }

    /// The tokens from here on that are in no parentheses, with what opens and closes these.
    var outermost: [Token] {
        var depth = 0
        return tokens.filter { token in
            switch token.text {
            case "(":
                depth += 1
                return depth == 1
            case ")":
                depth -= 1
                return depth == 0
            default: return depth == 0
            }
        }
    }

    /// Whether a word stands anywhere from here on, outside of parentheses.
    func contains(_ words: String...) -> Bool {
        let outermost = outermost.map(\.text)
        return outermost.indices.contains { outermost[$0...].starts(with: words) }
    }

    /// Whether one of the words stands anywhere from here on, in parentheses too.
    func mentions(_ words: Set<String>) -> Bool {
        tokens.contains { words.contains($0.text) }
    }

    /// Whether a word stands anywhere from here on with a parenthesis after it.
    func calls(_ functions: Set<String>) -> Bool {
        zip(tokens, tokens.dropFirst()).contains { functions.contains($0.text) && $1.text == "(" }
    }

    /// What is left, cut at the commas that are in no parentheses.
    func parts() -> [TokenCursor] {
        var depth = 0
        return tokens.split { token in
            switch token.text {
            case "(", "[": depth += 1
            case ")", "]": depth -= 1
            case ",": return depth == 0
            default: break
            }
            return false
        }.map { TokenCursor($0, of: self) }
    }

    /// What is between the parentheses that come next, which are gone past; nil where none do.
    mutating func parenthesized() -> TokenCursor? {
        guard text == "(" else { return nil }
        var depth = 0
        let end = tokens.firstIndex { token in
            if token.text == "(" { depth += 1 }
            if token.text == ")" { depth -= 1 }
            return depth == 0
        }
        let inner = tokens[tokens.startIndex.advanced(by: 1)..<(end ?? tokens.endIndex)]
        tokens = end.map { tokens[($0 + 1)...] } ?? []
        return TokenCursor(inner, of: self)
    }

    /// What comes before the first of the words that stands in no parentheses; the cursor is then at it.
    mutating func skip(to words: Set<String>) -> TokenCursor {
        var depth = 0
        let end = tokens.firstIndex { token in
            if token.text == "(" { depth += 1 }
            if token.text == ")" { depth -= 1 }
            return depth == 0 && words.contains(token.text)
        }
        defer { tokens = tokens[(end ?? tokens.endIndex)...] }
        return TokenCursor(tokens[..<(end ?? tokens.endIndex)], of: self)
    }
}

extension TokenCursor {
    private static func tokens(
        of range: Range<Int>,
        in bytes: [UInt8],
        engine: DatabaseEngine,
        limit: Int
    ) -> [Token] {
        SQLToken.code(of: range, in: bytes, engine: engine, limit: limit).map { token in
            Token(token: token, text: text(of: token, in: bytes))
        }
    }

    private static func text(of token: SQLToken, in bytes: [UInt8]) -> String {
        switch token.kind {
        case .word: String(decoding: bytes[token.range].lazy.map(\.capital), as: UTF8.self)
        case .symbol: String(decoding: bytes[token.range], as: UTF8.self)
        case .quotedName, .string, .number, .variable, .comment, .executableComment: ""
        }
    }
}

extension UInt8 {
    /// An ASCII letter as a capital; anything else as it is.
    fileprivate var capital: UInt8 {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self) ? self - 32 : self
    }
}
