/// One way through a text with all states of a pattern at once.
struct Scan {
    private let scalars: [Unicode.Scalar]
    /// Where each look of the program matches, once that is known.
    private var lookResults: [Int: [Bool]] = [:]

    init(of scalars: [Unicode.Scalar]) {
        self.scalars = scalars
    }

    mutating func hasMatch(of program: Program) -> Bool {
        var states = States(count: program.instructions.count)
        for position in 0...scalars.count {
            if enter(program.instructions, program, &states, at: position) { return true }
            if position < scalars.count { states.step(program.instructions, over: scalars[position]) }
        }
        return false
    }

    /// Follows all that takes no scalar, also from the start of the pattern: a match may begin anywhere.
    ///
    /// - Returns: whether a match ends here.
    private mutating func enter(
        _ instructions: [Program.Instruction],
        _ program: Program,
        _ states: inout States,
        at position: Int
    ) -> Bool {
        states.begin()
        var isMatch = false
        while let index = states.nextToFollow() {
            switch instructions[index] {
            case .set: states.keep(index)
            case .split(let first, let second):
                states.follow(second)
                states.follow(first)
            case .jump(let target): states.follow(target)
            case .match: isMatch = true
            case .start: if position == 0 { states.follow(index + 1) }
            case .end: if isEnd(position) { states.follow(index + 1) }
            case .wordBoundary(let isNegated):
                if isWordBoundary(position) != isNegated { states.follow(index + 1) }
            case .look(let look, let isNegated):
                if matches(look, of: program, at: position) != isNegated { states.follow(index + 1) }
            }
        }
        return isMatch
    }

    /// A line feed at the very end counts as the end, too.
    private func isEnd(_ position: Int) -> Bool {
        position == scalars.count || (position == scalars.count - 1 && scalars[position] == "\n")
    }

    private func isWordBoundary(_ position: Int) -> Bool {
        let before = position > 0 && Self.words.contains(scalars[position - 1])
        let after = position < scalars.count && Self.words.contains(scalars[position])
        return before != after
    }

    private static let words = ScalarSet(.words)
}

extension Scan {
    private mutating func matches(_ look: Int, of program: Program, at position: Int) -> Bool {
        if let known = lookResults[look] { return known[position] }
        let result = positions(of: program.looks[look], of: program)
        lookResults[look] = result
        return result[position]
    }

    /// All positions at which a look matches, found in one way through the text: what looks ahead is read from the end.
    private mutating func positions(of look: Program.Look, of program: Program) -> [Bool] {
        var states = States(count: look.instructions.count)
        var result = [Bool](repeating: false, count: scalars.count + 1)
        let isAhead = look.direction == .ahead
        for step in 0...scalars.count {
            let position = isAhead ? scalars.count - step : step
            result[position] = enter(look.instructions, program, &states, at: position)
            guard step < scalars.count else { break }
            states.step(look.instructions, over: scalars[isAhead ? position - 1 : position])
        }
        return result
    }
}

/// The states that a text can have led to, each once.
private struct States {
    /// Instructions that wait for a scalar.
    private var waiting: [Int] = []
    private var toFollow: [Int] = []
    /// The round in which an instruction was last followed.
    private var rounds: [Int]
    private var round = 0

    init(count: Int) {
        rounds = [Int](repeating: 0, count: count)
    }

    mutating func begin() {
        round += 1
        toFollow.append(0)
    }

    mutating func nextToFollow() -> Int? {
        while let index = toFollow.popLast() {
            guard rounds[index] != round else { continue }
            rounds[index] = round
            return index
        }
        return nil
    }

    mutating func follow(_ index: Int) {
        toFollow.append(index)
    }

    mutating func keep(_ index: Int) {
        waiting.append(index)
    }

    mutating func step(_ instructions: [Program.Instruction], over scalar: Unicode.Scalar) {
        for index in waiting {
            if case .set(let set) = instructions[index], set.contains(scalar) { toFollow.append(index + 1) }
        }
        waiting.removeAll(keepingCapacity: true)
    }
}
