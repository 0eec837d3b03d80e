import Borealis
import OrderedCollections
import TemplateModel
import Testing

@Suite struct VPCTests {
    @Test func `nothing in a network is billed or reachable`() {
        let app = synthesize { NetworkStack(zones: 3) }
        #expect(app.problems == [])
        let types = app.stacks[0].template.resources.values.map { node in
            if case .map(let body) = node { body["Type"] } else { TemplateNode?.none }
        }
        #expect(
            types == ["AWS::EC2::VPC", "AWS::EC2::Subnet", "AWS::EC2::Subnet", "AWS::EC2::Subnet"].map { .string($0) }
        )
    }

    @Test func `another zone moves no subnet`() {
        let two = synthesize { NetworkStack(zones: 2) }
        let six = synthesize { NetworkStack(zones: 6) }
        for index in 1...2 {
            #expect(
                two.property("NetworkIsolatedSubnets\(index)", "Properties")
                    == six.property("NetworkIsolatedSubnets\(index)", "Properties")
            )
        }
        #expect(six.property("NetworkIsolatedSubnets6", "Properties", "CidrBlock") == .string("10.0.80.0/20"))
    }

    @Test(arguments: [
        (
            7, CIDR("10.0.0.0/16"),
            """
            error[NET001]: the network is in too few or too many availability zones; got 7, expected 2...6
              fix: choose 6
            """
        ),
        (
            0, CIDR("10.0.0.0/16"),
            """
            error[NET001]: the network is in too few or too many availability zones; got 0, expected 2...6
              fix: choose 2
            """
        ),
        (
            2, CIDR("10.0.0/16"),
            """
            error[NET002]: the network's block of addresses is malformed; got 10.0.0/16, \
            expected four numbers and a prefix length, such as 10.0.0.0/16
              fix: choose 10.0.0.0/16
            """
        ),
        (
            2, CIDR("10.0.7.1/20"),
            """
            error[NET002]: the network's block doesn't start at its first address; got 10.0.7.1/20, \
            expected 10.0.0.0/20
              fix: choose 10.0.0.0/20
            """
        ),
        (
            2, CIDR("10.0.0.0/25"),
            """
            error[NET003]: the network's block can't be divided into a subnet for each zone; got /25, \
            expected /16 to /24, of which each subnet gets a sixteenth
              fix: choose /24
            """
        ),
    ])
    func `what a network can't be is refused`(zones: Int, cidr: CIDR, problem: String) {
        let app = synthesize { NetworkStack(zones: zones, cidr: cidr) }
        #expect(app.problems == ["line:\(NetworkStack.line): \(problem)"])
    }

    @Test(arguments: [
        "", "10.0.0.0", "10.0.0.0/33", "10.0.0.256/8", "010.0.0.0/8", "10.0.0.0/-1", "a.b.c.d/8", "1.2.3.4.5/8",
    ])
    func `text that is no block has no parts`(text: String) {
        #expect(CIDR(text).canonical == nil)
        #expect(CIDR(text).part(0, bits: 1) == nil)
    }

    @Test func `a block is divided into equal parts in the order of their addresses`() {
        let block: CIDR = "192.168.0.0/22"
        #expect(
            (0..<4).map { block.part($0, bits: 2)?.description } == [
                "192.168.0.0/24", "192.168.1.0/24", "192.168.2.0/24", "192.168.3.0/24",
            ]
        )
        #expect(block.part(4, bits: 2) == nil)
        #expect(block.part(0, bits: 11) == nil)
        #expect(CIDR("255.255.255.255/0").canonical == "0.0.0.0/0")
    }
}

private struct NetworkStack: Stack {
    static let line = #line + 4
    let network: VPC

    init(zones: Int, cidr: CIDR = "10.0.0.0/16") {
        network = VPC(availabilityZones: zones, cidr: cidr)
    }
}
