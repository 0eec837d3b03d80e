import BorealisDiagnostics
import ConstructKit
import OrderedCollections
import TemplateModel
import Testing

/// Rule 1 of the language: stored properties are elements, and their names are the logical IDs.
@Suite struct DiscoveryTests {
    @Test func `elements are found in the order written, and named by their path`() {
        #expect(
            Names.ids == [
                "First", "OuterInner", "Outer", "List1", "List2", "KeyedA", "KeyedB2", "Numbered2", "Numbered10",
                "Present", "Pair1", "PairNamed", "ChoiceSome", "ObjectInherited", "ObjectOwn", "Wrapped", "Last",
            ]
        )
    }

    @Test func `computed properties, borrowed elements, other stacks and values are passed over`() {
        #expect(Passed.ids == ["Only"])
    }

    @Test func `a stack in a stack is a reference, also one of a type that is a construct as well`() {
        let app = Synthesizer.synthesize(StackOfBothKinds.self)
        #expect(app.problems == [])
        #expect(app.stacks.map { Array($0.template.resources.keys) } == [["Inner"], ["Own"]])
    }

    @Test func `an object that holds itself is walked once`() {
        #expect(Circular.ids == ["NodeThing"])
    }

    @Test func `a property named resource in a stack keeps its name`() {
        #expect(Plain.ids == ["Resource"])
    }
}

extension Stack where Self: Sample {
    fileprivate static var ids: [String] {
        let app = synthesized
        return app.problems + (app.stacks.first.map { Array($0.template.resources.keys) } ?? [])
    }
}

private struct Box: Construct {
    let inner = thing()
    let resource = thing()
}

private enum Choice {
    case some(Resource)
}

private class Base {
    let inherited = thing()
}

private final class Derived: Base {
    let own = thing()
}

@propertyWrapper
private struct Kept<Wrapped> {
    var wrappedValue: Wrapped
}

private struct Names: Stack, Sample {
    let first = thing()
    let outer = Box()
    let list = [thing(), thing()]
    let keyed = ["b-2": thing(), "a": thing()]
    let numbered = [10: thing(), 2: thing()]
    let present: Resource? = thing()
    let absent: Resource? = nil
    let pair = (thing(), named: thing())
    let choice = Choice.some(thing())
    private let object = Derived()
    @Kept var wrapped = thing()
    let last = thing()
}

private struct Passed: Stack, Sample {
    let only: Resource
    @Borrowed var borrowed: Resource
    let other: Plain?
    let value: Value<String>
    let json: JSONValue
    let texts = Array(repeating: "text", count: 3)
    var computed: Resource { only }

    init() {
        only = thing()
        borrowed = only
        value = only.ref
        json = ["a": JSONValue(only.ref)]
        other = nil
    }
}

private struct BothKinds: Stack, Construct {
    let inner = thing()
    func validate() -> [Diagnostic] { [] }
}

private struct Referring: Stack {
    let both: BothKinds
    let own = thing()
}

private struct StackOfBothKinds: App {
    let both: BothKinds
    let referring: Referring

    init() {
        both = BothKinds()
        referring = Referring(both: both)
    }
}

private final class Node {
    let thing = ConstructKitTests.thing()
    var next: Node?
}

private struct Circular: Stack, Sample {
    let node = Node()

    init() {
        node.next = node
    }
}

private struct Plain: Stack, Sample {
    let resource = thing()
}
