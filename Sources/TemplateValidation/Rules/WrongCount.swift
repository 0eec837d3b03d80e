internal import BorealisDiagnostics
internal import ResourceSchema
internal import TemplateModel

/// A list has fewer or more items than the schema allows, or a map keys.
enum WrongCount {
    static func findings(
        of items: [TemplateNode],
        _ constraints: ResourceTypeSchema.Constraints,
        unit: String = "items",
        at location: TemplateLocation
    ) -> [Finding] {
        let certain = items.count { !$0.mayVanish }
        let bounds = constraints.items
        let isTooFew = bounds.isBelow(Double(items.count))
        let isTooMany = !bounds.contains(Double(certain)) && !bounds.isBelow(Double(certain))
        guard isTooFew || isTooMany else { return [] }
        return [
            Finding(
                .wrongCount,
                at: location,
                "\(location.name) has a number of \(unit) that is not allowed",
                got: String(isTooFew ? items.count : certain),
                expected: bounds.text(unit: unit),
                fix: isTooFew ? "add \(unit)" : "take \(unit) out"
            )
        ]
    }
}
