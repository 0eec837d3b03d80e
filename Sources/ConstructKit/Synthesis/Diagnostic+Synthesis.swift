package import BorealisDiagnostics
internal import TemplateValidation

/// The words for what is wrong with the elements of a stack and who holds them.
extension Diagnostic {
    package static func twoOwners(type: String, first: String, second: String, place: Place) -> Diagnostic {
        Diagnostic(
            .known(.twoOwners),
            at: place,
            "\(type) has two owners",
            got: "\(first) and \(second)",
            expected: "one property that holds it",
            fix: "mark \(second) @Borrowed, or make it a computed property"
        )
    }

    package static func sameElements(first: String, second: String, place: Place) -> Diagnostic {
        Diagnostic(
            .known(.twoOwners),
            at: place,
            "two properties hold the same elements",
            got: "\(first) and \(second)",
            expected: "one property that holds them",
            fix: "mark \(second) @Borrowed, or make it a computed property"
        )
    }

    package static func stackOutsideApp(type: String, property: String, place: Place?) -> Diagnostic {
        Diagnostic(
            .known(.inNoStack),
            at: place,
            "\(property) refers to a stack that the app doesn't hold",
            got: type,
            expected: "a stack that is a property of the app",
            fix: "store the \(type) in a property of the app, and pass that one"
        )
    }

    package static func inNoStack(type: String, place: Place) -> Diagnostic {
        Diagnostic(
            .known(.inNoStack),
            at: place,
            "\(type) was made and no stack holds it",
            fix: "store it in a property of its stack or construct, or remove it"
        )
    }

    package static func elementOutsideStack(type: String, property: String, place: Place) -> Diagnostic {
        Diagnostic(
            .known(.elementOutsideStack),
            at: place,
            "\(type) is held by the app and not by a stack",
            got: property,
            expected: "properties that are stacks",
            fix: "move \(property) into a Stack"
        )
    }

    package static func elementInSet(property: String, place: Place) -> Diagnostic {
        Diagnostic(
            .known(.elementInSet),
            at: place,
            "elements are in a set, which has no order",
            got: property,
            expected: "an array or a dictionary",
            fix: "make \(property) an array"
        )
    }

    package static func lazyProperty(_ property: String, place: Place?) -> Diagnostic {
        Diagnostic(
            .known(.lazyProperty),
            at: place,
            "a lazy property holds nothing until it is read",
            got: property,
            expected: "a stored property",
            fix: "assign \(property) in init"
        )
    }

    package static func largeStruct(type: String, count: Int, place: Place?) -> Diagnostic {
        Diagnostic(
            .known(.largeStruct),
            severity: .note,
            at: place,
            "\(type) assigns so many elements in one init that Swift checks them slowly",
            got: "\(count)",
            expected: "at most 60",
            fix: "move some into a construct, or repeated ones into an array"
        )
    }

    package static func emptyApp(_ type: String) -> Diagnostic {
        Diagnostic(
            .known(.emptyApp),
            at: nil,
            "app \(type) has no stack",
            fix: "store a stack in a property of the app"
        )
    }

    package static func emptyStack(_ name: String, place: Place?) -> Diagnostic {
        Diagnostic(
            .known(.emptyStack),
            at: place,
            "stack \(name) has no resource, and CloudFormation needs one",
            fix: "store a resource in a property of the stack, or remove the stack"
        )
    }
}

/// The words for what is wrong with names.
extension Diagnostic {
    package static func duplicateLogicalID(
        _ id: String,
        first: Discovery.Found,
        second: Discovery.Found
    ) -> Diagnostic {
        Diagnostic(
            .known(.duplicateLogicalID),
            at: second.place,
            "two elements have the same logical ID",
            got: "\(id) for \(first.path.text) and \(second.path.text)",
            expected: "one element for each ID",
            fix: "rename \(second.path.text), or pin another ID with .logicalID(\"…\")",
            trace: [Trace("the other is here", at: first.place)]
        )
    }

    package static func reservedLogicalID(_ id: String, use: String, place: Place?) -> Diagnostic {
        Diagnostic(
            .known(.duplicateLogicalID),
            at: place,
            "two elements have the same logical ID",
            got: "\(id) for a property of the stack and for \(use)",
            expected: "one element for each ID",
            fix: "rename the property, or pin another ID with .logicalID(\"…\")"
        )
    }

    package static func invalidLogicalID(_ id: String, property: String, place: Place) -> Diagnostic {
        Diagnostic(
            .known(.invalidLogicalID),
            at: place,
            "\(property) gives a logical ID that CloudFormation doesn't accept",
            got: id.isEmpty ? "an empty one" : id,
            expected: "1...255 of A-Z, a-z and 0-9",
            fix: "rename \(property), or pin an ID with .logicalID(\"…\")"
        )
    }

    package static func invalidStackName(_ name: String, property: String) -> Diagnostic {
        Diagnostic(
            .known(.invalidStackName),
            at: nil,
            "\(property) gives a stack name that CloudFormation doesn't accept",
            got: name.isEmpty ? "an empty one" : name,
            expected: "1...128 of A-Z, a-z and 0-9, a letter first",
            fix: "rename \(property)"
        )
    }

    package static func duplicateStackName(_ name: String, first: String, second: String) -> Diagnostic {
        Diagnostic(
            .known(.invalidStackName),
            at: nil,
            "two stacks have the same name",
            got: "\(name) for \(first) and \(second)",
            expected: "names that differ in more than case",
            fix: "rename \(second)"
        )
    }
}

/// The words for what is wrong with what an element says.
extension Diagnostic {
    package static func lostValue(kind: String, path: String, place: Place?) -> Diagnostic {
        Diagnostic(
            .known(.lostValue),
            at: place,
            "\(path) has a value that was lost in a plain String",
            got: kind,
            expected: "a Value<String>",
            fix: "declare the string as Value<String>, or where a String is wanted use text that is known here"
        )
    }

    package static func invalidNumber(_ number: String, path: String, place: Place?) -> Diagnostic {
        Diagnostic(
            .known(.invalidNumber),
            at: place,
            "\(path) is not a number that a template can have",
            got: number,
            expected: "a finite number",
            fix: "check the division or conversion that gives it"
        )
    }

    package static func duplicateKey(_ key: String, path: String, place: Place?) -> Diagnostic {
        Diagnostic(
            .known(.duplicateKey),
            at: place,
            "\(path) has a key twice",
            got: key,
            expected: "each key once",
            fix: "remove one of the two"
        )
    }

    package static func invalidMappingKey(_ key: String, path: String, allowed: String, place: Place?) -> Diagnostic {
        Diagnostic(
            .known(.invalidMapping),
            at: place,
            "\(path) has a key that CloudFormation doesn't accept",
            got: key.isEmpty ? "an empty one" : key,
            expected: allowed,
            fix: "rename the key"
        )
    }

    package static func emptyMapping(_ path: String, place: Place?) -> Diagnostic {
        Diagnostic(
            .known(.invalidMapping),
            at: place,
            "\(path) is empty, and a mapping needs two keys to look up",
            fix: "add a row with a column, or remove the mapping"
        )
    }

    package static func invalidOverride(path: String, problem: String, place: Place) -> Diagnostic {
        Diagnostic(
            .known(.invalidOverride),
            at: place,
            "the override leads nowhere: \(problem)",
            got: path,
            expected: "keys and list indices from the resource down, such as Properties.Tags.0.Value",
            fix: "correct the path"
        )
    }

    package static func unmergeableTags(type: String, property: String, place: Place) -> Diagnostic {
        Diagnostic(
            .known(.unmergeableTags),
            at: place,
            "the tags of the stack can't be added to the \(property) of \(type)",
            got: "an intrinsic function",
            expected: "a list of tags",
            fix: "make \(property) a list whose elements are the functions"
        )
    }
}

/// The words for rules of validation that a stack changes.
extension Diagnostic {
    static func unknownRule(_ code: String, known: [String], place: Place) -> Diagnostic {
        // Another code of Borealis is meant as it is written.
        let nearest = CataloguedCode(rawValue: code) == nil ? NearestName.of(code, among: known) : nil
        return Diagnostic(
            .known(.invalidRuleSetting),
            at: place,
            "only rules that read templates can be changed or let pass",
            got: code,
            expected: nearest ?? "a code that begins with VAL or AUR",
            fix: nearest.map { "write \($0)" } ?? "remove it"
        )
    }

    static func missingReason(_ code: String, place: Place) -> Diagnostic {
        Diagnostic(
            .known(.invalidRuleSetting),
            at: place,
            "\(code) is let pass without a reason",
            fix: "say why"
        )
    }

    static func staleWaiver(_ code: String, reason: String, place: Place) -> Diagnostic {
        Diagnostic(
            .known(.staleWaiver),
            severity: .warning,
            at: place,
            "\(code) is let pass, and nothing is found that needs it",
            got: reason,
            fix: "remove it"
        )
    }

    static func usedWaiver(
        _ code: DiagnosticCode,
        stack: String,
        count: Int,
        reason: String,
        place: Place,
        trace: [Trace]
    ) -> Diagnostic {
        Diagnostic(
            code,
            severity: .note,
            at: place,
            "stack \(stack) lets \(count == 1 ? "1 finding" : "\(count) findings") pass; allowed: \(reason)",
            trace: trace
        )
    }
}

/// The words for what is wrong with references.
extension Diagnostic {
    package static func unknownAttribute(
        _ attribute: String,
        type: String,
        known: [String],
        place: Place?
    ) -> Diagnostic {
        let nearest = NearestName.of(attribute, among: known)
        return Diagnostic(
            .known(.unknownAttribute),
            at: place,
            "\(type) has no such attribute",
            got: attribute,
            expected: known.isEmpty ? "ref: the type has no attributes" : known.joined(separator: ", "),
            fix: nearest.map { "use \($0)" } ?? "use \(known.first ?? "ref")"
        )
    }

    package static func changingExport(_ attribute: String, from name: String, place: Place?) -> Diagnostic {
        Diagnostic(
            .known(.unreachableReference),
            at: place,
            "\(name) refers to a value of another stack that changes with deploys, which an export in use can't",
            got: attribute,
            expected: "a value that stays, or one of the same stack",
            fix: "put what it orders into dependsOn instead"
        )
    }

    package static func unreachableReference(
        kind: String,
        target: String,
        from: String,
        place: Place?
    ) -> Diagnostic {
        Diagnostic(
            .known(.unreachableReference),
            at: place,
            "\(from) uses a \(kind) of another stack",
            got: target,
            expected: "a \(kind) of its own stack",
            fix: "make the \(kind) in this stack as well"
        )
    }

    package static func resourceInCondition(_ target: String, condition: String, place: Place?) -> Diagnostic {
        Diagnostic(
            .known(.unreachableReference),
            at: place,
            "condition \(condition) uses a resource, and conditions are evaluated before there are any",
            got: target,
            expected: "parameters, mappings, pseudo parameters and other conditions",
            fix: "decide by a parameter"
        )
    }

    static func stackCycle(_ steps: [DependencyStep<CrossStackReferences.Reason>]) -> Diagnostic {
        let circle = (steps.prefix(1).map(\.from) + steps.map(\.to)).joined(separator: " → ")
        return Diagnostic(
            .known(.stackCycle),
            at: steps.first?.reason.place,
            "stacks refer to each other in a circle",
            got: circle,
            expected: "an order to create them in",
            fix: "remove one of these references",
            trace: steps.map { Trace("\($0.from) needs \($0.to): \($0.reason.text)", at: $0.reason.place) }
        )
    }
}
