internal import BorealisDiagnostics

/// The Data API takes `:name` for a parameter, which nobody gives a value.
///
/// - Source: Aurora User Guide, "Calling RDS Data API", parameters, read 2026-11-21.
struct NamedParameter: SQLRule {
    let code = CataloguedCode.namedParameter
    let severity = Diagnostic.Severity.error
    let remedy = "put a blank after the colon"

    func findings(in script: CheckedScript) -> [SQLFinding] {
        script.all.indices.compactMap { index in
            let code = script.all[index].statement.code
            guard script.bytes.mayNameParameter(in: code), let name = name(in: code, of: script) else { return nil }
            return SQLFinding(
                statement: index,
                problem: "the Data API takes the name after a colon for a parameter",
                got: name,
                expected: "no letter right after a colon",
                fix: "put a blank between the colon and the name"
            )
        }
    }

    /// The first such name outside of strings and comments; `::` is a cast.
    private func name(in code: Range<Int>, of script: CheckedScript) -> String? {
        var lexer = SQLLexer(script.bytes, in: code, engine: script.engine)
        var colon: Int?
        var isAfterColon = false
        while let token = lexer.next() {
            if token.kind == .word, token.range.lowerBound == colon {
                return ":" + String(decoding: script.bytes[token.range], as: UTF8.self)
            }
            let isColon = token.kind == .symbol && script.bytes[token.range.lowerBound] == UInt8(ascii: ":")
            colon = isColon && !isAfterColon ? token.range.upperBound : nil
            isAfterColon = isColon
        }
        return nil
    }
}

extension [UInt8] {
    /// Whether a colon stands before a letter anywhere, strings and comments included.
    fileprivate func mayNameParameter(in range: Range<Int>) -> Bool {
        withUnsafeBufferPointer { buffer in
            var previous: UInt8 = 0
            for byte in buffer[range] {
                if previous == UInt8(ascii: ":"), byte | 0x20 >= UInt8(ascii: "a") || byte == UInt8(ascii: "_"),
                    byte != UInt8(ascii: ":")
                {
                    return true
                }
                previous = byte
            }
            return false
        }
    }
}
