internal import BorealisDiagnostics

/// The words for what can't be written as one script.
extension Diagnostic {
    /// - Parameter nearest: a version that some script has; nil where there is none.
    static func unknownVersion(
        _ version: ScriptVersion,
        last: ScriptVersion?,
        nearest: ScriptVersion?,
        folder: String
    ) -> Diagnostic {
        Diagnostic(
            .known(.unknownVersion),
            at: Place(file: folder),
            "no script has this version",
            got: version.text,
            expected: last.map { "a version that a script has; the last is \($0.text)" } ?? "scripts with versions",
            fix: nearest.map { "say \($0.text)" } ?? "write a script"
        )
    }

    static func emptyRange(from lower: ScriptVersion, to upper: ScriptVersion) -> Diagnostic {
        Diagnostic(
            .known(.emptyRange),
            at: nil,
            "no script is in the range: it ends where it begins, or before",
            got: "\(lower.text)..\(upper.text)",
            expected: "FROM..TO with a FROM below TO; FROM itself is left out",
            fix: upper == lower ? "say \(upper.text) for this script alone" : "say \(upper.text)..\(lower.text)"
        )
    }

    static func missingUndo(_ names: [String], folder: String) -> Diagnostic {
        Diagnostic(
            .known(.missingUndo),
            at: names.first.map { Place(file: "\(folder)/\($0)") },
            "the script has nothing that undoes it",
            got: names.joined(separator: ", "),
            expected: "a script that undoes each: U7__orders.sql for V7__orders.sql",
            fix: "write it, or leave the script out of the range"
        )
    }
}
