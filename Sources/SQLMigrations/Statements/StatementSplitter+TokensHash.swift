internal import BorealisHashing

extension StatementSplitter {
    /// SHA-256 over what the server sees of statements: what a formatter may change doesn't change it.
    ///
    /// Comments, blanks, delimiters and their commands don't count; words without quotes are read in small letters. The
    /// end of each statement counts.
    /// - Parameter statements: those that were found in the bytes.
    /// - Returns: 64 digits.
    package static func tokensHash(
        of bytes: [UInt8],
        statements: [SQLStatement],
        engine: DatabaseEngine
    ) -> String {
        bytes.withUnsafeBytes { source in
            withUnsafeTemporaryAllocation(byteCount: CanonicalText.capacity, alignment: 1) { buffer in
                var text = CanonicalText(of: source, buffer: buffer, engine: engine)
                guard let base = source.assumingMemoryBound(to: UInt8.self).baseAddress else { return text.finish() }
                for statement in statements {
                    let reader = ByteReader(base, in: statement.code)
                    switch engine {
                    case .postgresql: text.append(PostgreSQLLexer(reader))
                    case .mysql: text.append(MySQLLexer(reader))
                    }
                }
                return text.finish()
            }
        }
    }
}

/// Tokens as they are hashed: each with a zero before it, each statement with one at its end.
private struct CanonicalText: ~Copyable {
    static let capacity = 1 << 16

    private let source: UnsafeRawBufferPointer
    private let buffer: UnsafeMutableRawBufferPointer
    private let engine: DatabaseEngine
    private var count = 0
    private var stream = SHA256Stream()

    init(of source: UnsafeRawBufferPointer, buffer: UnsafeMutableRawBufferPointer, engine: DatabaseEngine) {
        self.source = source
        self.buffer = buffer
        self.engine = engine
    }

    /// Appends a statement.
    mutating func append(_ lexer: consuming some DialectLexer) {
        var operatorEnd = -1
        while let token = lexer.next() {
            guard token.kind != .comment else { continue }
            let isOperator = token.kind == .symbol && source[token.range.lowerBound].isOperatorPart
            if !isOperator || operatorEnd != token.range.lowerBound || isSign(token) { append(0) }
            append(token)
            operatorEnd = isOperator ? token.range.upperBound : -1
        }
        append(0)
    }

    /// Whether what is next may be an operator of its own, though it follows another one at once.
    ///
    /// On PostgreSQL that is a sign, before which a formatter puts a blank. No two operators of MySQL together become
    /// another one.
    private func isSign(_ token: SQLToken) -> Bool {
        engine == .mysql || "+-".utf8.contains(source[token.range.lowerBound])
    }

    private mutating func append(_ byte: UInt8) {
        if count == buffer.count { flush() }
        buffer[count] = byte
        count += 1
    }

    private mutating func append(_ token: SQLToken) {
        guard token.range.count <= buffer.count / 4 else {
            flush()
            stream.append(UnsafeRawBufferPointer(rebasing: source[token.range]))
            return
        }
        if buffer.count - count < token.range.count { flush() }
        if token.kind == .word {
            for offset in token.range {
                let byte = source[offset]
                append(byte.isCapital ? byte | 0x20 : byte)
            }
        } else {
            for offset in token.range { append(source[offset]) }
        }
    }

    private mutating func flush() {
        stream.append(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        count = 0
    }

    consuming func finish() -> String {
        flush()
        return stream.finish().hexadecimal
    }
}

extension UInt8 {
    /// What operators of PostgreSQL are made of.
    fileprivate var isOperatorPart: Bool { "+-*/<>=~!@#%^&|`?".utf8.contains(self) }
}
