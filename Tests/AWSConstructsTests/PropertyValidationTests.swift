import Borealis
import BorealisDiagnostics
import BorealisEC2
import BorealisRDS
import Testing

/// What synth finds in the properties of resources, with the line of Swift that made them.
@Suite struct PropertyValidationTests {
    @Test func `a property that AWS would refuse is found at its line`() {
        let app = synthesize { MistakenStack() }
        #expect(
            app.problems == [
                """
                line:\(MistakenStack.line): error[VAL005]: Endpoint.VpcEndpointType has a value that is not among those \
                allowed; got interface, expected Interface, Gateway, GatewayLoadBalancer, ServiceNetwork, Resource, Tunnel
                  fix: write Interface
                """,
                """
                line:\(MistakenStack.line + 1): error[VAL010]: Rule.GroupId refers to another kind of thing than it takes; \
                got Network, which is AWS::EC2::VPC, expected AWS::EC2::SecurityGroup
                  fix: refer to AWS::EC2::SecurityGroup
                """,
                """
                line:\(MistakenStack.line + 2): error[VAL002]: Cluster has a property that AWS::RDS::DBCluster doesn't know \
                there; got EngineVersoin, expected EngineVersion
                  fix: write EngineVersion
                """,
                """
                line:\(MistakenStack.line + 2): error[VAL007]: Cluster.BackupRetentionPeriod is out of range; got 90, \
                expected 1...35
                  fix: choose 35
                """,
            ]
        )
    }

    @Test func `a finding that is allowed is a note with its reason`() {
        let app = synthesize { AllowedStack() }
        #expect(
            app.problems == [
                """
                line:\(AllowedStack.line): note[VAL007]: Cluster.BackupRetentionPeriod is out of range; \
                allowed: the quota was raised; got 90
                """
            ]
        )
        #expect(!app.diagnostics.containsError)
    }

    @Test func `what only a deploy knows is not guessed at`() {
        #expect(synthesize { ParameterizedStack() }.problems == [])
    }
}

private struct MistakenStack: Stack {
    static let line = #line + 8
    let network = EC2.VPC(cidrBlock: "10.0.0.0/16")
    let subnet: EC2.Subnet
    let endpoint: EC2.VPCEndpoint
    let rule: EC2.SecurityGroupIngress
    let cluster: RDS.DBCluster

    init() {
        endpoint = EC2.VPCEndpoint(vpcEndpointType: "interface", vpcId: network.ref)
        rule = EC2.SecurityGroupIngress(cidrIp: "10.0.0.0/8", groupId: network.ref, ipProtocol: "tcp")
        cluster = RDS.DBCluster(backupRetentionPeriod: 90)
        cluster.override("Properties.EngineVersoin", with: "8.0")
        subnet = EC2.Subnet(cidrBlock: "10.0.0.0/24", vpcId: network.ref)
    }
}

private struct AllowedStack: Stack {
    static let line = #line + 4
    let cluster: RDS.DBCluster

    init() {
        cluster = RDS.DBCluster(backupRetentionPeriod: 90)
        cluster.allow("VAL007", "the quota was raised")
    }
}

private struct ParameterizedStack: Stack {
    let days = Parameter<Int>()
    let network = Parameter<String>()
    let isLarge: Condition
    let subnet: EC2.Subnet
    let cluster: RDS.DBCluster

    init() {
        isLarge = Condition(.equals(network.ref, "large"))
        subnet = EC2.Subnet(cidrBlock: "10.0.0.0/24", vpcId: network.ref)
        cluster = RDS.DBCluster(backupRetentionPeriod: days.ref, engineVersion: .if(isLarge, "8.0", else: .noValue))
    }
}
