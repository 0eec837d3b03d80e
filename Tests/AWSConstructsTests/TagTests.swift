import Borealis
import BorealisDiagnostics
import BorealisEC2
import OrderedCollections
import TemplateModel
import Testing

/// The tags of a stack, on generated types.
@Suite struct TagTests {
    @Test func `a resource's own tag wins, and the stack's others follow`() {
        let app = synthesize { TaggedStack() }
        #expect(app.problems == [])
        #expect(
            app.property("Vpc", "Properties", "Tags")
                == .list([
                    .map(["Key": .string("team"), "Value": .string("network")]),
                    .map(["Key": .string("cost"), "Value": .string("42")]),
                ])
        )
    }

    @Test func `a type that tags what it launches is tagged itself`() {
        let app = synthesize { LaunchStack() }
        #expect(app.problems == [])
        let stackTags = TemplateNode.list([.map(["Key": .string("team"), "Value": .string("blog")])])
        let own = TemplateNode.map(["ResourceType": .string("launch-template"), "Tags": stackTags])
        #expect(app.property("Plain", "Properties", "TagSpecifications") == .list([own]))
        #expect(
            app.property("Specified", "Properties", "TagSpecifications")
                == .list([
                    .map([
                        "ResourceType": .string("launch-template"),
                        "Tags": .list([
                            .map(["Key": .string("a"), "Value": .string("b")]),
                            .map(["Key": .string("team"), "Value": .string("blog")]),
                        ]),
                    ])
                ])
        )
    }

    @Test func `tags that are only text can be declared as text`() {
        let app = synthesize { TextTagStack() }
        #expect(app.problems == [])
        #expect(
            app.property("Vpc", "Properties", "Tags")
                == .list([.map(["Key": .string("team"), "Value": .string("blog")])])
        )
    }

    @Test func `a type that can't have tags gets none`() {
        #expect(synthesize { TaggedStack() }.property("Attachment", "Properties", "Tags") == nil)
    }

    @Test func `tags that a function returns can't be added to`() {
        let app = synthesize { ConditionalTagStack() }
        #expect(
            app.problems == [
                """
                line:\(ConditionalTagStack.line): error[SYN015]: the tags of the stack can't be added to the Tags of \
                AWS::EC2::VPC; got an intrinsic function, expected a list of tags
                  fix: make Tags a list whose elements are the functions
                """
            ]
        )
    }
}

private struct TaggedStack: Stack {
    let vpc = EC2.VPC(cidrBlock: "10.0.0.0/16", tags: [.init(key: "team", value: "network")])
    let gateway = EC2.InternetGateway()
    let attachment: EC2.VPCGatewayAttachment

    init() {
        attachment = EC2.VPCGatewayAttachment(internetGatewayId: gateway.ref, vpcId: vpc.ref)
    }

    var tags: [String: Value<String>] { ["team": "blog", "cost": "42"] }
}

private struct TextTagStack: Stack {
    let tags = ["team": "blog"]
    let vpc = EC2.VPC(cidrBlock: "10.0.0.0/16")
}

private struct LaunchStack: Stack {
    let plain = EC2.LaunchTemplate(launchTemplateData: .init())
    let specified = EC2.LaunchTemplate(
        launchTemplateData: .init(),
        tagSpecifications: [.init(resourceType: .launchTemplate, tags: [.init(key: "a", value: "b")])]
    )

    var tags: [String: Value<String>] { ["team": "blog"] }
}

private struct ConditionalTagStack: Stack {
    static let line = #line + 5
    let isTagged = Condition(.equals(AWS.region, "eu-west-1"))
    let vpc: EC2.VPC

    init() {
        vpc = EC2.VPC(cidrBlock: "10.0.0.0/16", tags: .if(isTagged, [.init(key: "a", value: "b")]))
    }

    var tags: [String: Value<String>] { ["team": "blog"] }
}
