/// A word right behind what opens a comment, by which a comment speaks to a tool: `-- borealis:`, `-- migrate:`.
///
/// In strings, bodies in dollar quotes and other comments it is text.
struct CommentWord {
    enum Opening {
        case dashes, numberSign, block
        /// Two dashes that are no comment on MySQL, where a blank must follow: tools take them for one.
        case operators
    }

    /// Of its first byte.
    let offset: Int
    let position: ScriptText.Position
    let opening: Opening
    /// Whether only blanks are before the comment in its line.
    let isFirstOnLine: Bool
    /// The bytes of its line, up to the end of the comment, without the line feed.
    let line: Range<Int>

    /// Those of a text, in their order.
    ///
    /// Only texts that have such a word are cut into tokens, and only up to the last one.
    static func all(at offsets: [Int], in text: ScriptText, engine: DatabaseEngine) -> [CommentWord] {
        var words: [CommentWord] = []
        var lexer = SQLLexer(text.bytes, engine: engine)
        var token = lexer.next()
        var counter = ScriptText.PositionCounter(text)
        for offset in offsets {
            guard let start = text.commentStart(before: offset, engine: engine) else { continue }
            while let passed = token, passed.range.lowerBound < start { token = lexer.next() }
            guard let opened = token else { break }
            // A word of another comment or of a string is in a token that began before.
            guard opened.range.lowerBound == start else { continue }
            guard let opening = Opening(opened, first: text.bytes[start]) else { continue }
            let position = counter.position(of: offset)
            let lineStart = offset - position.column + 1
            words.append(
                CommentWord(
                    offset: offset,
                    position: position,
                    opening: opening,
                    isFirstOnLine: text.isBlank(in: lineStart..<start),
                    line: lineStart..<text.lineEnd(from: offset, in: opened)
                )
            )
        }
        return words
    }
}

extension CommentWord.Opening {
    /// Nil for what opens no comment.
    fileprivate init?(_ token: SQLToken, first: UInt8) {
        switch (token.kind, first) {
        case (.comment, UInt8(ascii: "-")): self = .dashes
        case (.comment, UInt8(ascii: "#")): self = .numberSign
        case (.comment, _): self = .block
        case (.symbol, UInt8(ascii: "-")): self = .operators
        default: return nil
        }
    }
}

extension ScriptText {
    /// Where a comment may begin that has nothing but spaces and tabs before a word.
    fileprivate func commentStart(before word: Int, engine: DatabaseEngine) -> Int? {
        var end = word
        while end > 0, bytes[end - 1].isSpaceOrTab { end -= 1 }
        if engine == .mysql, end > 0, bytes[end - 1] == UInt8(ascii: "#") { return end - 1 }
        guard end >= 2 else { return nil }
        let opening = bytes[(end - 2)..<end]
        return opening.elementsEqual("--".utf8) || opening.elementsEqual("/*".utf8) ? end - 2 : nil
    }

    fileprivate func isBlank(in range: Range<Int>) -> Bool {
        range.allSatisfy { bytes[$0].isSpaceOrTab }
    }

    /// The end of a line, or of a block comment in it.
    fileprivate func lineEnd(from offset: Int, in token: SQLToken) -> Int {
        let end = token.kind == .comment ? token.range.upperBound : bytes.count
        return bytes[offset..<end].firstIndex(of: UInt8(ascii: "\n")) ?? end
    }
}

extension UInt8 {
    fileprivate var isSpaceOrTab: Bool { self == 0x20 || self == 0x09 }
}
