extension ScriptText {
    /// Where a byte is.
    struct Position: Hashable {
        /// Counted from 1.
        let line: Int
        /// Counted from 1, in bytes.
        let column: Int
    }

    func position(of offset: Int) -> Position {
        let before = bytes[..<offset]
        let lineStart = (before.lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1
        return Position(line: before.count { $0 == UInt8(ascii: "\n") } + 1, column: offset - lineStart + 1)
    }

    /// The line that a byte is in, without its line feed.
    func line(at offset: Int) -> Range<Int> {
        let start = (bytes[..<offset].lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1
        return start..<(bytes[offset...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count)
    }

    func string(in range: Range<Int>) -> String {
        String(decoding: bytes[range], as: UTF8.self)
    }

    /// Whether nothing but blanks is in a part.
    func isBlank(in range: Range<Int>) -> Bool {
        bytes[range].allSatisfy { " \n\t\u{0B}\u{0C}".utf8.contains($0) }
    }
}
