/// What a plain scalar of YAML 1.1 stands for; quoted ones are text.
///
/// Dates are text, as CloudFormation takes them.
/// - Source: YAML 1.1, "Language-Independent Types" (yaml.org/type), read 2026-11-21.
enum ScalarResolution {
    /// Nil for null.
    static func node(_ text: String) -> TemplateNode? {
        if nulls.contains(text) { return nil }
        if let boolean = booleans[text] { return .boolean(boolean) }
        guard let first = text.utf8.first, isNumericStart(first) else { return .string(text) }
        return integer(text) ?? number(text) ?? .string(text)
    }

    private static let nulls: Set<String> = ["", "~", "null", "Null", "NULL"]

    private static let booleans: [String: Bool] = {
        let words = ["true": true, "yes": true, "on": true, "false": false, "no": false, "off": false]
        let forms = words.flatMap { word, value in
            [word, word.uppercased(), word.prefix(1).uppercased() + word.dropFirst()].map { ($0, value) }
        }
        return Dictionary(uniqueKeysWithValues: forms)
    }()

    private static func isNumericStart(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."): true
        default: false
        }
    }

    /// Decimal, `0x`, `0b`, octal with a leading zero, and base 60: `1:30`.
    private static func integer(_ text: String) -> TemplateNode? {
        let isNegative = text.hasPrefix("-")
        let unsigned = text.hasPrefix("-") || text.hasPrefix("+") ? text.dropFirst() : text[...]
        let digits = unsigned.filter { $0 != "_" }
        guard let first = digits.utf8.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else { return nil }
        if !digits.hasPrefix("0"), let decimal = Int((isNegative ? "-" : "") + digits) { return .integer(decimal) }
        let magnitude: Int? =
            if digits.hasPrefix("0x") {
                Int(digits.dropFirst(2), radix: 16)
            } else if digits.hasPrefix("0b") {
                Int(digits.dropFirst(2), radix: 2)
            } else if digits.contains(":") {
                base60(digits)
            } else if digits.hasPrefix("0") {
                Int(digits, radix: 8)
            } else {
                nil
            }
        return magnitude.map { .integer(isNegative ? -$0 : $0) }
    }

    private static func base60(_ digits: String) -> Int? {
        let parts = digits.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.dropFirst().allSatisfy({ $0.map { (0..<60).contains($0) } ?? false }) else { return nil }
        return parts.reduce(0) { sum, part in sum.flatMap { sum in part.map { sum * 60 + $0 } } }
    }

    /// With a point, and an exponent only if it has a sign: `1.5`, `.5`, `1.0e+20`; a larger integer is one, too.
    private static func number(_ text: String) -> TemplateNode? {
        let digits = text.filter { $0 != "_" }
        let mantissa = digits.prefix { $0 != "e" && $0 != "E" }
        let exponent = digits.dropFirst(mantissa.count + 1)
        let hasPoint = mantissa.utf8.count { $0 == UInt8(ascii: ".") } == 1
        let isLargeInteger =
            !hasPoint && mantissa.count == digits.count && !mantissa.drop { !$0.isNumber }.hasPrefix("0")
        guard hasPoint || isLargeInteger, mantissa.utf8.contains(where: isDigit) else { return nil }
        guard mantissa.count == digits.count || exponent.hasPrefix("+") || exponent.hasPrefix("-") else { return nil }
        // Swift reads no fraction without an integer before it.
        let isLeading = mantissa.hasPrefix(".")
        guard let value = Double((isLeading ? "0" : "") + digits), value.isFinite else { return nil }
        return .number(value)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
