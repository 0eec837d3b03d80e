extension String {
    /// Without spaces at both ends.
    var trimmed: String {
        let tail = drop { $0.isWhitespace }
        guard let last = tail.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(tail[...last])
    }

    /// Whether it has a character that ends a line, or is no text.
    var hasControls: Bool { utf8.contains { $0 < 0x20 || $0 == 0x7F } }
}
