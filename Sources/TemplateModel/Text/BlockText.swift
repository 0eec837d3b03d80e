/// Whether a text of several lines can be written as a literal block, in which nothing is escaped.
enum BlockText {
    /// Refuses what a block can't show (line breaks of other kinds, control characters), and what it shows badly: a
    /// first line that is empty or starts with a space needs an indentation indicator, and spaces at the end of a line
    /// are lost by many an editor.
    static func canHold(_ text: String) -> Bool {
        guard let first = text.utf8.first, first != UInt8(ascii: " "), first != UInt8(ascii: "\n") else { return false }
        return !hasTrailingSpace(text) && text.unicodeScalars.allSatisfy { $0 == "\n" || $0.isPrintableInYAML }
    }

    private static func hasTrailingSpace(_ text: String) -> Bool {
        var previous: UInt8 = 0
        for byte in text.utf8 {
            if previous == UInt8(ascii: " "), byte == UInt8(ascii: "\n") { return true }
            previous = byte
        }
        return previous == UInt8(ascii: " ")
    }
}
