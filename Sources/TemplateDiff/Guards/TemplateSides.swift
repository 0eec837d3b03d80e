internal import TemplateModel

/// What is known of the values of two templates, in every case that the deploy may find.
struct TemplateSides {
    let before: SideValues
    let after: SideValues

    init(before: ComparedTemplate, after: ComparedTemplate) {
        self.before = SideValues(before.template, deployed: before.parameters, other: after.template)
        self.after = SideValues(after.template, deployed: before.parameters, other: before.template)
    }

    /// What becomes of something because of the conditions that it had and has.
    enum Outcome: Hashable {
        /// It stays, or wasn't there.
        case stays
        case mayGo
        case goes
    }

    /// - Parameter isThere: whether the deployed stack has it, where that is known.
    func outcome(from old: TemplateNode?, to new: TemplateNode?, isThere: Bool?) -> Outcome {
        if isThere == false { return .stays }
        let condition = before.formula(ofCondition: old?.child("Condition")?.plainText)
        let will = after.formula(ofCondition: new?.child("Condition")?.plainText)
        guard let every = condition.comparisons.union(will.comparisons).choices else { return .mayGo }
        let fitting = every.filter { isThere == nil || condition.holds(where: $0) }
        // A value that somebody has changed by hand since.
        let isContradicted = fitting.isEmpty
        let (was, choices) = isContradicted ? (.always(true), every) : (condition, fitting)
        let there = choices.filter { was.holds(where: $0) }
        let kept = there.filter { will.holds(where: $0) }
        if kept.count == there.count { return .stays }
        return kept.isEmpty && there.count == choices.count ? .goes : .mayGo
    }

    /// A value on both sides in each case that there may be; nil where there are too many.
    func cases(of old: TemplateNode?, _ new: TemplateNode?) -> [(old: TemplateNode?, new: TemplateNode?)]? {
        let comparisons = before.comparisons(in: old).union(after.comparisons(in: new))
        return comparisons.choices?.map { (before.resolved(old, where: $0), after.resolved(new, where: $0)) }
    }

    /// What isn't known on either side, and gives the same on both.
    func areSame(_ old: TemplateNode, _ new: TemplateNode) -> Bool {
        before.meaning(of: old) == after.meaning(of: new)
    }
}
