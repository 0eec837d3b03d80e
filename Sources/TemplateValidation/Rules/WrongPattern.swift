internal import BorealisDiagnostics
internal import ResourceSchema

/// A text doesn't match the pattern of the schema.
enum WrongPattern {
    static func findings(of value: ScalarValue, _ patterns: PatternLibrary) -> [Finding] {
        guard value.kind == .string, let text = value.text, let pattern = value.constraints.pattern,
            !patterns.isMatch(text, of: pattern)
        else { return [] }
        return [
            Finding(
                .wrongPattern,
                at: value.location,
                "\(value.location.name) doesn't have the form that it needs",
                got: value.node.shown(at: value.location),
                expected: "a text that matches \(pattern)",
                fix: "change it so that it matches"
            )
        ]
    }
}
