/// What a pattern consists of.
indirect enum PatternNode: Sendable {
    case set(ScalarSet)
    case sequence([PatternNode])
    case choice([PatternNode])
    /// The upper bound is nil where there is none.
    case repetition(PatternNode, least: Int, most: Int?)
    case start
    case end
    case wordBoundary(isNegated: Bool)
    /// Whether something follows (or comes before) here, which is not part of the match.
    case look(PatternNode, Direction, isNegated: Bool)

    enum Direction: Sendable {
        case ahead
        case behind
    }
}

extension PatternNode {
    /// What matches the same texts, read from their ends.
    var reversed: PatternNode {
        switch self {
        case .set, .start, .end, .wordBoundary, .look: self
        case .sequence(let parts): .sequence(parts.reversed().map(\.reversed))
        case .choice(let parts): .choice(parts.map(\.reversed))
        case .repetition(let part, let least, let most): .repetition(part.reversed, least: least, most: most)
        }
    }
}
