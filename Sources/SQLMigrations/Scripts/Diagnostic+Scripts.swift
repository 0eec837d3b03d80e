internal import BorealisDiagnostics

/// The words for what is wrong with scripts.
extension Diagnostic {
    static func invalidText(_ invalid: ScriptText.InvalidByte, file: String) -> Diagnostic {
        Diagnostic(
            .known(.invalidText),
            at: Place(file: file, line: invalid.line, column: invalid.column),
            "the script is not UTF-8",
            got: "byte 0x\(String(invalid.byte, radix: 16, uppercase: true))",
            expected: "UTF-8, with or without a byte order mark",
            fix: "save the file as UTF-8"
        )
    }

    static func unversionedScript(_ name: String, place: Place) -> Diagnostic {
        Diagnostic(
            .known(.unversionedScript),
            at: place,
            "the name of the script has no version that could order it",
            got: name,
            expected: "V<version>__<name>.sql, <version>_<name>.sql or v<version>.sql",
            fix: "name it \(ScriptName.suggestion(for: name))"
        )
    }

    static func duplicateVersion(_ second: MigrationScript, of first: MigrationScript, place: Place) -> Diagnostic {
        Diagnostic(
            .known(.duplicateVersion),
            at: place,
            "two scripts have the same version",
            got: "\(second.version.text) for \(first.name) and \(second.name)",
            expected: "one script for each version",
            fix: "give the newer one a version that no script has"
        )
    }
}
