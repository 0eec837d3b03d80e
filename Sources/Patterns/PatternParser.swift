/// Reads the text of a pattern.
struct PatternParser {
    var reader: PatternReader
    private var flags = Flags()
    private var depth = 0

    private struct Flags {
        var ignoresCase = false
        var dotMatchesAll = false
    }

    /// Deeper ones are nobody's, and would take the stack of the program that reads them.
    private static let greatestDepth = 64

    init(_ text: String) {
        reader = PatternReader(text)
    }

    mutating func parse() throws(PatternProblem) -> PatternNode {
        let node = try choice()
        guard reader.isAtEnd else { throw reader.problem("a group is closed that was not opened") }
        return node
    }

    private mutating func choice() throws(PatternProblem) -> PatternNode {
        var parts = [try sequence()]
        while reader.take("|") {
            parts.append(try sequence())
        }
        return parts.count == 1 ? parts[0] : .choice(parts)
    }

    private mutating func sequence() throws(PatternProblem) -> PatternNode {
        var parts: [PatternNode] = []
        while let next = reader.peek(), next != "|", next != ")" {
            if let atom = try atom() {
                parts.append(try repeated(atom))
            }
        }
        return parts.count == 1 ? parts[0] : .sequence(parts)
    }

    /// - Returns: nil for flags, which match nothing.
    private mutating func atom() throws(PatternProblem) -> PatternNode? {
        if reader.take("(") { return try group() }
        if reader.take("[") {
            var parser = ClassParser(reader: reader)
            let description = try parser.parse()
            reader = parser.reader
            return set(description)
        }
        if reader.take("\\") { return try escape() }
        guard let scalar = reader.next() else { throw reader.problem("the pattern ends too early") }
        switch scalar {
        case ".": return .set(ScalarSet(flags.dotMatchesAll ? .all : .allButLineFeed))
        case "^": return .start
        case "$": return .end
        case "*", "+", "?": throw reader.problem("there is nothing to repeat")
        default: return set(.scalar(scalar))
        }
    }

    private func set(_ description: ScalarSet.Description) -> PatternNode {
        .set(ScalarSet(flags.ignoresCase ? description.ignoringCase : description))
    }
}

extension PatternParser {
    private mutating func group() throws(PatternProblem) -> PatternNode? {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.greatestDepth else { throw reader.problem("groups are nested too deeply") }
        guard reader.take("?") else { return try body() }
        if reader.take("<=") { return .look(try body(), .behind, isNegated: false) }
        if reader.take("<!") { return .look(try body(), .behind, isNegated: true) }
        if reader.take("=") { return .look(try body(), .ahead, isNegated: false) }
        if reader.take("!") { return .look(try body(), .ahead, isNegated: true) }
        if reader.take("<") || reader.take("P<") {
            while let next = reader.next(), next != ">" {}
            return try body()
        }
        return try flaggedGroup()
    }

    /// `(?:…)`, `(?i:…)`, or `(?i)`, which holds until the end of the group around it.
    private mutating func flaggedGroup() throws(PatternProblem) -> PatternNode? {
        let before = flags
        while let next = reader.next() {
            switch next {
            case "i": flags.ignoresCase = true
            case "s": flags.dotMatchesAll = true
            case "u": continue
            case ")": return nil
            case ":":
                let node = try body()
                flags = before
                return node
            default: throw reader.problem("this kind of group is not supported")
            }
        }
        throw reader.problem("a group is never closed")
    }

    /// What is in a group, and its end.
    private mutating func body() throws(PatternProblem) -> PatternNode {
        let before = flags
        let node = try choice()
        flags = before
        guard reader.take(")") else { throw reader.problem("a group is never closed") }
        return node
    }

    private mutating func escape() throws(PatternProblem) -> PatternNode {
        switch reader.peek() {
        case "b", "B": return .wordBoundary(isNegated: reader.next() == "B")
        case "A":
            reader.advance()
            return .start
        case "Z", "z":
            reader.advance()
            return .end
        case let digit? where ("1"..."9").contains(digit): throw reader.problem("back references are not supported")
        default: return set(try reader.escapedSet())
        }
    }
}

extension PatternParser {
    private mutating func repeated(_ atom: PatternNode) throws(PatternProblem) -> PatternNode {
        var node = atom
        while let (least, most) = try reader.quantifier() {
            node = .repetition(node, least: least, most: most)
            // Lazy and possessive: whether there is a match is the same.
            if !reader.take("?") { _ = reader.take("+") }
        }
        return node
    }
}
