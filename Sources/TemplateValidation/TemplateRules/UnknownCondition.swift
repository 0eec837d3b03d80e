internal import BorealisDiagnostics
internal import OrderedCollections
internal import TemplateModel

/// `Fn::If`, or `Condition` of a resource, an output or another condition, names a condition that isn't there.
enum UnknownCondition {
    static func findings(in facts: TemplateFacts) -> [Finding] {
        guard !facts.hasMoreNames else { return [] }
        let conditions = facts.template.conditions
        var nearest = NearestNames(among: conditions.keys)
        return facts.uses.compactMap { use in
            guard use.kind == .condition, conditions[use.target] == nil, !facts.mayBeMade(use.target) else {
                return nil
            }
            let name = nearest.nearest(to: use.target)
            return Finding(
                .unknownCondition,
                at: use.location,
                "\(use.owner) depends on a condition that the template doesn't have",
                got: use.target,
                expected: name ?? "a condition of the section Conditions",
                fix: name.map { "write \($0)" } ?? "add the condition"
            )
        }
    }
}
