/// A comment for the runner, on a line of its own: `-- borealis:timeout 10m`.
struct DirectiveLine {
    /// What is before the colon in every directive.
    static let prefix: StaticString = "borealis:"

    /// Of its first byte after the dashes.
    let offset: Int
    let position: ScriptText.Position
    /// `timeout`, as it is written.
    let name: String
    /// What follows the name, without blanks around it.
    let value: String
    /// Whether it is a comment to the end of a line that has nothing before it; anything else is a mistake.
    let isOnLineOfItsOwn: Bool

    /// Those of a text, in their order.
    ///
    /// A letter follows the colon: `-- borealis: the northern light` is a comment like any other.
    static func all(in text: ScriptText, engine: DatabaseEngine) -> [DirectiveLine] {
        let length = prefix.utf8CodeUnitCount
        let offsets = ByteSearch.offsets(of: prefix, rare: UInt8(ascii: ":"), in: text.bytes).filter { offset in
            offset + length < text.bytes.count && text.bytes[offset + length].isASCIILetter
        }
        guard !offsets.isEmpty else { return [] }
        return CommentWord.all(at: offsets, in: text, engine: engine).map { DirectiveLine($0, in: text) }
    }

    private init(_ word: CommentWord, in text: ScriptText) {
        isOnLineOfItsOwn = word.isFirstOnLine && (word.opening == .dashes || word.opening == .numberSign)
        let words = text.string(in: (word.offset + Self.prefix.utf8CodeUnitCount)..<word.line.upperBound)
        let name = words.prefix { !" \t".contains($0) }
        offset = word.offset
        position = word.position
        self.name = String(name)
        value = String(words.dropFirst(name.count).trimmingBlanks)
    }
}

extension StringProtocol {
    var trimmingBlanks: SubSequence {
        let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" }
        guard let last = lastIndex(where: { !isBlank($0) }) else { return self[startIndex..<startIndex] }
        return self[...last].drop(while: isBlank)
    }
}
