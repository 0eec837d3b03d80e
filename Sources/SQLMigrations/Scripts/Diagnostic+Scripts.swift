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

    /// A file whose name fits no pattern.
    static func strayScript(_ name: String, place: Place) -> Diagnostic {
        if ScriptName.isCallback(name) {
            return Diagnostic(
                .known(.unsupportedScript),
                at: place,
                "what Flyway calls before or after migrations is not run",
                got: name,
                expected: "versioned, repeatable, undo and baseline scripts",
                fix: "move it out of the folder; what shall run when it changes is a script such as R__views.sql"
            )
        }
        let isDump = ScriptName.isSchemaDump(name)
        return Diagnostic(
            .known(.unversionedScript),
            at: place,
            "the name of the script has no version that could order it",
            got: name,
            expected: "V<version>__<name>.sql, <version>_<name>.sql or v<version>.sql; R__<name>.sql, "
                + "U<version>__<name>.sql, B<version>__<name>.sql or <script>.down.sql",
            fix: isDump
                ? "keep what is written down of the schema in another folder"
                : "name it \(ScriptName.suggestion(for: name))"
        )
    }

    static func goMigration(_ name: String, place: Place) -> Diagnostic {
        Diagnostic(
            .known(.unsupportedScript),
            at: place,
            "a migration in Go is not run, and the scripts after it may need it",
            got: name,
            expected: "migrations in SQL",
            fix: "write it in SQL, or move it out of the folder"
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
            expected: "at least one",
            fix: "write it, or remove the file"
        )
    }

    static func duplicateVersion(
        _ version: ScriptVersion,
        of second: String,
        and first: String,
        place: Place
    ) -> Diagnostic {
        Diagnostic(
            .known(.duplicateVersion),
            at: place,
            "two scripts have the same version",
            got: "\(version.text) for \(first) and \(second)",
            expected: "one script for each version",
            fix: "give the newer one a version that no script has"
        )
    }

    static func duplicateRepeatable(_ second: String, and first: String, place: Place) -> Diagnostic {
        Diagnostic(
            .known(.duplicateRepeatable),
            at: place,
            "two repeatable scripts have the same name",
            got: "\(first) and \(second)",
            expected: "one script for each name: it is their order",
            fix: "rename one of them, or make them one"
        )
    }

    static func undoWithoutScript(
        _ name: String,
        version: ScriptVersion,
        among scripts: [String],
        place: Place
    ) -> Diagnostic {
        Diagnostic(
            .known(.undoWithoutScript),
            at: place,
            "there is no script that this one undoes",
            got: name,
            expected: "a script of version \(version.text)",
            fix: NearestName.of(name, among: scripts).map { "give it the version of \($0), or remove it" }
                ?? "give it the version of the script that it undoes, or remove it"
        )
    }

    static func duplicateUndo(_ second: String, and first: String, version: ScriptVersion, place: Place) -> Diagnostic {
        Diagnostic(
            .known(.duplicateUndo),
            at: place,
            "version \(version.text) is undone twice",
            got: "\(first) and \(second)",
            expected: "one script, or one part of a script, that undoes it",
            fix: "remove one of them"
        )
    }

    static func undoWithoutVersion(place: Place) -> Diagnostic {
        Diagnostic(
            .known(.undoWithoutScript),
            at: place,
            "the script has a part that undoes it, and is of a kind that isn't undone",
            expected: "such a part in a versioned script only",
            fix: "remove what follows the mark for down"
        )
    }

    static func wrongMarker(_ marker: SectionMarker, expected: String, file: String) -> Diagnostic {
        Diagnostic(
            .known(.wrongMarker),
            at: marker.place(in: file),
            "the mark of a part of the script is in the wrong place",
            got: marker.words,
            expected: expected,
            fix: "move or remove it"
        )
    }

    static func unknownMarker(_ words: String, at position: ScriptText.Position, file: String) -> Diagnostic {
        let known = [
            "migrate:up", "migrate:down", "migrate:up transaction:false", "+goose Up", "+goose Down",
            "+goose NO TRANSACTION", "+goose StatementBegin", "+goose StatementEnd",
        ]
        return Diagnostic(
            .known(.wrongMarker),
            at: Place(file: file, line: position.line, column: position.column),
            "neither dbmate nor goose has such a mark",
            got: words,
            expected: known.joined(separator: ", "),
            fix: NearestName.of(words, among: known).map { "write -- \($0)" } ?? "remove it"
        )
    }

    static func statementBeforeMarker(_ statement: SQLStatement, file: String) -> Diagnostic {
        Diagnostic(
            .known(.wrongMarker),
            at: Place(file: file, line: statement.line, column: statement.column),
            "a statement is before the first part of the script, where it is never run",
            expected: "comments only",
            fix: "move it below the mark"
        )
    }

    static func environmentSubstitution(_ marker: SectionMarker, file: String) -> Diagnostic {
        Diagnostic(
            .known(.environmentSubstitution),
            at: marker.place(in: file),
            "a script doesn't take values from the environment of whoever runs synth",
            got: marker.words,
            expected: "placeholders, with values that the migration gives",
            fix: "remove the mark, and give the migration placeholders: [\"name\": …]"
        )
    }
}

extension SectionMarker {
    fileprivate func place(in file: String) -> Place {
        Place(file: file, line: position.line, column: position.column)
    }
}
