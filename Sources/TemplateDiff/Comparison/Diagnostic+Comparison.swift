internal import BorealisDiagnostics

extension Diagnostic {
    /// - Parameter value: nil for a secret.
    static func keptValue(_ value: String?, of parameter: String, at place: Place?) -> Diagnostic {
        Diagnostic(
            .known(.changedElement),
            severity: .note,
            at: place,
            "the deployed stack keeps its value of the parameter \(parameter), whatever the new default is",
            got: value.map { $0.isEmpty ? "an empty text" : $0 },
            fix: "deploy with a value of \(parameter), if the new default is meant"
        )
    }

    static func removedDefault(of parameter: String, at place: Place?) -> Diagnostic {
        Diagnostic(
            .known(.changedElement),
            severity: .note,
            at: place,
            "the parameter \(parameter) has no default any more: a new stack needs a value, and one that is there keeps its own"
        )
    }

    static func missingValue(of parameter: String, at place: Place?) -> Diagnostic {
        Diagnostic(
            .known(.changedElement),
            severity: .note,
            at: place,
            "the new parameter \(parameter) has no default",
            fix: "deploy with a value of \(parameter)"
        )
    }
}
