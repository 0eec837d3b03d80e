internal import OrderedCollections
internal import TemplateModel

/// Finds what protects data less than before: a resource's properties, and the policies of what goes.
///
/// Both sides are compared in each case that the deploy may find, so that a choice that both make says nothing.
struct WeakenedProtection {
    let before: TemplateNode
    let after: TemplateNode
    let sides: TemplateSides
    /// The paths of properties whose value only the deploy knows, as they come from a resource that changes.
    let uncertain: [[String]]

    init(_ change: ResourceChange, before: TemplateNode, after: TemplateNode, _ sides: TemplateSides) {
        (self.before, self.after, self.sides) = (before, after, sides)
        uncertain = change.properties.filter(\.comesFromResource).map(\.path)
    }

    /// A line for each property that protects less.
    func properties() -> [String] {
        guard let type = after.child("Type")?.passedText, before.child("Type") == after.child("Type") else {
            return []
        }
        return Protection.all(of: type).flatMap(lines)
    }

    /// A line for each policy that keeps less.
    func retention() -> [String] {
        [Retention.Attribute.deletionPolicy, .updateReplacePolicy].compactMap { attribute in
            let values = RetentionPair(attribute, before, after, sides)
            guard let change = values.weakening else { return nil }
            return "\(attribute.rawValue) \(change.isSure ? "goes" : "may go") from \(change.old) to \(change.new)"
        }
    }

    private func lines(for rule: Protection) -> [String] {
        guard let name = rule.path.first else { return [] }
        let (old, new) = (before.child("Properties")?.child(name), after.child("Properties")?.child(name))
        if old == nil, new == nil { return [] }
        let path = rule.path[...].dropFirst()
        let written = Self.pairs(old, new, at: path)
        guard let cases = sides.cases(of: old, new) else { return written.compactMap { line(for: rule, [$0], $0) } }
        let all = cases.map { Self.pairs($0.old, $0.new, at: path) }
        return (0..<(all.map(\.count).max() ?? 0)).compactMap { index in
            let pairs = all.compactMap { $0.indices.contains(index) ? $0[index] : nil }
            return line(for: rule, pairs, written.indices.contains(index) ? written[index] : nil)
        }
    }

    /// - Parameters:
    ///   - pairs: the values in each case.
    ///   - written: the values as the templates have them.
    private func line(for rule: Protection, _ pairs: [ValuePair], _ written: ValuePair?) -> String? {
        let weakened = pairs.filter { isWeakened($0, by: rule) }
        guard let first = weakened.first else { return nil }
        let isSure = pairs.allSatisfy { rule.strength(of: $0.new).highest < rule.strength(of: $0.old).lowest }
        let shown = written.flatMap { $0.old == $0.new ? nil : $0 } ?? first
        let path = rule.path.filter { $0 != "*" }.joined(separator: ".")
        let change = "\(isSure ? "goes" : "may go") from \(shown.old.described) to \(shown.new.described)"
        return "\(path) \(change): \(rule.loss)"
    }

    private func isWeakened(_ pair: ValuePair, by rule: Protection) -> Bool {
        let (was, will) = (rule.strength(of: pair.old), rule.strength(of: pair.new))
        if let old = pair.old, let new = pair.new, !was.isKnown, !will.isKnown {
            let path = ["Properties"] + rule.path.filter { $0 != "*" }
            return !sides.areSame(old, new) || uncertain.contains { path.starts(with: $0) || $0.starts(with: path) }
        }
        return will.isWeaker(than: was)
    }

    typealias ValuePair = (old: TemplateNode?, new: TemplateNode?)

    /// The two values at a path; a star stands for the items of a list, which are told apart by their region.
    private static func pairs(
        _ old: TemplateNode?,
        _ new: TemplateNode?,
        at path: ArraySlice<String>
    ) -> [ValuePair] {
        guard let key = path.first else { return [(old, new)] }
        guard key == "*" else { return pairs(old.inside(key), new.inside(key), at: path.dropFirst()) }
        return (old?.members ?? []).flatMap { item -> [ValuePair] in
            let other = new?.members.first { $0.child("Region") == item.child("Region") }
            return other.map { pairs(item, $0, at: path.dropFirst()) } ?? []
        }
    }
}

extension TemplateNode? {
    fileprivate var described: String {
        map { $0.isAbsence ? "nothing" : $0.shortText } ?? "nothing"
    }

    /// The value of a key; of a function nobody knows what is inside.
    fileprivate func inside(_ key: String) -> TemplateNode? {
        self?.call == nil ? self?.child(key) : self
    }
}

extension PropertyChange {
    fileprivate var comesFromResource: Bool {
        if case .indirect(.resource) = kind { true } else { false }
    }
}
