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

    static func unsupportedScript(_ name: String, kind: String, place: Place) -> Diagnostic {
        Diagnostic(
            .known(.unsupportedScript),
            at: place,
            "\(kind) scripts are not applied yet",
            got: name,
            expected: "scripts that are run once, in the order of their versions",
            fix: "move it out of the folder"
        )
    }

    static func markedScript(_ marker: String, place: Place) -> Diagnostic {
        Diagnostic(
            .known(.unsupportedScript),
            at: place,
            "scripts with a part that undoes them are not applied yet: all of it would be run",
            got: marker,
            expected: "a script all of which is to be run",
            fix: "leave out the markers and what follows the one for down"
        )
    }

    static func longScriptName(_ name: String, place: Place) -> Diagnostic {
        Diagnostic(
            .known(.longScriptName),
            at: place,
            "the name of the script is longer than the history can keep",
            got: "\(name.unicodeScalars.count) characters",
            expected: "a version of at most 64, a description of at most 200, a path of at most 500",
            fix: "shorten it"
        )
    }

    static func emptyScript(place: Place) -> Diagnostic {
        Diagnostic(
            .known(.emptyScript),
            at: place,
            "the script has no statement",
            fix: "write it, or remove the file"
        )
    }

    static func duplicateVersion(_ second: MigrationScript, of first: MigrationScript, place: Place) -> Diagnostic {
        Diagnostic(
            .known(.duplicateVersion),
            at: place,
            "two scripts have the same version",
            got: "\(second.version?.text ?? "") for \(first.name) and \(second.name)",
            expected: "one script for each version",
            fix: "give the newer one a version that no script has"
        )
    }
}
