import BorealisDiagnostics
import ConstructKit
import Testing

/// What the language refuses, with the words that its user reads.
@Suite struct RefusalTests {
    @Test func `an element with two owners`() {
        #expect(
            TwoOwners.problems == [
                """
                RefusalTests.swift:\(TwoOwners.line): error[SYN001]: Resource has two owners; \
                got stack.first and stack.second[0], expected one property that holds it
                  fix: mark stack.second[0] @Borrowed, or make it a computed property
                """
            ]
        )
    }

    @Test func `an element in two stacks`() {
        #expect(
            Synthesizer.synthesize(SharedApp.self).problems.map { $0.prefix(while: { $0 != ";" }) } == [
                "RefusalTests.swift:\(SharedApp.line): error[SYN001]: Resource has two owners"
            ]
        )
    }

    @Test func `an element that was made and that no stack holds, at its line, though it is referred to`() {
        #expect(
            Lost.problems == [
                """
                RefusalTests.swift:\(Lost.line): error[SYN002]: Resource was made and no stack holds it
                  fix: store it in a property of its stack or construct, or remove it
                """
            ]
        )
    }

    @Test func `an element of the app itself`() {
        #expect(
            Synthesizer.synthesize(LooseApp.self).problems == [
                """
                RefusalTests.swift:\(LooseApp.line): error[SYN007]: Resource is held by the app and not by a stack; \
                got loose, expected properties that are stacks
                  fix: move loose into a Stack
                """
            ]
        )
    }

    @Test func `keys that lose what made them differ`() {
        #expect(
            Clash.problems == [
                """
                RefusalTests.swift:\(Clash.line + 1): error[SYN003]: two elements have the same logical ID; \
                got ThingsAb for things["a-b"] and things["ab"], expected one element for each ID
                  RefusalTests.swift:\(Clash.line): the other is here
                  fix: rename things["ab"], or pin another ID with .logicalID("…")
                """
            ]
        )
    }

    @Test func `a lazy property`() {
        #expect(
            Lazy.problems == [
                """
                RefusalTests.swift: error[SYN005]: a lazy property holds nothing until it is read; got Lazy.late, \
                expected a stored property
                  fix: assign Lazy.late in init
                """
            ]
        )
    }

    @Test func `elements in a set`() {
        #expect(
            InSet.problems.first == """
                RefusalTests.swift:\(InSet.line): error[SYN006]: elements are in a set, which has no order; \
                got InSet.things, expected an array or a dictionary
                  fix: make InSet.things an array
                """
        )
    }

    @available(*, deprecated, message: "uses what warns")
    @Test func `a value inside a plain string`() {
        #expect(
            LostValueStack.problems == [
                """
                RefusalTests.swift:\(LostValueStack.line): error[SYN008]: Second.Properties.Name has a value that was \
                lost in a plain String; got the reference of Resource, expected a Value<String>
                  fix: declare the string as Value<String>, or where a String is wanted use text that is known here
                """
            ]
        )
    }

    @Test func `circles, with each of their lines`() {
        #expect(
            Cycle.problems == [
                """
                RefusalTests.swift:\(Cycle.line): error[VAL028]: resources depend on each other in a circle; \
                got First → Third → Second → First, expected an order to create them in
                  RefusalTests.swift:\(Cycle.line): First needs Third: Properties.Names.0
                  RefusalTests.swift:\(Cycle.line + 2): Third needs Second: DependsOn
                  RefusalTests.swift:\(Cycle.line + 1): Second needs First: Properties.Name
                  fix: remove one of these references
                """
            ]
        )
    }

    @Test func `names that CloudFormation doesn't accept`() {
        #expect(
            BadNames.problems.map { $0.split(separator: "\n")[0] } == [
                """
                RefusalTests.swift:\(BadNames.line): error[SYN004]: größe gives a logical ID that CloudFormation \
                doesn't accept; got Größe, expected 1...255 of A-Z, a-z and 0-9
                """,
                """
                RefusalTests.swift:\(BadNames.line + 1): error[SYN004]: pinned gives a logical ID that CloudFormation \
                doesn't accept; got My-Thing, expected 1...255 of A-Z, a-z and 0-9
                """,
                """
                RefusalTests.swift:\(BadNames.line + 2): error[SYN004]: empty gives a logical ID that CloudFormation \
                doesn't accept; got an empty one, expected 1...255 of A-Z, a-z and 0-9
                """,
            ]
        )
    }

    @Test func `a number that isn't one, and a key twice`() {
        #expect(
            BadContent.problems.map { $0.split(separator: "\n")[0] } == [
                """
                RefusalTests.swift:\(BadContent.line): error[SYN017]: Thing.Properties.Map has a key twice; \
                got A, expected each key once
                """,
                """
                RefusalTests.swift:\(BadContent.line): error[SYN019]: Thing.Properties.Number is not a number that a \
                template can have; got inf, expected a finite number
                """,
            ]
        )
    }

    @Test func `a stack without a resource`() {
        #expect(
            Empty.problems == [
                """
                RefusalTests.swift: error[SYN014]: stack stack has no resource, and CloudFormation needs one
                  fix: store a resource in a property of the stack, or remove the stack
                """
            ]
        )
    }

    @Test func `more elements than a template can have`() {
        #expect(
            Many.problems.filter { !$0.contains("VAL025") }.compactMap {
                $0.split(separator: ": ").dropFirst(1).first.map(String.init)
            } == [
                "error[TPL001]", "error[TPL001]", "error[TPL001]", "error[TPL001]",
            ]
        )
        #expect(Many.problems[3].contains("too many resources; got 501, expected at most 500"))
    }

    @Test func `a struct with so many elements that it compiles slowly is noted`() {
        #expect(Wide.synthesized.diagnostics.map(\.code.rawValue) == ["SYN016"])
        #expect(!Wide.synthesized.diagnostics.containsError)
    }
}

private struct TwoOwners: Stack, Sample {
    static let line = #line + 1
    let first = thing()
    let second: [Resource]

    init() {
        second = [first]
    }
}

private struct Holder: Stack {
    let held: Resource
}

private struct SharedApp: App {
    static let line = #line + 1
    let first = Holder(held: thing())
    let second: Holder

    init() {
        second = Holder(held: first.held)
    }
}

private struct Lost: Stack, Sample {
    static let line = #line + 4
    let kept: Resource

    init() {
        let lost = thing()
        kept = thing(["Other": JSONValue(lost.ref)])
    }
}

private struct LooseApp: App {
    static let line = #line + 1
    let loose = thing()
}

private struct Clash: Stack, Sample {
    static let line = #line + 2
    let things = [
        "a-b": thing(),
        "ab": thing(),
    ]
}

private struct Lazy: Stack, Sample {
    let thing = ConstructKitTests.thing()
    lazy var late = "late"
}

private struct Hashed: Hashable {
    let thing: Resource

    static func == (left: Hashed, right: Hashed) -> Bool { left.thing === right.thing }
    func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(thing)) }
}

private struct InSet: Stack, Sample {
    static let line = #line + 1
    let things: Set = [Hashed(thing: thing())]
}

@available(*, deprecated, message: "uses what warns")
private struct LostValueStack: Stack, Sample {
    static let line = #line + 7
    let first = thing()
    let second: Resource

    init() {
        let name = "name-\(first.ref)"
        let file: StaticString = #filePath
        second = thing(["Name": "\(name)"], file: file)
    }
}

private struct Cycle: Stack, Sample {
    static let line = #line + 1
    let first = thing()
    let second = thing()
    let third = thing()

    init() {
        second.override("Properties.Name", with: JSONValue(first.ref))
        third.dependsOn = [second]
        first.override("Properties.Names", with: [.init(Value<String>("\(third.attribute("Arn", as: String.self))!"))])
    }
}

private struct BadNames: Stack, Sample {
    static let line = #line + 1
    let größe = thing()
    let pinned = thing().logicalID("My-Thing")
    let empty = thing().logicalID("")
    let fine = thing()
}

private struct BadContent: Stack, Sample {
    static let line = #line + 1
    let thing = ConstructKitTests.thing([
        "Number": JSONValue(Value(1 / Double(Int("0") ?? 0))),
        "Map": ["A": 1, "A": 2],
    ])
}

private struct Empty: Stack, Sample {
    let parameter = Parameter(default: "a")
}

private struct Many: Stack, Sample {
    let things = (0..<501).map { _ in thing() }
    let parameters = (0..<201).map { _ in Parameter(default: "a") }
    let mappings = (0..<201).map { _ in Mapping(["a": ["b": "c"]]) }
    let outputs = (0..<201).map { _ in Output("a") }
}

private struct Wide: Stack, Sample {
    let a = Ten(), b = Ten(), c = Ten(), d = Ten(), e = Ten(), f = Ten(), g = SixtyOne()
}

private struct Ten: Construct {
    let things = (0..<10).map { _ in thing() }
}

private struct SixtyOne: Construct {
    let a = thing(), b = thing(), c = thing(), d = thing(), e = thing(), f = thing(), g = thing(), h = thing()
    let i = thing(), j = thing(), k = thing(), l = thing(), m = thing(), n = thing(), o = thing(), p = thing()
    let q = thing(), r = thing(), s = thing(), t = thing(), u = thing(), v = thing(), w = thing(), x = thing()
    let aa = thing(), ab = thing(), ac = thing(), ad = thing(), ae = thing(), af = thing(), ag = thing()
    let ba = thing(), bb = thing(), bc = thing(), bd = thing(), be = thing(), bf = thing(), bg = thing()
    let ca = thing(), cb = thing(), cc = thing(), cd = thing(), ce = thing(), cf = thing(), cg = thing()
    let da = thing(), db = thing(), dc = thing(), dd = thing(), de = thing(), df = thing(), dg = thing()
    let ea = thing(), eb = thing(), ec = thing(), ed = thing(), ee = thing(), ef = thing(), eg = thing()
    let fa = thing(), fb = thing(), fc = thing()
}
