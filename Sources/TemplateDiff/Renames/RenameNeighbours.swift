internal import OrderedCollections
internal import TemplateModel

/// What tells resources apart that are the same: who refers to them, and what they are called.
struct RenameNeighbours {
    /// Where the others of the template name a resource: an element and its property.
    private struct Use: Hashable {
        let owner: String
        let property: String
    }

    private var before: [String: Set<Use>] = [:]
    private var after: [String: Set<Use>] = [:]

    /// - Parameters:
    ///   - lost: the resources that only the first template has.
    ///   - found: those that only the second has.
    init(before: Template, after: Template, lost: [String: TemplateNode], found: [String: TemplateNode]) {
        guard !lost.isEmpty, !found.isEmpty else { return }
        self.before = Self.uses(in: before, of: lost)
        self.after = Self.uses(in: after, of: found)
    }

    /// All pairs, the likeliest first; in the order of the templates where nothing tells them apart.
    func inOrderOfLikeness(_ old: [String], _ new: [String]) -> [(String, String)] {
        if old.count == 1, new.count == 1 { return [(old[0], new[0])] }
        let pairs = old.enumerated().flatMap { row, old in
            new.enumerated().map { column, new in
                (old, new, order: (-sharedUses(old, new), -Self.likeness(old, new), row, column))
            }
        }
        return pairs.sorted { $0.order < $1.order }.map { ($0.0, $0.1) }
    }

    private func sharedUses(_ old: String, _ new: String) -> Int {
        guard let before = before[old], let after = after[new] else { return 0 }
        return before.intersection(after).count
    }

    /// How many characters two names begin and end with alike.
    static func likeness(_ one: String, _ other: String) -> Int {
        let shorter = min(one.utf8.count, other.utf8.count)
        let start = zip(one.utf8, other.utf8).prefix { $0 == $1 }.count
        let end = zip(one.utf8.reversed(), other.utf8.reversed()).prefix { $0 == $1 }.count
        return min(start + end, shorter)
    }

    private static func uses(in template: Template, of wanted: [String: TemplateNode]) -> [String: Set<Use>] {
        var uses: [String: Set<Use>] = [:]
        let elements = template.resources.filter { wanted[$0.key] == nil }.map { ("Resources \($0)", $1) }
        for (owner, element) in elements + template.outputs.map({ ("Outputs \($0)", $1) }) {
            for (property, value) in element.parts {
                for name in value.referredNames where wanted[name] != nil {
                    uses[name, default: []].insert(Use(owner: owner, property: property))
                }
            }
        }
        return uses
    }
}

extension TemplateNode {
    /// The properties of a resource, and what else it or an output has, by name.
    fileprivate var parts: [(String, TemplateNode)] {
        guard case .map(let body) = self else { return [] }
        return body.flatMap { key, value -> [(String, TemplateNode)] in
            if key == "Properties", case .map(let properties) = value, value.call == nil {
                return properties.map { ("Properties \($0)", $1) }
            }
            // `DependsOn` counts only in the body of a resource.
            return [(key, .map([key: value]))]
        }
    }
}
