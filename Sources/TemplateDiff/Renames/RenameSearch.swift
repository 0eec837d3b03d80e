internal import OrderedCollections
internal import TemplateModel

/// Pairs the resources of two templates that are the same under other logical IDs.
///
/// 1. Resources of both sides that mean the same get the same class. What a resource refers to counts by its class, so
///    that a whole construct is found at once; a resource comes after those that it refers to.
/// 2. From the resources that nothing refers to, pairs are made class by class, and with each pair those that it refers
///    to. Where there is a choice, the pair comes first that others refer to in the same way, then the one with the
///    more similar names.
/// 3. A pair that isn't equal with the new names is given up, and so are those that rely on it.
struct RenameSearch {
    private let before: [String: TemplateNode]
    private let after: [String: TemplateNode]
    private let canonical: (TemplateNode) -> TemplateNode
    private var classes = ResourceClasses()
    private let neighbours: RenameNeighbours

    /// - Parameter canonical: one form of a resource for all that mean the same.
    init(from before: Template, to after: Template, canonical: @escaping (TemplateNode) -> TemplateNode) {
        self.before = before.resources(without: after)
        self.after = after.resources(without: before)
        self.canonical = canonical
        neighbours = RenameNeighbours(before: before, after: after, lost: self.before, found: self.after)
        guard !self.before.isEmpty, !self.after.isEmpty else { return }
        for id in before.resources.keys where self.before[id] != nil {
            classes.add(id, of: self.before, side: .before, canonical: canonical)
        }
        for id in after.resources.keys where self.after[id] != nil {
            classes.add(id, of: self.after, side: .after, canonical: canonical)
        }
    }

    /// The new logical ID of each old one.
    func names() -> [String: String] {
        var names = RenamePairs()
        // A class has a higher number than those that its resources refer to.
        for members in classes.members.reversed() where !members.before.isEmpty && !members.after.isEmpty {
            for (old, new) in neighbours.inOrderOfLikeness(members.before, members.after) where names.isFree(old, new) {
                var draft = names
                if pair(old, new, in: &draft) { names = draft }
            }
        }
        return verified(names.newNames)
    }

    /// - Returns: whether the two, and all that they refer to, can be each other's.
    private func pair(_ old: String, _ new: String, in draft: inout RenamePairs) -> Bool {
        if draft.newNames[old] == new { return true }
        guard draft.isFree(old, new), classes.areAlike(old, new) else { return false }
        draft.add(old, new)
        let (mine, others) = (classes.targets(of: old, side: .before), classes.targets(of: new, side: .after))
        guard mine.count == others.count else { return false }
        for (target, other) in zip(mine, others) where !pair(target, other, in: &draft) {
            return false
        }
        return true
    }

    private func verified(_ names: [String: String]) -> [String: String] {
        var names = names
        var forms: [String: TemplateNode] = [:]
        while true {
            let renaming = LogicalIDRenaming(names)
            let wrong = names.filter { old, new in
                guard let was = before[old], let node = after[new] else { return true }
                let form = forms[new] ?? canonical(node)
                forms[new] = form
                return canonical(renaming.renamed(was)) != form
            }
            guard !wrong.isEmpty else { return names }
            for old in wrong.keys { names[old] = nil }
        }
    }
}

/// Which resource is which, each once.
private struct RenamePairs {
    private(set) var newNames: [String: String] = [:]
    private var taken: Set<String> = []

    func isFree(_ old: String, _ new: String) -> Bool {
        newNames[old] == nil && !taken.contains(new)
    }

    mutating func add(_ old: String, _ new: String) {
        newNames[old] = new
        taken.insert(new)
    }
}

extension Template {
    /// The resources that another template has not.
    fileprivate func resources(without other: Template) -> [String: TemplateNode] {
        Dictionary(uniqueKeysWithValues: resources.filter { other.resources[$0.key] == nil }.map { ($0, $1) })
    }
}
