extension String {
    /// A pattern as one line that source code can hold: the same pattern, its control characters written as escapes.
    ///
    /// A backslash before such a character is dropped, since with an escape behind it, it would be a backslash.
    var patternInOneLine: String {
        var line = ""
        var isEscaped = false
        for scalar in unicodeScalars {
            if let escape = scalar.patternEscape {
                if isEscaped { line.removeLast() }
                line += escape
                isEscaped = false
            } else {
                line.unicodeScalars.append(scalar)
                isEscaped = scalar == "\\" && !isEscaped
            }
        }
        return line
    }
}

extension Unicode.Scalar {
    /// `\n`, `\r`, `\t` or `\x00` for a control character; nil for any other.
    fileprivate var patternEscape: String? {
        switch self {
        case "\n": "\\n"
        case "\r": "\\r"
        case "\t": "\\t"
        default:
            properties.generalCategory == .control
                ? "\\x" + (value < 16 ? "0" : "") + String(value, radix: 16, uppercase: true) : nil
        }
    }
}
