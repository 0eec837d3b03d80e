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
                got Network, of AWS::EC2::VPC, expected AWS::EC2::SecurityGroup.Id
                  fix: use Fn::GetAtt Network.DefaultSecurityGroup
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

    @Test func `attributes are checked in typed references and in JSON alike, and each is reported once`() {
        let app = synthesize { AttributeStack() }
        #expect(
            app.diagnostics.map { "\($0.place?.line ?? 0) \($0.code.rawValue) \($0.got ?? "")" } == [
                "\(AttributeStack.line) SYN011 Aren", "\(AttributeStack.line + 1) VAL020 VpcIdd",
            ]
        )
    }

    @Test func `a warning of a construct hides no error with the same value`() {
        let app = synthesize { LowStack() }
        #expect(
            app.diagnostics.map { "\($0.severity) \($0.code.rawValue) \($0.got ?? "")" } == [
                "warning BLOG1 0", "error VAL007 0",
            ]
        )
        #expect(Set(app.diagnostics.map { $0.place?.line }) == [LowStack.line])
    }

    @Test func `a typed reference hides no other property with the same value`() {
        let app = synthesize { EqualStack() }
        #expect(
            app.diagnostics.map { "\($0.place?.line ?? 0) \($0.code.rawValue) \($0.got ?? "")" } == [
                "\(EqualStack.line) SYN011 Aren", "\(EqualStack.line) VAL005 Aren",
            ]
        )
    }

    @Test func `what a stack has and doesn't use is a warning at its line`() {
        #expect(
            synthesize { UnusedStack() }.problems == [
                """
                line:\(UnusedStack.line): warning[VAL025]: parameter Size is used by nothing
                  fix: use it, or remove it
                """
            ]
        )
    }

    @Test func `what is known of Aurora holds for classes and for JSON`() {
        let app = synthesize { AuroraStack() }
        #expect(app.diagnostics.map(\.code.rawValue) == ["AUR001", "AUR006", "AUR008", "VAL014"])
        #expect(app.diagnostics.allSatisfy { $0.place?.line != nil })
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

private struct AttributeStack: Stack {
    static let line = #line + 6
    let vpc = EC2.VPC(cidrBlock: "10.0.0.0/16")
    let output: Output
    let thing: Resource

    init() {
        output = Output(vpc.attribute("Aren", as: String.self))
        thing = Resource(type: "Custom::Thing", properties: ["Name": ["Fn::GetAtt": ["Vpc", "VpcIdd"]]])
    }
}

private struct LowStack: Stack {
    static let line = #line + 1
    let database = LowDatabase()
}

/// Warns of what its resource has, in words of its own.
private struct LowDatabase: Construct {
    let cluster: RDS.DBCluster
    let place: Place

    init(file: StaticString = #filePath, line: UInt = #line) {
        cluster = RDS.DBCluster(backupRetentionPeriod: 0, file: file, line: line)
        place = Place(file, line)
    }

    func validate() -> [Diagnostic] {
        [Diagnostic("BLOG1", severity: .warning, at: place, "the database keeps few backups", got: "0")]
    }
}

private struct EqualStack: Stack {
    static let line = #line + 6
    let vpc = EC2.VPC(cidrBlock: "10.0.0.0/16")
    let endpoint: EC2.VPCEndpoint

    init() {
        // In one line, as a property that is wrong by itself.
        endpoint = EC2.VPCEndpoint(vpcEndpointType: "Aren", vpcId: vpc.attribute("Aren", as: String.self))
    }
}

private struct UnusedStack: Stack {
    static let line = #line + 1
    let size = Parameter(default: 1)
    let vpc = EC2.VPC(cidrBlock: "10.0.0.0/16")
}

private struct AuroraStack: Stack {
    let cluster: RDS.DBCluster
    let instance: RDS.DBInstance
    let other: Resource

    init() {
        cluster = RDS.DBCluster(
            enableHttpEndpoint: true,
            engine: "aurora-mysql",
            engineVersion: "8.0.mysql_aurora.3.05.2"
        )
        instance = RDS.DBInstance(
            autoMinorVersionUpgrade: false,
            dbClusterIdentifier: cluster.ref,
            publiclyAccessible: true
        )
        other = Resource(type: "AWS::RDS::DBCluster", properties: ["MasterUserPassword": "hunter2"])
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
