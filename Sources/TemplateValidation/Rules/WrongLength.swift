internal import BorealisDiagnostics
internal import ResourceSchema

/// A text is shorter or longer than the schema allows.
enum WrongLength {
    static func findings(of value: ScalarValue) -> [Finding] {
        guard value.kind == .string, let text = value.text else { return [] }
        // The registry counts as JSON Schema does: code points.
        let count = text.unicodeScalars.count
        guard !value.constraints.length.contains(Double(count)) else { return [] }
        return [
            Finding(
                .wrongLength,
                at: value.location,
                "\(value.location.name) is a text of a length that is not allowed",
                got: "\(count) characters",
                expected: value.constraints.length.text(unit: "characters"),
                fix: "make it \(value.constraints.length.isBelow(Double(count)) ? "longer" : "shorter")"
            )
        ]
    }
}

extension ResourceTypeSchema.Bounds {
    func contains(_ value: Double) -> Bool {
        !isBelow(value) && !(upper.flatMap { Double($0) }.map { value > $0 } ?? false)
    }

    /// Whether a value is less than the lower bound.
    func isBelow(_ value: Double) -> Bool {
        lower.flatMap { Double($0) }.map { value < $0 } ?? false
    }

    /// `1...35 items`, `at least 2 items`.
    func text(unit: String) -> String {
        let unit = unit.isEmpty ? "" : " " + unit
        return switch (lower, upper) {
        case (let lower?, let upper?): lower == upper ? lower + unit : "\(lower)...\(upper)\(unit)"
        case (let lower?, nil): "at least \(lower)\(unit)"
        case (nil, let upper?): "at most \(upper)\(unit)"
        case (nil, nil): ""
        }
    }

    /// The bound that is nearest to a value outside.
    func nearest(to value: Double) -> String {
        (isBelow(value) ? lower : upper) ?? ""
    }
}
