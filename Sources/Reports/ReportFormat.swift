package import BorealisDiagnostics

/// The forms in which problems are told: to people, to programs and to code hosts.
package enum ReportFormat: String, CaseIterable, Sendable {
    /// A line or more for each problem.
    case human
    /// An array of objects.
    case json
    /// Commands of GitHub Actions, which shows each problem at its line of a pull request.
    case github
    /// SARIF 2.1.0, which code scanning reads.
    case sarif
}

/// Problems that are told in one of several forms, which all say the same.
package struct DiagnosticReport {
    /// What tells a problem from others, whatever line it is on, and where it is shown that has no place of its own.
    struct Identity {
        let key: String
        let fallback: Place?
    }

    let diagnostics: [Diagnostic]
    /// One for each of the diagnostics, or none at all.
    let identities: [Identity]
    let path: (String) -> String

    /// - Parameters:
    ///   - diagnostics: in the order in which they are told.
    ///   - path: how a file is named to the reader.
    package init(_ diagnostics: [Diagnostic], path: @escaping (String) -> String = { $0 }) {
        self.init(diagnostics, identities: [], path: path)
    }

    init(_ diagnostics: [Diagnostic], identities: [Identity], path: @escaping (String) -> String) {
        self.diagnostics = diagnostics
        self.identities = identities
        self.path = path
    }

    /// The whole text: empty, or with a newline at its end.
    package func text(as format: ReportFormat) -> String {
        switch format {
        case .human: humanText
        case .json: jsonText
        case .github: githubText
        case .sarif: sarifText
        }
    }

    private var humanText: String {
        let layout = DiagnosticText(path: path)
        return diagnostics.map { layout.text(of: $0) + "\n" }.joined()
    }
}
