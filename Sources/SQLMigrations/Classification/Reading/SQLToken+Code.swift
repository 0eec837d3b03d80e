extension SQLToken {
    /// The tokens of a part of a script that the server reads.
    ///
    /// - Parameter limit: how many at most.
    static func code(of range: Range<Int>, in bytes: [UInt8], engine: DatabaseEngine, limit: Int = .max) -> [SQLToken] {
        var lexer = SQLLexer(bytes, in: range, engine: engine)
        var tokens: [SQLToken] = []
        while tokens.count < limit, let token = lexer.next() {
            if token.kind != .comment && token.kind != .executableComment { tokens.append(token) }
        }
        return tokens
    }
}
