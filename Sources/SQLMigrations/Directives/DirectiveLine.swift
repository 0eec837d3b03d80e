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
    static func all(in text: ScriptText, engine: DatabaseEngine) -> [DirectiveLine] {
        ByteSearch.offsets(of: prefix, rare: UInt8(ascii: ":"), in: text.bytes).compactMap { offset in
            DirectiveLine(at: offset, in: text, engine: engine)
        }
    }

    private init?(at offset: Int, in text: ScriptText, engine: DatabaseEngine) {
        let line = text.line(at: offset)
        let before = text.string(in: line.lowerBound..<offset).trimmingBlanks
        let openings = engine == .mysql ? ["--", "#", "/*"] : ["--", "/*"]
        guard let opening = openings.first(where: { before.hasSuffix($0) }) else { return nil }
        isOnLineOfItsOwn = before == opening && opening != "/*"
        let words = text.string(in: (offset + Self.prefix.utf8CodeUnitCount)..<line.upperBound)
        let name = words.prefix { !" \t".contains($0) }
        self.offset = offset
        self.position = text.position(of: offset)
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
