internal import BorealisDiagnostics
internal import ResourceSchema

/// A value is not among those that the schema enumerates.
enum UnknownValue {
    static func findings(of value: ScalarValue) -> [Finding] {
        let allowed = value.constraints.enumeration
        guard !allowed.isEmpty, let text = value.text, !isAmong(allowed, text, value.constraints) else { return [] }
        let nearest = NearestName.of(text, among: allowed)
        return [
            Finding(
                .unknownValue,
                at: value.location,
                "\(value.location.name) has a value that is not among those allowed",
                got: value.node.shown(at: value.location),
                expected: listed(allowed),
                fix: nearest.map { "write \($0)" } ?? "choose one of them"
            )
        ]
    }

    private static func isAmong(
        _ allowed: [String],
        _ text: String,
        _ constraints: ResourceTypeSchema.Constraints
    ) -> Bool {
        if allowed.contains(text) { return true }
        let lowercased = text.lowercased()
        return constraints.ignoresCase && allowed.contains { $0.lowercased() == lowercased }
    }

    /// All of a few; of many the first, as the type's documentation has the rest.
    private static func listed(_ allowed: [String]) -> String {
        let shown = allowed.prefix(12).joined(separator: ", ")
        return allowed.count > 12 ? "\(shown) and \(allowed.count - 12) more" : shown
    }
}
