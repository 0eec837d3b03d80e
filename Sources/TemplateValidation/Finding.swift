package import BorealisDiagnostics

/// What a rule finds in a template, before anybody says where that stands: in a text, or in Swift.
package struct Finding: Hashable, Sendable {
    package let code: CataloguedCode
    /// The keys and indices from the top: `Resources`, `Cluster`, `Properties`, `Engine`.
    package let path: [String]
    /// Whether it is about the last key of the path and not about its value.
    package let isAboutKey: Bool
    package let problem: String
    package let got: String?
    package let expected: String?
    package let fix: String

    init(
        _ code: CataloguedCode,
        at path: TemplateLocation,
        isAboutKey: Bool = false,
        _ problem: String,
        got: String? = nil,
        expected: String? = nil,
        fix: String
    ) {
        self.code = code
        self.path = path.components
        self.isAboutKey = isAboutKey
        self.problem = problem
        self.got = got
        self.expected = expected
        self.fix = fix
    }

    package func diagnostic(at place: Place?) -> Diagnostic {
        Diagnostic(.known(code), at: place, problem, got: got, expected: expected, fix: fix)
    }

    /// What is said of a finding that the author of the stack lets pass.
    package func waived(reason: String, at place: Place?) -> Diagnostic {
        Diagnostic(.known(code), severity: .note, at: place, "\(problem); allowed: \(reason)", got: got)
    }
}
