internal import OrderedCollections
internal import TemplateModel

/// Finds what protects data less than before: a resource's properties, and the policies of what goes.
struct WeakenedProtection {
    let before: TemplateNode
    let after: TemplateNode
    let parameters: ParameterValues

    /// A line for each property that protects less.
    func properties() -> [String] {
        guard let type = after.child("Type")?.passedText, before.child("Type") == after.child("Type") else {
            return []
        }
        let (old, new) = (before.child("Properties"), after.child("Properties"))
        return Protection.all(of: type).flatMap { rule in
            pairs(old, new, at: rule.path[...]).compactMap { line(for: rule, $0, $1) }
        }
    }

    /// A line for each policy that keeps less.
    func retention() -> [String] {
        let (old, new) = (parameters.values(isAfter: false), parameters.values(isAfter: true))
        let policies = [
            (Retention.ofRemoval(before, parameters: old), Retention.ofRemoval(after, parameters: new)),
            (Retention.ofReplacement(before, parameters: old), Retention.ofReplacement(after, parameters: new)),
        ]
        return policies.filter { $1.policy.strength < $0.policy.strength }.map { old, new in
            "\(new.attribute.rawValue) goes from \(old.text) to \(new.text)"
        }
    }

    private func line(for rule: Protection, _ old: TemplateNode?, _ new: TemplateNode?) -> String? {
        let was = rule.strength(of: old, parameters: parameters.values(isAfter: false))
        let will = rule.strength(of: new, parameters: parameters.values(isAfter: true))
        guard will.isWeaker(than: was) else { return nil }
        let isSure = will.highest < was.lowest
        let path = rule.path.filter { $0 != "*" }.joined(separator: ".")
        return "\(path) \(isSure ? "goes" : "may go") from \(old.described) to \(new.described): \(rule.loss)"
    }

    /// The two values at a path; a star stands for the items of a list, which are told apart by their region.
    private func pairs(
        _ old: TemplateNode?,
        _ new: TemplateNode?,
        at path: ArraySlice<String>
    ) -> [(TemplateNode?, TemplateNode?)] {
        guard let key = path.first else { return [(old, new)] }
        guard key == "*" else { return pairs(old?.child(key), new?.child(key), at: path.dropFirst()) }
        return (old?.members ?? []).flatMap { item -> [(TemplateNode?, TemplateNode?)] in
            let other = new?.members.first { $0.child("Region") == item.child("Region") }
            return other.map { pairs(item, $0, at: path.dropFirst()) } ?? []
        }
    }
}

extension TemplateNode? {
    fileprivate var described: String {
        map { $0.isAbsence ? "nothing" : $0.shortText } ?? "nothing"
    }
}

extension ParameterValues {
    func values(isAfter: Bool) -> (String) -> TemplateNode? {
        { value(of: $0, isAfter: isAfter) }
    }
}
