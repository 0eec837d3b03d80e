internal import BorealisDiagnostics

/// The words for what is wrong with placeholders and their values.
extension Diagnostic {
    static func unresolvedPlaceholder(_ name: String, known: [String], place: Place) -> Diagnostic {
        let fix =
            if let nearest = NearestName.of(name.trimmingBlanks.description, among: known) {
                "write ${\(nearest)}"
            } else if Placeholder.isName(name) {
                "give the migration a value for it, or write $${\(name)} for the text itself"
            } else {
                "give it a name of letters, digits and underscores, or write $${\(name)} for the text itself"
            }
        return Diagnostic(
            .known(.unresolvedPlaceholder),
            at: place,
            "the placeholder has no value",
            got: "${\(name)}",
            expected: known.isEmpty ? nil : known.map { "${\($0)}" }.joined(separator: ", "),
            fix: fix
        )
    }

    static func quotedPlaceholder(_ name: String, place: Place) -> Diagnostic {
        Diagnostic(
            .known(.quotedPlaceholder),
            at: place,
            "the value of ${\(name)} comes with quotes, and the placeholder is between quotes",
            expected: "quotes around the value or around the placeholder",
            fix: "remove the quotes around ${\(name)}"
        )
    }

    static func closingPlaceholder(_ name: String, tag: String, place: Place) -> Diagnostic {
        Diagnostic(
            .known(.quotedPlaceholder),
            at: place,
            "the value of ${\(name)} would close the dollar quotes that the placeholder is in",
            expected: "a value without \(tag)",
            fix: "give the dollar quotes another tag"
        )
    }

    static func clashingPlaceholder(
        _ name: String,
        _ clash: PlaceholderNeighbours.Clash,
        place: Place
    ) -> Diagnostic {
        let (problem, expected, fix) =
            switch clash {
            case .touching:
                (
                    "the value of ${\(name)} would become one word or string with what is right beside it",
                    "a blank or a sign between a value with quotes and words, strings and other values",
                    "put a blank between, or what is beside it into the value"
                )
            case .continuing:
                (
                    "the value of ${\(name)} would go on with the string before it",
                    "no string right before a string", "write || or a comma between, or make one value of both"
                )
            case .hyphens:
                (
                    "the value of ${\(name)} would make a comment with the hyphen before it", "one hyphen",
                    "put a blank between"
                )
            }
        return Diagnostic(.known(.quotedPlaceholder), at: place, problem, expected: expected, fix: fix)
    }

    static func wrongPlaceholderName(_ name: String, place: Place?) -> Diagnostic {
        Diagnostic(
            .known(.wrongPlaceholder),
            at: place,
            "a placeholder has a name that scripts can't have",
            got: name,
            expected: "letters, digits and underscores; no digit first",
            fix: "rename it"
        )
    }

    static func wrongPlaceholderValue(_ value: String, of name: String, expected: String, place: Place?) -> Diagnostic {
        Diagnostic(
            .known(.wrongPlaceholder),
            at: place,
            "the value of placeholder \(name) can't be put into scripts as it is",
            got: value,
            expected: expected,
            fix: "say what it is: .literal(\"…\"), .identifier(\"…\") or .sql(\"…\"), in one line"
        )
    }

    static func secretPlaceholder(_ name: String, place: Place?) -> Diagnostic {
        Diagnostic(
            .known(.secretPlaceholder),
            at: place,
            "placeholder \(name) looks like a secret, and everyone who reads the layer could read it",
            expected: "values that anyone may see; a name of a table is an .identifier(\"…\")",
            fix: "leave it in Secrets Manager, where the application reads it"
        )
    }

    static func unusedPlaceholder(_ name: String, place: Place?) -> Diagnostic {
        Diagnostic(
            .known(.unusedPlaceholder),
            severity: .warning,
            at: place,
            "no script has placeholder \(name)",
            fix: "remove it"
        )
    }
}
