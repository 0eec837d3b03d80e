/// Parts a command line into its words as a shell does, and does nothing else that a shell would.
///
/// - Source: Python's `shlex.split`, with which botocore 1.44.5 does it, compared on 2026-11-22.
package enum ShellWords {
    /// - Returns: nil where a quote is never closed, or nothing comes after a backslash.
    package static func words(of line: String) -> [String]? {
        var words: [String] = []
        var word: String?
        var quote: Character?
        var isEscaped = false
        for character in line {
            if isEscaped {
                // Between double quotes a backslash is one unless it has something to escape.
                let isPlain = quote == "\"" && character != "\"" && character != "\\"
                word = (word ?? "") + (isPlain ? "\\" : "") + String(character)
                isEscaped = false
            } else if character == "\\", quote != "'" {
                isEscaped = true
            } else if character == quote {
                quote = nil
            } else if quote == nil, character == "\"" || character == "'" {
                quote = character
                word = word ?? ""
            } else if quote == nil, character.isWhitespace {
                if let word { words.append(word) }
                word = nil
            } else {
                word = (word ?? "") + String(character)
            }
        }
        if let word { words.append(word) }
        return quote == nil && !isEscaped ? words : nil
    }
}
