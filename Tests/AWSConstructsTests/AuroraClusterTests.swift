import Borealis
import BorealisEC2
import BorealisRDS
import Foundation
import OrderedCollections
import TemplateModel
import TestSupport
import Testing

@Suite struct AuroraClusterTests {
    @Test func `a cluster with everything`() throws {
        let app = synthesize { FullStack() }
        #expect(app.problems == [])
        Golden("Tests/AWSConstructsTests/Goldens/full.yaml").expect(app.stacks[0].template.node.text(as: .yaml))
    }

    @Test func `a cluster from a snapshot has no user name, and one in an existing network makes none`() throws {
        let app = synthesize { RestoredStack() }
        #expect(app.problems == [])
        Golden("Tests/AWSConstructsTests/Goldens/restored.yaml").expect(app.stacks[0].template.node.text(as: .yaml))
    }

    @Test func `Serverless v1 has scaling of its own and no instance`() {
        let app = synthesize { ClusterStack(capacity: .legacyServerlessV1(1...8, pauseAfter: .seconds(300))) }
        #expect(app.problems == [])
        #expect(app.property("Cluster", "Properties", "EngineMode") == .string("serverless"))
        #expect(app.property("Cluster", "Properties", "ScalingConfiguration", "AutoPause") == .boolean(true))
        #expect(app.property("Cluster", "Properties", "ServerlessV2ScalingConfiguration") == nil)
        #expect(app.property("ClusterWriter") == nil)
    }

    @Test(arguments: [
        (Durability.ephemeral, "Delete", "Delete", false, 1, "Delete"),
        (.standard, "Snapshot", "Snapshot", false, 7, "Delete"),
        (.irreplaceable, "Retain", "Retain", true, 35, "Retain"),
    ])
    func `durability says what happens to the data`(
        durability: Durability,
        deletion: String,
        replacement: String,
        isProtected: Bool,
        days: Int,
        secret: String
    ) {
        let app = synthesize { ClusterStack(durability: durability) }
        #expect(app.problems == [])
        #expect(app.property("Cluster", "DeletionPolicy") == .string(deletion))
        #expect(app.property("Cluster", "UpdateReplacePolicy") == .string(replacement))
        #expect(app.property("Cluster", "Properties", "DeletionProtection") == .boolean(isProtected))
        #expect(app.property("Cluster", "Properties", "BackupRetentionPeriod") == .integer(days))
        #expect(app.property("ClusterSecret", "DeletionPolicy") == .string(secret))
        #expect(app.property("ClusterWriter", "DeletionPolicy") == .string(secret))
    }

    @Test func `the password is nowhere but in a dynamic reference`() {
        let text = synthesize { ClusterStack() }.stacks[0].template.node.text(as: .json)
        let lines = text.split(separator: "\n").filter { $0.localizedCaseInsensitiveContains("password") }
        #expect(
            lines.map { $0.trimmingCharacters(in: .whitespaces) } == [
                #""GenerateStringKey": "password","#, #""PasswordLength": 32,"#, #""MasterUserPassword": {"#,
                #""Fn::Sub": "{{resolve:secretsmanager:${ClusterSecret}:SecretString:password}}""#,
            ]
        )
    }

    @Test(arguments: Refusal.all)
    func `what Aurora doesn't accept is refused`(refusal: Refusal) {
        let app = synthesize(refusal.make)
        #expect(app.problems == refusal.problems.map { "line:\(ClusterStack.line): error[\($0)" })
    }

    @Test(arguments: ["13.11", "14.8", "15.3", "16.1", "17.4", "18.0", "16.10"])
    func `PostgreSQL has the Data API from these versions on`(version: String) {
        #expect(
            synthesize { ClusterStack(engine: .postgresql(version), capacity: .serverless(0.5...1)) }.problems == []
        )
    }

    @Test(arguments: ["12.9", "13.10", "14.7", "15.2", "16.0", "17.3"])
    func `PostgreSQL lacks the Data API before them`(version: String) {
        let app = synthesize { ClusterStack(engine: .postgresql(version), capacity: .serverless(0.5...1)) }
        #expect(app.diagnostics.map(\.problem) == ["the engine version lacks the Data API"])
    }

    @Test func `whatever a construct makes can be changed`() {
        let app = synthesize { ChangedStack() }
        #expect(app.problems == [])
        #expect(app.property("Cluster", "Properties", "BacktrackWindow") == .integer(3600))
        #expect(app.property("ClusterSecurityGroup", "Properties", "GroupName") == .string("db"))
    }
}

/// Options that Aurora doesn't accept, and what is said of them.
struct Refusal: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let problems: [String]
    let make: @Sendable () -> any Stack

    private init(_ name: String, _ problems: String..., make: @escaping @Sendable () -> any Stack) {
        testDescription = name
        self.problems = problems
        self.make = make
    }

    static let all = [
        Refusal(
            "capacities between the steps",
            """
            RDS001]: maximum capacity is not one that Aurora accepts; got 300 ACU, expected 1...256 in steps of 0.5
              fix: choose 256
            """,
            """
            RDS001]: minimum capacity is not one that Aurora accepts; got 0.3 ACU, expected 0...256 in steps of 0.5
              fix: choose 0.5
            """
        ) { ClusterStack(capacity: .serverless(0.3...300)) },
        Refusal(
            "a short pause",
            """
            RDS002]: the time until auto-pause is not one that Aurora accepts; got 60 s, expected 300...86400 s
              fix: choose .seconds(300)
            """
        ) { ClusterStack(capacity: .serverless(0...4, pauseAfter: .seconds(60))) },
        Refusal(
            "a pause of a cluster that never pauses",
            """
            RDS002]: a cluster pauses only when its minimum capacity is 0; got 0.5 ACU, expected 0 ACU, or no pauseAfter
              fix: choose a minimum of 0
            """
        ) { ClusterStack(capacity: .serverless(0.5...4, pauseAfter: .seconds(300))) },
        Refusal(
            "an old version",
            """
            RDS003]: the engine version lacks auto-pause; got 8.0.mysql_aurora.3.07.1, expected 3.08 or later
              fix: choose 3.08 or later
            """
        ) { ClusterStack(engine: .mysql("8.0.mysql_aurora.3.07.1")) },
        Refusal(
            "options that Serverless v1 doesn't have",
            """
            RDS001]: minimum capacity is not one that Serverless v1 accepts; got 3 ACU, \
            expected 1, 2, 4, 8, 16, 32, 64, 128, 192, 256, 384
              fix: choose 2
            """,
            """
            RDS007]: the cluster has fewer or more readers than Aurora accepts; got 1, expected 0...0
              fix: choose 0
            """
        ) { ClusterStack(capacity: .legacyServerlessV1(3...8), readers: 1) },
        Refusal(
            "a version of another form",
            """
            RDS003]: this is not a full version of aurora-mysql; got 8.0, expected the form of 8.0.mysql_aurora.3.08.2
              fix: choose 8.0.mysql_aurora.3.08.2
            """
        ) { ClusterStack(engine: .mysql("8.0")) },
        Refusal(
            "Serverless v1 by the back door",
            """
            RDS004]: Aurora Serverless v1 ended on 2025-03-31 and takes no new clusters; got engine mode serverless, \
            expected capacity: .serverless(…), which is Serverless v2
              fix: remove engineMode and scalingConfiguration, or say .legacyServerlessV1 for a cluster that exists
            """
        ) {
            let stack = ClusterStack()
            stack.cluster.resource.engineMode = "serverless"
            return stack
        },
        Refusal(
            "names",
            """
            RDS005]: the database name is not one that Aurora accepts; got 1blog, \
            expected 1...64 letters, digits and underscores, a letter first
              fix: choose a name such as blog
            """,
            """
            RDS006]: the user name is not one that Aurora accepts; got rdsadmin, \
            expected 1...16 letters, digits and underscores, a letter first, not rdsadmin
              fix: choose a name such as blog, or leave it out
            """
        ) { ClusterStack(database: "1blog", userName: "rdsadmin") },
        Refusal(
            "too many readers",
            """
            RDS007]: the cluster has fewer or more readers than Aurora accepts; got 16, expected 0...15
              fix: choose 15
            """
        ) { ClusterStack(readers: 16) },
    ]
}

struct ClusterStack: Stack {
    static let line = #line + 12
    let vpc = VPC()
    let cluster: AuroraCluster

    init(
        engine: AuroraEngine = .mysql("8.0.mysql_aurora.3.08.2"),
        database: String = "blog",
        capacity: AuroraCapacity = .serverless(0...4),
        durability: Durability = .standard,
        userName: String? = nil,
        readers: Int = 0
    ) {
        cluster = AuroraCluster(
            engine: engine,
            database: database,
            capacity: capacity,
            subnets: vpc.isolatedSubnets,
            durability: durability,
            userName: userName,
            readers: readers
        )
    }
}

private struct FullStack: Stack {
    let vpc = VPC(availabilityZones: 3, cidr: "10.1.0.0/20")
    let cluster: AuroraCluster
    let host: Output

    init() {
        cluster = AuroraCluster(
            engine: .postgresql("16.4"),
            database: "blog",
            capacity: .serverless(0.5...16),
            subnets: vpc.isolatedSubnets,
            durability: .irreplaceable,
            userName: "owner",
            readers: 2,
            parameters: ["rds.force_ssl": "1", "log_statement": "ddl"],
            kmsKey: "alias/blog"
        )
        host = Output(cluster.endpointAddress)
    }

    var tags: [String: Value<String>] { ["team": "blog", "stage": AWS.stackName] }
}

private struct RestoredStack: Stack {
    let subnets = Parameter<[String]>(type: .list("AWS::EC2::Subnet::Id"))
    let snapshot = Parameter<String>()
    let cluster: AuroraCluster

    init() {
        let vpc = VPC.existing("vpc-0123456789abcdef0", isolatedSubnets: subnets.ref)
        cluster = AuroraCluster(
            engine: .mysql("8.0.mysql_aurora.3.08.2"),
            database: "blog",
            capacity: .serverless(0...4),
            subnets: vpc.isolatedSubnets,
            durability: .ephemeral,
            restoring: .snapshot(snapshot.ref)
        )
    }
}

private struct ChangedStack: Stack {
    let vpc = VPC()
    let cluster: AuroraCluster

    init() {
        cluster = AuroraCluster(
            engine: .mysql("8.0.mysql_aurora.3.08.2"),
            database: "blog",
            capacity: .serverless(0...4),
            subnets: vpc.isolatedSubnets,
            durability: .standard
        )
        cluster.resource.backtrackWindow = 3600
        cluster.securityGroup.groupName = "db"
    }
}
