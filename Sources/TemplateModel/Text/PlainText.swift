/// Whether text can stand in YAML without quotes and still be read as the same text, whatever the reader's version of
/// YAML.
///
/// libyaml would quote what it must by itself, but with single quotes where it can: asked for double ones in time, it
/// writes one kind of quotes only, and all line breaks that aren't newlines as escapes.
/// - Source: YAML 1.1, "Language-Independent Types" (yaml.org/type), and YAML 1.2.2, §7.3.3 and §10.3, read 2026-11-21.
enum PlainText {
    private static let words: Set<String> = [
        "~", "null", "true", "false", "yes", "no", "on", "off", "y", "n", "=", "<<", ".inf", "+.inf", "-.inf", ".nan",
    ]

    /// Within `[…]` (`isInFlow`) brackets, commas and colons end a plain text, so that less of it is possible.
    static func canHold(_ text: String, isInFlow: Bool) -> Bool {
        guard !isAmbiguous(text), text.utf8.last != UInt8(ascii: " ") else { return false }
        return !startsLikeMarkup(text) && !containsMarkup(text, isInFlow: isInFlow)
            && text.unicodeScalars.allSatisfy(\.isPrintableInYAML)
    }

    /// Whether a reader could take it for a number, a boolean, a date or nothing; a quote too many is harmless.
    static func isAmbiguous(_ text: String) -> Bool {
        guard let first = text.utf8.first else { return true }
        if isNumericStart(first), text.utf8.allSatisfy(isNumeric) { return true }
        return text.utf8.count <= 5 && words.contains(text.lowercased())
    }

    private static func isNumericStart(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."): true
        default: false
        }
    }

    /// What numbers, dates and times of both versions consist of: digits, signs, separators, bases, exponents, zones.
    private static func isNumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: ":"), UInt8(ascii: "a")...UInt8(ascii: "f"),
            UInt8(ascii: "A")...UInt8(ascii: "F"):
            true
        default: "+-_., xXoOtTzZ".utf8.contains(byte)
        }
    }

    private static func startsLikeMarkup(_ text: String) -> Bool {
        guard let first = text.utf8.first, !text.hasPrefix("---"), !text.hasPrefix("...") else { return true }
        if " #,[]{}&*!|>'\"%@`".utf8.contains(first) { return true }
        guard "-?:".utf8.contains(first) else { return false }
        let second = text.utf8.dropFirst().first
        return second == nil || second == UInt8(ascii: " ")
    }

    private static func containsMarkup(_ text: String, isInFlow: Bool) -> Bool {
        var previous: UInt8 = 0
        for byte in text.utf8 {
            switch (previous, byte) {
            case (UInt8(ascii: ":"), UInt8(ascii: " ")), (UInt8(ascii: " "), UInt8(ascii: "#")): return true
            default: if isInFlow, ",?[]{}:".utf8.contains(byte) { return true }
            }
            previous = byte
        }
        return previous == UInt8(ascii: ":")
    }
}
