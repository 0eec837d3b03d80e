package import BorealisDiagnostics

/// What a rule finds in a template, before anybody says where that stands: in a text, or in Swift.
package struct Finding: Hashable, Sendable {
    /// Another place that takes part, and what stands there.
    package struct Trace: Hashable, Sendable {
        package let text: String
        package let path: [String]

        init(_ text: String, at location: TemplateLocation) {
            self.text = text
            path = location.components
        }
    }

    package let code: CataloguedCode
    /// How much the rule thinks that it matters.
    package let severity: Diagnostic.Severity
    /// The keys and indices from the top: `Resources`, `Cluster`, `Properties`, `Engine`.
    package let path: [String]
    /// Whether it is about the last key of the path and not about its value.
    package let isAboutKey: Bool
    package let problem: String
    package let got: String?
    package let expected: String?
    package let fix: String
    package let trace: [Trace]

    init(
        _ code: CataloguedCode,
        severity: Diagnostic.Severity = .error,
        at path: TemplateLocation,
        isAboutKey: Bool = false,
        _ problem: String,
        got: String? = nil,
        expected: String? = nil,
        fix: String,
        trace: [Trace] = []
    ) {
        self.code = code
        self.severity = severity
        self.path = path.components
        self.isAboutKey = isAboutKey
        self.problem = problem
        self.got = got
        self.expected = expected
        self.fix = fix
        self.trace = trace
    }

    /// - Parameter tracePlace: where the other places are, by their paths.
    package func diagnostic(
        severity: Diagnostic.Severity? = nil,
        at place: Place?,
        tracePlace: ([String]) -> Place? = { _ in nil }
    ) -> Diagnostic {
        Diagnostic(
            .known(code),
            severity: severity ?? self.severity,
            at: place,
            problem,
            got: got,
            expected: expected,
            fix: fix,
            trace: trace.map { Diagnostic.Trace($0.text, at: tracePlace($0.path)) }
        )
    }

    /// What is said of a finding that the author of the stack lets pass.
    package func waived(reason: String, at place: Place?) -> Diagnostic {
        Diagnostic(.known(code), severity: .note, at: place, "\(problem); allowed: \(reason)", got: got)
    }
}
