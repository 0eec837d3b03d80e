internal import BorealisDiagnostics

/// A function has a runtime that Lambda has deprecated.
enum DeprecatedRuntime {
    static func findings(in facts: TemplateFacts) -> [Finding] {
        facts.resources(of: "AWS::Lambda::Function").flatMap { function in
            function.values(of: "Runtime").compactMap { value in
                guard let name = value.node.scalarText, let runtime = LambdaRuntime.deprecated[name] else { return nil }
                return Finding(
                    .deprecatedRuntime,
                    severity: runtime.isBlocked ? .error : .warning,
                    at: value.location,
                    runtime.isBlocked
                        ? "\(function.id) has a runtime that Lambda makes no new function with"
                        : "\(function.id) has a runtime that is deprecated since \(runtime.deprecated)",
                    got: name,
                    expected: runtime.successor,
                    fix: "move to \(runtime.successor)"
                )
            }
        }
    }
}
