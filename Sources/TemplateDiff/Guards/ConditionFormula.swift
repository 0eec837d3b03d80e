internal import TemplateModel

/// What a condition of a template says, down to the comparisons that only the deploy can make.
indirect enum ConditionFormula: Hashable {
    case always(Bool)
    case comparison(Comparison)
    case not(ConditionFormula)
    case and([ConditionFormula])
    case or([ConditionFormula])

    /// What `Fn::Equals` compares, in one order; equal on both sides of a difference where it means the same.
    struct Comparison: Hashable {
        let left: TemplateNode
        let right: TemplateNode

        init(_ one: TemplateNode, _ other: TemplateNode) {
            (left, right) = one.line < other.line ? (one, other) : (other, one)
        }

        /// Whether one value would have to be two literals.
        func excludes(_ other: Comparison) -> Bool {
            let pairs = [
                (left, right, other.left, other.right), (left, right, other.right, other.left),
                (right, left, other.left, other.right), (right, left, other.right, other.left),
            ]
            return pairs.contains { $0 == $2 && $1.plainText != nil && $3.plainText != nil && $1 != $3 }
        }
    }

    var comparisons: Set<Comparison> {
        switch self {
        case .always: []
        case .comparison(let comparison): [comparison]
        case .not(let part): part.comparisons
        case .and(let parts), .or(let parts): Set(parts.flatMap(\.comparisons))
        }
    }

    /// - Parameter equal: the comparisons that hold.
    func holds(where equal: Set<Comparison>) -> Bool {
        switch self {
        case .always(let holds): holds
        case .comparison(let comparison): equal.contains(comparison)
        case .not(let part): !part.holds(where: equal)
        case .and(let parts): parts.allSatisfy { $0.holds(where: equal) }
        case .or(let parts): parts.contains { $0.holds(where: equal) }
        }
    }
}

extension Set<ConditionFormula.Comparison> {
    /// Every choice of those that may hold together; nil where there are too many.
    var choices: [Set<ConditionFormula.Comparison>]? {
        guard count <= 10 else { return nil }
        var choices: [Set<ConditionFormula.Comparison>] = [[]]
        for comparison in self {
            let more = choices.filter { !$0.contains { $0.excludes(comparison) } }
            choices += more.map { $0.union([comparison]) }
        }
        return choices
    }
}
