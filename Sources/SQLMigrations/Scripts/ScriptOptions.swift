internal import BorealisDiagnostics

/// What a migration says of its scripts.
package struct ScriptOptions: Sendable {
    /// By the names that scripts have between `${` and `}`.
    package var placeholders: [String: PlaceholderValue] = [:]
    /// The environment that is deployed to; nil where it has no name.
    package var environment: String?

    /// How much the findings of the checks matter.
    package var checks = SQLChecks.standard

    package init(
        placeholders: [String: PlaceholderValue] = [:],
        environment: String? = nil,
        checks: SQLChecks = .standard
    ) {
        self.placeholders = placeholders
        self.environment = environment
        self.checks = checks
    }
}

extension ScriptOptions {
    /// What is wrong with the options themselves.
    ///
    /// - Parameter place: of the construct that has them.
    func problems(for engine: DatabaseEngine, place: Place?) -> [Diagnostic] {
        var problems = checks.problems
        for (name, value) in placeholders.sorted(by: { $0.key < $1.key }) {
            if !Placeholder.isName(name) {
                problems.append(.wrongPlaceholderName(name, place: place))
            } else if value.isSecret(as: name) {
                problems.append(.secretPlaceholder(name, place: place))
            } else if let expected = value.mismatch(for: engine) {
                problems.append(.wrongPlaceholderValue(value.text, of: name, expected: expected, place: place))
            }
        }
        if let environment, !EnvironmentName.isValid(environment) {
            problems.append(.wrongEnvironment(environment, place: place))
        }
        return problems
    }
}
