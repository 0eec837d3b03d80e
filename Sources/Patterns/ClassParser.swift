/// Reads a class, `[a-z\d]`, from behind its bracket.
struct ClassParser {
    private(set) var reader: PatternReader
    private var depth = 0

    private static let greatestDepth = 16

    init(reader: PatternReader) {
        self.reader = reader
    }

    mutating func parse() throws(PatternProblem) -> ScalarSet.Description {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.greatestDepth else { throw reader.problem("classes are nested too deeply") }
        let isNegated = reader.take("^")
        var parts: [ScalarSet.Description] = []
        while true {
            guard let next = reader.peek() else { throw reader.problem("a class is never closed") }
            if next == "]" { break }
            if reader.take("&&[") {
                parts = [.intersection(.union(parts), try parse())]
            } else {
                parts.append(try part())
            }
        }
        reader.advance()
        return isNegated ? .complement(.union(parts)) : .union(parts)
    }

    /// One scalar, a range, or what an escape stands for; a minus that can't be of a range is itself.
    private mutating func part() throws(PatternProblem) -> ScalarSet.Description {
        let first = try item()
        guard let lower = first.bound, reader.peek() == "-", let after = reader.peek(1), after != "]" else {
            return first
        }
        reader.advance()
        let second = try item()
        guard let upper = second.bound else { return .union([first, .scalar("-"), second]) }
        guard lower.lowerBound <= upper.upperBound else {
            throw reader.problem("a range is the wrong way round")
        }
        return .range(lower.lowerBound...upper.upperBound)
    }

    private mutating func item() throws(PatternProblem) -> ScalarSet.Description {
        if reader.take("\\b") { return .scalar("\u{8}") }
        if reader.take("\\") { return try reader.escapedSet() }
        guard let scalar = reader.next() else { throw reader.problem("a class is never closed") }
        return .scalar(scalar)
    }
}

extension ScalarSet.Description {
    /// One scalar, or what half of a surrogate pair stands for: what a range may begin or end with.
    fileprivate var bound: ClosedRange<UInt32>? {
        guard case .range(let range) = self, range.count == 1 || range == 0x1_0000...0x10_FFFF else { return nil }
        return range
    }
}
