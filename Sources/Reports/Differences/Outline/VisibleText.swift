extension String {
    /// The text as it can be shown anywhere: what a terminal obeys, what turns the direction of writing and what can't
    /// be seen is written as an escape (`\u{1b}`, `\n`).
    var visible: String {
        guard unicodeScalars.contains(where: \.isHidden) else { return self }
        return unicodeScalars.map { $0.isHidden ? $0.escape : String($0) }.joined()
    }

    /// As visible text in ASCII only, which tells apart what looks the same.
    var spelled: String {
        unicodeScalars.map { $0.isASCII && !$0.isHidden ? String($0) : $0.escape }.joined()
    }
}

extension Unicode.Scalar {
    fileprivate var escape: String {
        switch self {
        case "\n": #"\n"#
        case "\r": #"\r"#
        case "\t": #"\t"#
        default: "\\u{\(String(value, radix: 16))}"
        }
    }

    /// Whether it moves, colours or hides text instead of being seen; XML forbids some of these altogether.
    fileprivate var isHidden: Bool {
        if value >= 0x20, value < 0x7F { return false }
        if properties.isNoncharacterCodePoint { return true }
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: return true
        default: return false
        }
    }
}
