/// A pattern as instructions for ``Scan``: the states of a nondeterministic automaton.
struct Program: Sendable {
    enum Instruction: Sendable {
        /// Takes one scalar, and goes on with the next instruction.
        case set(ScalarSet)
        /// Goes on in both places.
        case split(Int, Int)
        case jump(Int)
        case start
        case end
        case wordBoundary(isNegated: Bool)
        /// The index of a look.
        case look(Int, isNegated: Bool)
        case match
    }

    struct Look: Sendable {
        /// Reversed where it looks ahead, as it is then read from the end of the text.
        let instructions: [Instruction]
        let direction: PatternNode.Direction
    }

    private(set) var instructions: [Instruction] = []
    private(set) var looks: [Look] = []

    /// Bounds are written out, as in `(a{1,100}){1,100}`; the largest pattern of a schema has 65,535 repetitions.
    private static let greatestCount = 200_000

    init(_ node: PatternNode) throws(PatternProblem) {
        try append(node)
        instructions.append(.match)
    }

    private mutating func append(_ node: PatternNode) throws(PatternProblem) {
        guard instructions.count < Self.greatestCount else {
            throw PatternProblem(offset: 0, description: "the pattern has too many repetitions")
        }
        switch node {
        case .set(let set): instructions.append(.set(set))
        case .sequence(let parts):
            for part in parts { try append(part) }
        case .choice(let parts): try append(choice: parts)
        case .repetition(let part, let least, let most): try append(part, least: least, most: most)
        case .start: instructions.append(.start)
        case .end: instructions.append(.end)
        case .wordBoundary(let isNegated): instructions.append(.wordBoundary(isNegated: isNegated))
        case .look(let part, let direction, let isNegated):
            let index = try add(part, direction)
            instructions.append(.look(index, isNegated: isNegated))
        }
    }

    private mutating func append(choice parts: [PatternNode]) throws(PatternProblem) {
        var jumps: [Int] = []
        for part in parts.dropLast() {
            let split = reserve()
            try append(part)
            jumps.append(reserve())
            instructions[split] = .split(split + 1, instructions.count)
        }
        if let last = parts.last { try append(last) }
        for jump in jumps { instructions[jump] = .jump(instructions.count) }
    }

    private mutating func append(_ part: PatternNode, least: Int, most: Int?) throws(PatternProblem) {
        for _ in 0..<least { try append(part) }
        guard let most else {
            let split = reserve()
            try append(part)
            instructions.append(.jump(split))
            instructions[split] = .split(split + 1, instructions.count)
            return
        }
        var splits: [Int] = []
        for _ in least..<most {
            splits.append(reserve())
            try append(part)
        }
        for split in splits { instructions[split] = .split(split + 1, instructions.count) }
    }

    /// Makes room for an instruction whose target isn't known yet.
    private mutating func reserve() -> Int {
        instructions.append(.match)
        return instructions.count - 1
    }

    private mutating func add(_ part: PatternNode, _ direction: PatternNode.Direction) throws(PatternProblem) -> Int {
        let outer = instructions
        instructions = []
        try append(direction == .ahead ? part.reversed : part)
        instructions.append(.match)
        looks.append(Look(instructions: instructions, direction: direction))
        instructions = outer
        return looks.count - 1
    }
}
