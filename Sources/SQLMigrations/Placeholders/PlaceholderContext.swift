/// What a placeholder stands in.
enum PlaceholderContext: Hashable {
    case code
    /// Behind a string that is still open for PostgreSQL: another one behind a line feed goes on with it.
    case afterString
    case comment
    /// A string or a quoted name.
    case quotes
    /// A dollar-quoted string, most often the body of a function: what closes it, and what the placeholder stands in
    /// there.
    indirect case body(String, PlaceholderContext)

    /// - Parameters:
    ///   - placeholders: in their order.
    ///   - masked: the text with words for the placeholders. What can't be read of it is taken for code: that it can't
    ///     be is told when it is split.
    static func all(of placeholders: [Placeholder], in masked: ScriptText, engine: DatabaseEngine) -> [Self] {
        var reader = PlaceholderContextReader(masked, in: nil, engine: engine)
        return placeholders.map { reader.context(of: $0) }
    }

    /// What it stands in, whether that is in a body or not.
    var innermost: PlaceholderContext {
        if case .body(_, let inner) = self { inner.innermost } else { self }
    }

    /// What would close the bodies that it is in.
    var tags: [String] {
        if case .body(let tag, let inner) = self { [tag] + inner.tags } else { [] }
    }
}

/// Goes through the tokens of a text, or of a body in it, from placeholder to placeholder.
private struct PlaceholderContextReader {
    private struct Body {
        let range: Range<Int>
        let tag: String
        var reader: PlaceholderContextReader
    }

    private let text: ScriptText
    private let engine: DatabaseEngine
    private let depth: Int
    private var lexer: SQLLexer
    private var token: SQLToken?
    /// The last one before the token that is no comment.
    private var previous: SQLToken?
    /// The body that the last placeholder was in; none or one.
    private var bodies: [Body] = []

    init(_ text: ScriptText, in range: Range<Int>?, engine: DatabaseEngine, depth: Int = 0) {
        self.text = text
        self.engine = engine
        self.depth = depth
        lexer = SQLLexer(text.bytes, in: range, engine: engine)
        token = lexer.next()
    }

    mutating func context(of placeholder: Placeholder) -> PlaceholderContext {
        while let passed = token, passed.range.upperBound <= placeholder.range.lowerBound {
            if passed.kind != .comment { previous = passed }
            token = lexer.next()
        }
        guard let token, token.range.lowerBound <= placeholder.range.lowerBound else { return code }
        switch token.kind {
        case .comment: return .comment
        case .quotedName: return .quotes
        case .string where token.range.lowerBound < placeholder.range.lowerBound:
            return contextInBody(token, of: placeholder) ?? .quotes
        default: return code
        }
    }

    private var code: PlaceholderContext { previous?.kind == .string ? .afterString : .code }

    /// Nil for a string with other quotes than dollars.
    private mutating func contextInBody(_ token: SQLToken, of placeholder: Placeholder) -> PlaceholderContext? {
        if bodies.first?.range != token.range { bodies = body(of: token) }
        guard let body = bodies.first else { return nil }
        // Bodies in bodies of bodies are nothing that anybody writes.
        return .body(body.tag, depth < 2 ? bodies[0].reader.context(of: placeholder) : .code)
    }

    private func body(of token: SQLToken) -> [Body] {
        let bytes = text.bytes[token.range]
        let dollar = UInt8(ascii: "$")
        guard bytes.first == dollar, let end = bytes.dropFirst().firstIndex(of: dollar) else { return [] }
        let tag = String(decoding: bytes[...end], as: UTF8.self)
        let inner = (end + 1)..<max(end + 1, token.range.upperBound - tag.utf8.count)
        let reader = PlaceholderContextReader(text, in: inner, engine: engine, depth: depth + 1)
        return [Body(range: token.range, tag: tag, reader: reader)]
    }
}
