import BorealisDiagnostics
import ConstructKit
import OrderedCollections
import TemplateModel
import TestSupport
import Testing

/// References between the stacks of an app.
@Suite struct CrossStackTests {
    @Test func `a reference becomes an export and an import, and orders the stacks`() throws {
        let app = Synthesizer.synthesize(Shop.self)
        #expect(app.problems == [])
        #expect(app.stacks.map(\.name) == ["network", "database", "api"])
        #expect(app.stacks.map(\.dependencies) == [[], ["network"], ["database", "network"]])
        for stack in app.stacks {
            Golden("Tests/ConstructKitTests/Goldens/cross-stack.\(stack.name).yaml")
                .expect(stack.template.node.text(as: .yaml))
        }
    }

    @Test func `stacks that refer to each other in a circle are refused`() {
        #expect(
            Synthesizer.synthesize(CircularApp.self).problems == [
                """
                CrossStackTests.swift:\(CircularApp.line): error[SYN010]: stacks refer to each other in a circle; \
                got first → second → first, expected an order to create them in
                  CrossStackTests.swift:\(CircularApp.line): first needs second: Thing uses Thing
                  CrossStackTests.swift:\(CircularApp.line + 1): second needs first: Thing uses Thing.Arn
                  fix: remove one of these references
                """
            ]
        )
    }

    @Test func `conditions and mappings stay in their stack`() {
        #expect(
            Synthesizer.synthesize(ConditionApp.self).problems == [
                """
                CrossStackTests.swift:\(ConditionApp.line): error[SYN013]: Thing uses a condition of another stack; \
                got IsProduction, expected a condition of its own stack
                  fix: make the condition in this stack as well
                """
            ]
        )
    }

    @Test func `an import's parameter doesn't take the place of a resource of that name`() {
        let problems = Synthesizer.synthesize(ReservedApp.self).diagnostics
        #expect(problems[0].code.rawValue == "SYN003")
        #expect(problems[0].got == "FirstStackName for a property of the stack and for the name of a stack")
    }

    @Test func `stacks in collections are named by their keys, and names differ in more than case`() {
        let app = Synthesizer.synthesize(RegionsApp.self)
        #expect(app.stacks.map(\.name) == ["regionsEuwest1", "regionsUseast1", "list1"])
        #expect(
            Synthesizer.synthesize(CaseApp.self).problems == [
                """
                error[SYN018]: two stacks have the same name; got aPI for api and aPI, \
                expected names that differ in more than case
                  fix: rename aPI
                """
            ]
        )
    }
}

private struct Holder: Stack {
    let thing: Resource
}

private struct Shop: App {
    let api: APIStack
    let database: DatabaseStack
    let network = NetworkStack()

    init() {
        database = DatabaseStack(network: network)
        api = APIStack(network: network, database: database)
    }
}

private struct NetworkStack: Stack {
    let name = Parameter(default: "a")
    let vpc = thing()
    let other = thing()
}

private struct DatabaseStack: Stack {
    let network: NetworkStack
    let cluster: Resource

    init(network: NetworkStack) {
        self.network = network
        cluster = thing(["Vpc": JSONValue(network.vpc.ref), "Name": "\(network.name.ref)-database"])
    }
}

private struct APIStack: Stack {
    let function: Resource

    init(network: NetworkStack, database: DatabaseStack) {
        function = thing([
            "Vpc": JSONValue(network.vpc.ref),
            "Zones": JSONValue(network.vpc.attribute("Zones", as: [String].self)),
            "Host": JSONValue(database.cluster.attribute("Endpoint.Address", as: String.self)),
            "URL": "https://\(database.cluster.attribute("Endpoint.Address", as: String.self))/\(AWS.region)",
        ])
        function.dependsOn = [network.other]
    }
}

private struct CircularApp: App {
    static let line = #line + 1
    let first = Holder(thing: thing())
    let second = Holder(thing: thing())

    init() {
        first.thing.override("Properties.Other", with: JSONValue(second.thing.ref))
        second.thing.override("Properties.Other", with: JSONValue(first.thing.attribute("Arn", as: String.self)))
    }
}

private struct ConditionStack: Stack {
    let isProduction = Condition(.equals(AWS.stackName, "prod"))
    let thing = ConstructKitTests.thing()
}

private struct ConditionApp: App {
    static let line = #line + 5
    let first = ConditionStack()
    let second: Holder

    init() {
        second = Holder(thing: thing())
        second.thing.condition = first.isProduction
    }
}

private struct ReservedStack: Stack {
    let firstStackName: Resource
}

private struct ReservedApp: App {
    let first = Holder(thing: thing())
    let second: ReservedStack

    init() {
        second = ReservedStack(firstStackName: thing(["Other": JSONValue(first.thing.ref)]))
    }
}

private struct RegionsApp: App {
    let regions = ["us-east-1": Holder(thing: thing()), "eu-west-1": Holder(thing: thing())]
    let list = [Holder(thing: thing())]
}

private struct CaseApp: App {
    let api = Holder(thing: thing())
    let aPI = Holder(thing: thing())
}
