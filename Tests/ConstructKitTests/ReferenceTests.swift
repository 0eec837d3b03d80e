import BorealisDiagnostics
import ConstructKit
import OrderedCollections
import TemplateModel
import Testing

/// References that are easy to get wrong.
@Suite struct ReferenceTests {
    @Test func `a variable of Sub never hides an element of its name`() throws {
        #expect(
            try Shadow.yaml.contains("- ${Value1}-${Value2}\n") && Shadow.yaml.contains("- Value2: !Join")
        )
    }

    @Test func `the export of a conditional resource has its condition`() {
        let app = Synthesizer.synthesize(ConditionalExportApp.self)
        #expect(app.problems == [])
        #expect(
            app.stacks[0].template.outputs["ExportThingRef"]
                == .map([
                    "Condition": .string("IsProduction"), "Value": .call(.ref, .string("Thing")),
                    "Export": .map(["Name": .call(.sub, .string("${AWS::StackName}-Thing-Ref"))]),
                ])
        )
    }

    @Test func `conditions see parameters of their own stack, and neither resources nor other stacks`() {
        #expect(
            Synthesizer.synthesize(ConditionApp.self).problems.map { $0.split(separator: "; ")[0] } == [
                """
                ReferenceTests.swift:\(ConditionApp.line): error[SYN013]: IsProduction uses a parameter of another stack
                """,
                """
                ReferenceTests.swift:\(ConditionApp.line + 1): error[SYN013]: condition IsThere uses a resource, \
                and conditions are evaluated before there are any
                """,
            ]
        )
    }

    @Test func `a parameter that isn't shown is not exported either`() {
        let problems = Synthesizer.synthesize(SecretApp.self).problems
        #expect(problems.count == 1)
        #expect(problems[0].contains("error[SYN013]: Thing uses a parameter of another stack; got Secret"))
    }

    @Test func `only what imports gets the parameter with the name of a stack`() {
        let app = Synthesizer.synthesize(OrderApp.self)
        #expect(app.problems == [])
        #expect(app.stacks.map { Array($0.template.parameters.keys) } == [[], ["FirstStackName"], []])
        #expect(app.stacks.map(\.dependencies) == [[], ["first"], ["first"]])
    }

    @Test func `a reference by name that leads nowhere is refused`() {
        #expect(
            Dangling.problems == [
                """
                ReferenceTests.swift:\(Dangling.line): error[VAL021]: Thing.A refers to what the template doesn't \
                have; got Nope, expected a resource or parameter of the template
                  fix: name an element of the template, or add it
                """
            ]
        )
    }

    @Test func `a key that is computed needs the language extensions`() throws {
        #expect(try ComputedKey.yaml.hasPrefix("AWSTemplateFormatVersion: \"2010-09-09\"\nTransform: AWS::LanguageExt"))
        #expect(try !PlainKey.yaml.contains("Transform"))
    }

    @Test func `circles that share a node are reported once, and several references are one arrow`() {
        #expect(ManyArrows.synthesized.diagnostics.map(\.code.rawValue) == ["VAL028"])
    }

    @Test func `a stack that the app doesn't hold is one mistake`() {
        #expect(
            Synthesizer.synthesize(HiddenApp.self).problems == [
                """
                ReferenceTests.swift: error[SYN002]: user.hidden refers to a stack that the app doesn't hold; \
                got HiddenStack, expected a stack that is a property of the app
                  fix: store the HiddenStack in a property of the app, and pass that one
                """
            ]
        )
    }

    @Test func `a construct that is held twice is one mistake`() {
        #expect(
            Twice.problems == [
                """
                ReferenceTests.swift:\(Twice.line): error[SYN001]: two properties hold the same elements; \
                got stack.first and stack.second, expected one property that holds them
                  fix: mark stack.second @Borrowed, or make it a computed property
                """
            ]
        )
    }

    @Test func `an app without stacks is refused, and two stacks of one name don't stop the run`() {
        #expect(
            Synthesizer.synthesize(EmptyApp.self).problems == [
                "error[SYN021]: app EmptyApp has no stack\n  fix: store a stack in a property of the app"
            ]
        )
        let clash = Synthesizer.synthesize(ClashApp.self).diagnostics.map(\.code.rawValue)
        #expect(clash.contains("SYN018"))
    }

    @Test func `mappings have keys that CloudFormation accepts`() {
        #expect(
            BadMappings.problems.map { $0.split(separator: "\n")[0] } == [
                """
                ReferenceTests.swift:\(BadMappings.line): error[SYN022]: Bad has a key that CloudFormation doesn't \
                accept; got a b, expected 1...255 letters and digits, full stops and hyphens
                """,
                """
                ReferenceTests.swift:\(BadMappings.line): error[SYN022]: Bad.eu-west-1 has a key that CloudFormation \
                doesn't accept; got c_d, expected 1...255 letters and digits
                """,
                """
                ReferenceTests.swift:\(BadMappings.line + 1): error[SYN022]: Empty is empty, and a mapping needs two \
                keys to look up
                """,
            ]
        )
    }

    @available(*, deprecated, message: "uses what warns")
    @Test func `whatever belongs to a stack is found inside a plain string`() {
        #expect(LostThings.synthesized.diagnostics.map(\.code.rawValue) == ["SYN008", "SYN008"])
        #expect(LostThings.synthesized.diagnostics.map(\.got) == ["a literal", "the reference of Resource"])
    }
}

private struct Holder: Stack {
    let thing: Resource
}

private struct Shadow: Stack, Sample {
    let value = [thing()]
    let user: Resource

    init() {
        let joined: Value<String> = .join(",", [AWS.region, AWS.accountId])
        user = thing(["Text": "\(value[0].ref)-\(joined)"])
    }
}

private struct ConditionalStack: Stack {
    let isProduction = Condition(.equals(AWS.stackName, "prod"))
    let thing = ConstructKitTests.thing()
}

private struct ConditionalExportApp: App {
    let first = ConditionalStack()
    let second: Holder

    init() {
        first.thing.condition = first.isProduction
        second = Holder(thing: thing(["Other": JSONValue(first.thing.ref)]))
    }
}

private struct StageStack: Stack {
    let stage = Parameter(default: "dev")
    let thing = ConstructKitTests.thing()
}

private struct ConditionUser: Stack {
    let isProduction: Condition
    let isThere: Condition
    let thing: Resource
}

private struct ConditionApp: App {
    static let line = #line + 7
    let first = StageStack()
    let second: ConditionUser

    init() {
        let thing = ConstructKitTests.thing()
        let stage = first.stage.ref
        let isProduction = Condition(.equals(stage, "prod"))
        let isThere = Condition(.equals(thing.ref, "prod"))
        second = ConditionUser(isProduction: isProduction, isThere: isThere, thing: thing)
    }
}

private struct SecretStack: Stack {
    let secret = Parameter<String>(noEcho: true)
    let thing = ConstructKitTests.thing()
}

private struct SecretApp: App {
    let first = SecretStack()
    let second: Holder

    init() {
        second = Holder(thing: thing(["Other": JSONValue(first.secret.ref)]))
    }
}

private struct OrderApp: App {
    let first = Holder(thing: thing())
    let second: Holder
    let third = Holder(thing: thing())

    init() {
        second = Holder(thing: thing(["Other": JSONValue(first.thing.ref)]))
        third.thing.dependsOn = [first.thing]
    }
}

private struct Dangling: Stack, Sample {
    static let line = #line + 1
    let thing = ConstructKitTests.thing(["A": ["Ref": "Nope"], "B": ["Ref": "AWS::Region"]])
}

private struct ComputedKey: Stack, Sample {
    let sizes = Mapping(["a-b": ["max": 1]])
    let thing: Resource

    init() {
        thing = ConstructKitTests.thing(["Size": JSONValue(sizes.find("\(AWS.region)-b", "max"))])
    }
}

private struct PlainKey: Stack, Sample {
    let sizes = Mapping(["a-b": ["max": 1]])
    let thing: Resource

    init() {
        thing = ConstructKitTests.thing(["Size": JSONValue(sizes.find(AWS.region, "max"))])
    }
}

private struct ManyArrows: Stack, Sample {
    let first = thing()
    let second = thing()

    init() {
        first.override("Properties.A", with: JSONValue(second.ref))
        second.override("Properties.A", with: [JSONValue(first.ref), JSONValue(first.ref)])
        second.dependsOn = [first]
    }
}

private struct HiddenStack: Stack {
    let thing = ConstructKitTests.thing()
    let parameter = Parameter(default: "a")
}

private struct HiddenUser: Stack {
    let hidden: HiddenStack
    let thing = ConstructKitTests.thing()
}

private struct HiddenApp: App {
    let user = HiddenUser(hidden: HiddenStack())
}

private struct Pair: Construct {
    let left = thing()
    let right = thing()
    let place: Place

    init(file: StaticString = #filePath, line: UInt = #line) {
        place = Place(file, line)
    }
}

private struct Twice: Stack, Sample {
    static let line = #line + 1
    let first = Pair()
    let second: Pair

    init() {
        second = first
    }
}

private struct EmptyApp: App {
    let nothing = 1
}

private struct ClashApp: App {
    let a = ["b": Holder(thing: thing())]
    let aB = Holder(thing: thing())
    let user: Holder

    init() {
        user = Holder(thing: thing(["A": JSONValue(a["b"]?.thing.ref ?? ""), "B": JSONValue(aB.thing.ref)]))
    }
}

private struct BadMappings: Stack, Sample {
    static let line = #line + 1
    let bad = Mapping(["a b": ["c": 1], "eu-west-1": ["c_d": 2]])
    let empty = Mapping<Int>([:])
    let thing = ConstructKitTests.thing()
}

@available(*, deprecated, message: "uses what warns")
private struct LostThings: Stack, Sample {
    let first = thing()
    let second: Resource

    init() {
        let json: JSONValue = ["a": 1]
        let text = "\(json)"
        let other = "\(first)"
        second = thing(["Json": "\(text)", "Other": "\(other)"])
    }
}
