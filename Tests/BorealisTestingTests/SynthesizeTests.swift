import Borealis
import BorealisEC2
import BorealisRDS
import BorealisTesting
import ConstructKit
import TemplateModel
import Testing

@Suite struct SynthesizeTests {
    @Test func `the text is what synth writes`() throws {
        let app = Synthesizer.synthesize(ShopApp.self)
        let templates = try synthesize(ShopApp.self)
        #expect(Set(templates.keys) == ["network", "client"])
        for stack in app.stacks {
            #expect(templates[stack.name]?.text == stack.template.node.text(as: .yaml))
        }
        #expect(try synthesize(NetworkStack()).text.hasPrefix("AWSTemplateFormatVersion: \"2010-09-09\"\nResources:"))
    }

    @Test func `a stack is named after its type or as the test says`() throws {
        #expect(try synthesize(NetworkStack()).name == "network")
        #expect(try synthesize(Wrapper<NetworkStack>()).name == "wrapper")
        #expect(try synthesize(NetworkStack(), named: "blog").name == "blog")
    }

    @Test func `errors are thrown together, as synth prints them`() {
        let error = #expect(throws: SynthesisFailure.self) { try synthesize(BrokenStack(), named: "my-stack") }
        #expect(
            error?.description == """
                Tests/BorealisTestingTests/SynthesizeTests.swift:\(BrokenStack.line): error[VAL007]: \
                Cluster.BackupRetentionPeriod is out of range; got 90, expected 1...35
                  fix: choose 35
                Tests/BorealisTestingTests/SynthesizeTests.swift:\(BrokenStack.line + 1): error[SYN002]: \
                EC2.VPC was made and no stack holds it
                  fix: store it in a property of its stack or construct, or remove it
                error[SYN018]: my-stack gives a stack name that CloudFormation doesn't accept; got my-stack, \
                expected 1...128 of A-Z, a-z and 0-9, a letter first
                  fix: rename my-stack
                """
        )
        #expect(error?.diagnostics.map(\.code) == ["VAL007", "SYN002", "SYN018"])
    }

    @Test func `a stack that needs another is synthesised with its app`() throws {
        let error = #expect(throws: SynthesisFailure.self) { try synthesize(ClientStack(shop: NetworkStack())) }
        #expect(error?.diagnostics.map(\.code) == ["SYN002"])
        let client = try #require(try synthesize(ShopApp.self)["client"])
        #expect(client.parameters["NetworkStackName.Default"] == "network")
    }

    @Test func `an error of an initialiser is the test's own`() {
        #expect(throws: CancellationError.self) { try synthesize(try FailingStack()) }
    }

    @Test func `what is no error is kept`() throws {
        let template = try synthesize(AllowedStack())
        #expect(template.diagnostics.map(\.severity) == [.note])
    }

    @Test func `an app without stacks is refused`() {
        let error = #expect(throws: SynthesisFailure.self) { try synthesize(EmptyApp.self) }
        #expect(error?.diagnostics.map(\.code) == ["SYN021"])
    }
}

private struct Wrapper<S: Stack>: Stack {
    let network = EC2.VPC(cidrBlock: "10.0.0.0/16")
}

private struct BrokenStack: Stack {
    static let line = #line + 4
    let cluster: RDS.DBCluster

    init() {
        cluster = RDS.DBCluster(backupRetentionPeriod: 90)
        _ = EC2.VPC()
    }
}

private struct AllowedStack: Stack {
    let cluster = RDS.DBCluster(backupRetentionPeriod: 90)

    init() {
        cluster.allow("VAL007", "the quota was raised")
    }
}

private struct FailingStack: Stack {
    init() throws {
        throw CancellationError()
    }
}

private struct EmptyApp: App {}
