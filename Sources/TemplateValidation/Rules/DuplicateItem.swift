internal import BorealisDiagnostics
internal import ResourceSchema
internal import TemplateModel

/// A list whose items must differ has one twice.
enum DuplicateItem {
    static func findings(
        of items: [TemplateNode],
        _ constraints: ResourceTypeSchema.Constraints,
        at location: TemplateLocation
    ) -> [Finding] {
        guard constraints.isUnique else { return [] }
        var seen: Set<TemplateNode> = []
        return items.enumerated().filter { !seen.insert($0.element).inserted }.map { index, item in
            Finding(
                .duplicateItem,
                at: location.appending(index),
                "\(location.name) has an item twice",
                got: item.shown,
                expected: "items that differ",
                fix: "take it out"
            )
        }
    }
}
