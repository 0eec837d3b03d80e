internal import BorealisDiagnostics

/// The words for what is wrong with directives.
extension Diagnostic {
    static func unknownDirective(_ line: DirectiveLine, file: String) -> Diagnostic {
        let known = Directive.Name.allCases.map(\.rawValue)
        let nearest = NearestName.of(line.name, among: known)
        return Diagnostic(
            .known(.unknownDirective),
            at: line.place(in: file),
            "there is no such directive",
            got: "borealis:\(line.name)",
            expected: known.joined(separator: ", "),
            fix: nearest.map { "write borealis:\($0)" } ?? "write one of these, or the comment without borealis:"
        )
    }

    static func wrongDirectiveValue(_ line: DirectiveLine, of name: Directive.Name, file: String) -> Diagnostic {
        Diagnostic(
            .known(.wrongDirectiveValue),
            at: line.place(in: file),
            "borealis:\(name.rawValue) doesn't take this",
            got: line.value.isEmpty ? "nothing" : line.value,
            expected: name.expected,
            fix: "write it as in: \(name.example)"
        )
    }

    static func misplacedDirective(_ line: DirectiveLine, expected: String, file: String) -> Diagnostic {
        Diagnostic(
            .known(.misplacedDirective),
            at: line.place(in: file),
            "borealis:\(line.name) has no effect here",
            expected: expected,
            fix: "move it there"
        )
    }

    /// A limit on MySQL, which is told none.
    static func idleDirective(_ line: DirectiveLine, file: String) -> Diagnostic {
        Diagnostic(
            .known(.idleDirective),
            severity: .warning,
            at: line.place(in: file),
            "borealis:\(line.name) has no effect on MySQL: a statement is given no limits there",
            fix: "remove it"
        )
    }

    static func repeatedDirective(_ line: DirectiveLine, first: DirectiveLine, file: String) -> Diagnostic {
        Diagnostic(
            .known(.repeatedDirective),
            at: line.place(in: file),
            "borealis:\(line.name) is there twice",
            got: "\(line.value), and \(first.value) in line \(first.position.line)",
            expected: "one",
            fix: "remove one of them"
        )
    }

    static func impossibleTransaction(_ problem: String, expected: String, fix: String, place: Place) -> Diagnostic {
        Diagnostic(.known(.impossibleTransaction), at: place, problem, expected: expected, fix: fix)
    }

    static func phasedBaseline(place: Place) -> Diagnostic {
        Diagnostic(
            .known(.unphasedScript),
            at: place,
            "a baseline has no phase: it runs before everything else",
            expected: "a phase in versioned and repeatable scripts only",
            fix: "remove borealis:phase"
        )
    }

    static func unknownEnvironment(of environments: [String], place: Place) -> Diagnostic {
        Diagnostic(
            .known(.unknownEnvironment),
            at: place,
            "the script is for some environments, and the migration doesn't say which one it deploys to",
            got: environments.joined(separator: ", "),
            fix: "give the migration an environment"
        )
    }

    static func wrongEnvironment(_ name: String, place: Place?) -> Diagnostic {
        Diagnostic(
            .known(.unknownEnvironment),
            at: place,
            "the name of the environment is none that a script could have",
            got: name,
            expected: "letters, digits, hyphens and underscores",
            fix: "rename it"
        )
    }
}

extension DirectiveLine {
    func place(in file: String) -> Place {
        Place(file: file, line: position.line, column: position.column)
    }
}
