/// What a placeholder stands in.
enum PlaceholderContext: Hashable {
    case code
    case comment
    /// A string or a quoted name.
    case quotes
    /// A dollar-quoted string, most often the body of a function, and what closes it.
    case body(String)

    /// - Parameters:
    ///   - placeholders: in their order.
    ///   - masked: the text with words for the placeholders. What can't be read of it is taken for code: that it can't
    ///     be is told when it is split.
    static func all(of placeholders: [Placeholder], in masked: ScriptText, engine: DatabaseEngine) -> [Self] {
        var lexer = SQLLexer(masked.bytes, engine: engine)
        var token = lexer.next()
        return placeholders.map { placeholder in
            while let passed = token, passed.range.upperBound <= placeholder.range.lowerBound {
                token = lexer.next()
            }
            guard let token, token.range.lowerBound <= placeholder.range.lowerBound else { return .code }
            return Self(token, in: masked)
        }
    }

    private init(_ token: SQLToken, in text: ScriptText) {
        switch token.kind {
        case .comment: self = .comment
        case .quotedName: self = .quotes
        case .string:
            let bytes = text.bytes[token.range]
            let dollar = UInt8(ascii: "$")
            if bytes.first == dollar, let end = bytes.dropFirst().firstIndex(of: dollar) {
                self = .body(String(decoding: bytes[...end], as: UTF8.self))
            } else {
                self = .quotes
            }
        default: self = .code
        }
    }
}
