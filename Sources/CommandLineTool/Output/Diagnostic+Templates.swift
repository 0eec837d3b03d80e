internal import BorealisDiagnostics
internal import TemplateModel

/// The words for templates that somebody wrote.
extension Diagnostic {
    static func unreadableTemplate(_ file: String, reason: String) -> Diagnostic {
        Diagnostic(
            .known(.unreadableTemplate),
            at: Place(file: file),
            "the template can't be read",
            got: reason,
            expected: "a file in YAML or JSON",
            fix: "name a template"
        )
    }

    static func noResources(at place: Place) -> Diagnostic {
        Diagnostic(
            .known(.noResources),
            at: place,
            "the template has no resources",
            expected: "a section Resources with at least one",
            fix: "add one"
        )
    }

    static func unknownType(_ type: String, nearest: String?, at place: Place) -> Diagnostic {
        Diagnostic(
            .known(.unknownType),
            at: place,
            "CloudFormation has no such resource type",
            got: type,
            expected: nearest,
            fix: nearest.map { "write \($0)" } ?? "look it up in the CloudFormation Template Reference"
        )
    }
}

extension TemplateTextProblem {
    /// What is wrong with the text, at its place.
    func diagnostic(at place: Place) -> Diagnostic {
        switch cause {
        case .syntax(let words):
            Diagnostic(
                .known(.invalidTemplateText),
                at: place,
                "the text is neither YAML nor JSON",
                got: words,
                fix: "look at what stands before it, too"
            )
        case .notAMap:
            Diagnostic(
                .known(.invalidTemplateText),
                at: place,
                "the text is no template",
                expected: "sections such as Resources",
                fix: "begin with Resources:"
            )
        case .tooDeep(let limit):
            Diagnostic(
                .known(.invalidTemplateText),
                at: place,
                "the template is too deep to be read",
                expected: "at most \(limit) levels",
                fix: "make it flatter"
            )
        case .secondDocument: unsupported("a second document", at: place, fix: "put it into a file of its own")
        case .alias(let name): unsupported(name, at: place, fix: "write the value out")
        case .mergeKey: unsupported("<<", at: place, fix: "write the keys out")
        case .complexKey: unsupported("a key that is a list or an object", at: place, fix: "use a text as key")
        case .unknownTag(let tag): unsupported(tag, at: place, fix: "leave it out, or write a function such as !Sub")
        case .duplicateKey(let key, let first):
            Diagnostic(
                .known(.repeatedKey),
                at: place,
                "a key is there twice",
                got: key,
                expected: "keys that differ; the first is in line \(first.line)",
                fix: "remove one of them"
            )
        case .null:
            Diagnostic(
                .known(.nullValue),
                at: place,
                "a value is missing",
                got: "null",
                fix: "write a value, or !Ref AWS::NoValue"
            )
        }
    }

    private func unsupported(_ what: String, at place: Place, fix: String) -> Diagnostic {
        Diagnostic(.known(.unsupportedYAML), at: place, "CloudFormation doesn't read this of YAML", got: what, fix: fix)
    }
}
