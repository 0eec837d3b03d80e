import BorealisDiagnostics
import ConstructKit
import TestSupport
import Testing

/// What every resource has besides its properties.
@Suite struct ResourceTests {
    @Test func `attributes of a resource stand before its properties`() throws {
        Golden("Tests/ConstructKitTests/Goldens/attributes.yaml").expect(try Attributes.yaml)
    }

    @Test func `an override writes, extends and removes by path`() throws {
        Golden("Tests/ConstructKitTests/Goldens/overrides.yaml").expect(try Overrides.yaml)
    }

    @Test func `an override that leads nowhere is refused at its line`() {
        #expect(
            BadOverrides.problems.map { $0.split(separator: "; expected")[0] } == [
                """
                ResourceTests.swift:\(BadOverrides.line): error[SYN012]: the override leads nowhere: \
                Size would be inside a value that is neither object nor list; got Properties.Name.Size, \
                expected keys and list indices from the resource down, such as Properties.Tags.0.Value
                  fix: correct the path
                """,
                """
                ResourceTests.swift:\(BadOverrides.line + 1): error[SYN012]: the override leads nowhere: \
                3 is not an index of a list of 1; got Properties.List.3, \
                expected keys and list indices from the resource down, such as Properties.Tags.0.Value
                  fix: correct the path
                """,
                """
                ResourceTests.swift:\(BadOverrides.line + 2): error[SYN012]: the override leads nowhere: \
                it has an empty component; got Properties..Name, \
                expected keys and list indices from the resource down, such as Properties.Tags.0.Value
                  fix: correct the path
                """,
            ]
        )
    }

    @Test func `a pinned ID stays, and a pinned construct keeps the IDs of all that it holds`() throws {
        Golden("Tests/ConstructKitTests/Goldens/pinned.yaml").expect(try Pinned.yaml)
    }

    @Test func `a construct lends its place to everything inside, also to the problems that it finds itself`() {
        #expect(
            Placed.problems
                == [
                    "ResourceTests.swift:\(Placed.line): error[TEST001]: inner is wrong\n  fix: mend it",
                    """
                    ResourceTests.swift:\(Placed.line): error[SYN004]: lender.inner.bad gives a logical ID that \
                    CloudFormation doesn't accept; got an empty one, expected 1...255 of A-Z, a-z and 0-9
                      fix: rename lender.inner.bad, or pin an ID with .logicalID("…")
                    """,
                ].sorted()
        )
    }
}

private struct Attributes: Stack, Sample {
    let isProduction = Condition(.equals(AWS.stackName, "prod"))
    let first = thing()
    let pair = Pair()
    let second = thing(["Name": "second"])

    init() {
        second.dependsOn = [first, pair, first]
        second.condition = isProduction
        second.deletionPolicy = .retainExceptOnCreate
        second.updateReplacePolicy = .retain
        second.creationPolicy = ["ResourceSignal": ["Count": 1, "Timeout": "PT5M"]]
        second.updatePolicy = ["AutoScalingReplacingUpdate": ["WillReplace": true]]
        second.metadata = ["Owner": "\(AWS.accountId)"]
    }

    var description: String { "All attributes" }
    var metadata: JSONValue? { ["Team": "blog"] }
    var transforms: [String] { ["Macro"] }
}

private struct Pair: Construct {
    let left = thing()
    let right = thing()
}

private struct Overrides: Stack, Sample {
    let thing = ConstructKitTests.thing(["Name": "old", "List": [["A": 1], ["A": 2]], "Gone": true])

    init() {
        thing.override("Properties.Name", with: "new")
        thing.override("Properties.List.1.A", with: 3)
        thing.override("Properties.List.2", with: ["A": "\(AWS.region)"])
        thing.override("Properties.List.0", with: nil)
        thing.override("Properties.Gone", with: nil)
        thing.override("Properties.NeverThere.Deep", with: nil)
        thing.override("Properties.New.Deep.Value", with: [1, 2])
        thing.override("DeletionPolicy", with: "Retain")
    }
}

private struct BadOverrides: Stack, Sample {
    static let line = #line + 4
    let thing = ConstructKitTests.thing(["Name": "a", "List": [1]])

    init() {
        thing.override("Properties.Name.Size", with: 1)
        thing.override("Properties.List.3", with: 1)
        thing.override("Properties..Name", with: 1)
    }
}

private struct Pinned: Stack, Sample {
    let renamed = thing().logicalID("Old")
    let network = Nested().logicalID("Vpc")
    let value = Output("a").logicalID("OldValue")
}

private struct Nested: Construct {
    let resource = thing()
    let subnets = [thing(), thing().logicalID("Second")]
    let pair = Pair()
    @Borrowed var lent: Resource

    init() {
        lent = resource
    }
}

private struct Placed: Stack, Sample {
    static let line = #line + 1
    let lender = Lender()
    let thing = ConstructKitTests.thing()
}

private struct Lender: Construct {
    let inner = Inner()
    let place: Place

    init(file: StaticString = #filePath, line: UInt = #line) {
        place = Place(file, line)
    }
}

private struct Inner: Construct {
    let bad = thing().logicalID("")
    let place: Place

    init(file: StaticString = #filePath, line: UInt = #line) {
        place = Place(file, line)
    }

    func validate() -> [Diagnostic] {
        [Diagnostic(DiagnosticCode("TEST001"), at: place, "inner is wrong", fix: "mend it")]
    }
}
