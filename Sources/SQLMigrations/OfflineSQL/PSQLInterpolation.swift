/// Where psql would put a variable in the place of SQL: at a colon outside of quotes and comments with a name behind it.
///
/// - Source: `psqlscan.l` of PostgreSQL 18, the rules for variable references, read 2026-11-21: a name is made of
///   letters, digits, `_` and bytes above 127, in quotes or not, or stands in `:{?name}`; `::` and `:=` are operators.
enum PSQLInterpolation {
    /// The offsets behind such colons, in their order.
    static func offsets(in code: [UInt8]) -> [Int] {
        guard code.contains(UInt8(ascii: ":")) else { return [] }
        var offsets: [Int] = []
        var castEnd = 0
        for token in SQLLexer(code, engine: .postgresql)
        where token.kind == .symbol && token.range.lowerBound >= castEnd {
            let end = token.range.upperBound
            guard code[token.range.lowerBound] == UInt8(ascii: ":"), end < code.count else { continue }
            if code[end] == UInt8(ascii: ":") {
                castEnd = end + 1
            } else if beginsName(code[end]) {
                offsets.append(end)
            }
        }
        return offsets
    }

    private static func beginsName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...: true
        default: "_'\"{".utf8.contains(byte)
        }
    }
}
