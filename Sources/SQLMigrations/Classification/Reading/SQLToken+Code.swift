extension SQLToken {
    /// The tokens of a part of a script that the server reads.
    ///
    /// - Parameter limit: how many at most.
    static func code(of range: Range<Int>, in bytes: [UInt8], engine: DatabaseEngine, limit: Int = .max) -> [SQLToken] {
        bytes.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return [] }
            let reader = ByteReader(base, in: range)
            switch engine {
            case .postgresql: return code(from: PostgreSQLLexer(reader), limit: limit)
            case .mysql: return code(from: MySQLLexer(reader), limit: limit)
            }
        }
    }

    private static func code(from lexer: consuming some DialectLexer, limit: Int) -> [SQLToken] {
        var tokens: [SQLToken] = []
        while tokens.count < limit, let token = lexer.next() {
            if token.kind != .comment && token.kind != .executableComment { tokens.append(token) }
        }
        return tokens
    }
}
