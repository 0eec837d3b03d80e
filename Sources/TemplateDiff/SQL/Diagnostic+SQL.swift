internal import BorealisDiagnostics

extension Diagnostic {
    static func databaseAhead(set: String, place: Place?) -> Diagnostic {
        Diagnostic(
            .known(.pendingScript),
            severity: .note,
            at: place,
            "the database has newer scripts than set \(set)",
            expected: "no script runs, and the state is AHEAD",
            fix: "nothing, where an older release is meant; otherwise add the scripts that are missing"
        )
    }

    /// A new script that comes before one that was applied.
    static func lateScript(_ name: String, place: Place?) -> Diagnostic {
        Diagnostic(
            .known(.editedHistory),
            at: place,
            "a new script comes before scripts that are applied",
            got: name,
            expected: "a version above theirs",
            fix: "give the script a higher version"
        )
    }

    static func reusedVersion(_ name: String, of removed: String, place: Place?) -> Diagnostic {
        Diagnostic(
            .known(.editedHistory),
            at: place,
            "a new script has the version of one that was applied and removed",
            got: "\(name), for \(removed)",
            expected: "a version that no database has",
            fix: "give the script a higher version"
        )
    }

    static func earlyContraction(_ name: String, before other: String, place: Place?) -> Diagnostic {
        Diagnostic(
            .known(.editedHistory),
            at: place,
            "a script that contracts comes before one that expands, and both will run",
            got: "\(name) before \(other)",
            expected: "what contracts last",
            fix: "deploy a release first that ends with \(name), or give that a higher version"
        )
    }
}
