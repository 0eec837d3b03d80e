internal import BorealisDiagnostics
internal import ResourceSchema

/// A number is smaller or larger than the schema allows.
enum OutOfRange {
    static func findings(of value: ScalarValue) -> [Finding] {
        guard value.kind == .integer || value.kind == .number, let number = value.number,
            !value.constraints.range.contains(number)
        else { return [] }
        let nearest = value.constraints.range.nearest(to: number)
        return [
            Finding(
                .outOfRange,
                at: value.location,
                "\(value.location.name) is out of range",
                got: value.node.shown(at: value.location),
                expected: value.constraints.range.text(unit: ""),
                fix: "choose \(nearest)"
            )
        ]
    }
}
