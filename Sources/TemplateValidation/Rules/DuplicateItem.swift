internal import BorealisDiagnostics
internal import OrderedCollections
internal import ResourceSchema
internal import TemplateModel

/// A list whose items must differ has one twice, or two that differ in less than they must.
enum DuplicateItem {
    static func findings(
        of items: [TemplateNode],
        _ constraints: ResourceTypeSchema.Constraints,
        at location: TemplateLocation
    ) -> [Finding] {
        let keys = constraints.uniqueKeys
        guard constraints.isUnique || !keys.isEmpty else { return [] }
        var seen: Set<TemplateNode> = []
        return items.enumerated().compactMap { index, item in
            guard !item.isNoValue, let identity = constraints.isUnique ? item : item.values(of: keys),
                !seen.insert(identity).inserted
            else { return nil }
            return Finding(
                .duplicateItem,
                at: location.appending(index),
                "\(location.name) has an item twice",
                got: identity.shownItem(at: location),
                expected: keys.isEmpty ? "items that differ" : "items that differ in \(keys.joined(separator: ", "))",
                fix: "take it out"
            )
        }
    }
}

extension TemplateNode {
    /// Nil where one of them isn't there, or only a deploy knows it.
    fileprivate func values(of keys: [String]) -> TemplateNode? {
        let values = keys.compactMap { entries?[$0] }
        return values.count == keys.count && values.allSatisfy { $0.call == nil } ? .list(values) : nil
    }

    fileprivate func shownItem(at location: TemplateLocation) -> String {
        guard case .list(let values) = self else { return shown(at: location) }
        return values.map { $0.shown(at: location) }.joined(separator: ", ")
    }
}
