extension StyledText {
    /// The text in lines of at most `width` columns: broken at spaces, and within a word only where that is longer than
    /// a line.
    func wrapped(width: Int) -> [StyledText] {
        var wrapping = Wrapping(width: max(width, 2))
        for word in words { wrapping.add(word) }
        return wrapping.finish()
    }

    /// Runs of spaces and of anything else, in turn; a run may have several looks.
    private var words: [StyledText] {
        var words: [StyledText] = []
        var isInSpace: Bool?
        for span in spans {
            var rest = span.text[...]
            while let first = rest.first {
                let isSpace = first == " "
                let end = rest.firstIndex { ($0 == " ") != isSpace } ?? rest.endIndex
                if isSpace != isInSpace { words.append(StyledText()) }
                words[words.count - 1].append(String(rest[..<end]), span.style)
                isInSpace = isSpace
                rest = rest[end...]
            }
        }
        return words
    }
}

private struct Wrapping {
    let width: Int
    private var lines: [StyledText] = []
    private var line = StyledText()
    private var used = 0

    init(width: Int) {
        self.width = width
    }

    mutating func add(_ word: StyledText) {
        let length = word.width
        if used + length <= width {
            line = line + word
            used += length
        } else if word.isSpace {
            // The break takes the place of the spaces.
            startLine()
        } else if length <= width, used == 0 || !line.isSpace {
            if used > 0 { startLine() }
            line = word
            used = length
        } else {
            addInPieces(word)
        }
    }

    mutating func finish() -> [StyledText] {
        if !line.isEmpty || lines.isEmpty { startLine() }
        return lines
    }

    /// Behind a mark such as `:` or `/` where there is one, and otherwise anywhere.
    private mutating func addInPieces(_ word: StyledText) {
        for span in word.spans {
            for piece in span.text.pieces {
                let length = piece.displayWidth
                if used + length > width, length <= width { startLine() }
                for character in piece {
                    if used + character.displayWidth > width { startLine() }
                    line.append(String(character), span.style)
                    used += character.displayWidth
                }
            }
        }
    }

    private mutating func startLine() {
        line.dropTrailingSpaces()
        lines.append(line)
        line = StyledText()
        used = 0
    }
}

extension String {
    /// The text in parts that each end with a mark behind which a line may break.
    var pieces: [Substring] {
        var pieces: [Substring] = []
        var rest = self[...]
        while let mark = rest.firstIndex(where: { ":/.,-_|".contains($0) }) {
            pieces.append(rest[...mark])
            rest = rest[rest.index(after: mark)...]
        }
        return rest.isEmpty ? pieces : pieces + [rest]
    }
}

extension StyledText {
    fileprivate var isSpace: Bool { spans.allSatisfy { $0.text.allSatisfy { $0 == " " } } }
}

extension StyledText {
    /// Wrapped, with spaces before the first line and before the others.
    func block(indent: Int, hanging: Int, width: Int) -> [StyledText] {
        wrapped(width: width - max(indent, hanging)).enumerated().map { index, line in
            StyledText(String(repeating: " ", count: index == 0 ? indent : hanging)) + line
        }
    }
}
