internal import BorealisDiagnostics
internal import TemplateModel

/// Resources, or conditions, depend on each other in a circle.
enum CircularDependency {
    static func finding(of circle: Circles.Circle, _ kind: String) -> Finding {
        Finding(
            .circularDependency,
            at: circle.location,
            "\(kind) depend on each other in a circle",
            got: circle.text,
            expected: kind == "resources" ? "an order to create them in" : "an order to evaluate them in",
            fix: "remove one of these references",
            trace: circle.trace
        )
    }
}
