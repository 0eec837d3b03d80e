internal import BorealisDiagnostics
public import BorealisEC2
public import BorealisRDS
public import BorealisSecretsManager
public import ConstructKit

/// A serverless Aurora cluster that is reached through the Data API.
///
/// Its storage is encrypted (one that is restored is as its snapshot was), nothing can connect to it over the network, its master user's password is in a secret of
/// its own, and what happens to its data is said by ``Durability``. Every resource that it makes can be changed:
/// `cluster.resource.backtrackWindow = 3600`.
public struct AuroraCluster: Construct {
    /// The master user.
    public let secret: DatabaseSecret
    /// Where the cluster is placed.
    public let subnetGroup: RDS.DBSubnetGroup
    /// Lets nothing in.
    public let securityGroup: EC2.SecurityGroup
    /// The engine's parameters; nil when all have their default.
    public let parameterGroup: RDS.DBClusterParameterGroup?
    /// The cluster itself.
    public let resource: RDS.DBCluster
    /// The instance that writes; nil on Serverless v1, which has no instances.
    public let writer: RDS.DBInstance?
    /// Instances that read, and take over when the writer fails.
    public let readers: [RDS.DBInstance]
    /// Adds host, port and engine to the secret.
    public let attachment: SecretsManager.SecretTargetAttachment

    /// The database that the cluster is created with.
    public let database: String

    let options: Options
    let place: Place

    /// What a cluster was made with, for its resources and its checks.
    struct Options: PlainData {
        let engine: AuroraEngine
        let database: String
        let capacity: AuroraCapacity
        let durability: Durability
        let userName: String
        let readerCount: Int
        let subnetCount: Int?
        let source: AuroraSource?
        let kmsKey: Value<String>?
    }

    /// A cluster with a writer, and readers where they are wanted.
    ///
    /// - Parameters:
    ///   - engine: with a version that has the Data API: Aurora MySQL 3.07, or PostgreSQL 13.11, 14.8, 15.3, 16.1, 17.4.
    ///   - database: 1...64 letters, digits and underscores, a letter first (63 on PostgreSQL).
    ///   - capacity: `.serverless(0...4, pauseAfter: .seconds(300))`.
    ///   - subnets: in at least two zones: `vpc.isolatedSubnets`.
    ///   - userName: the master user: `admin` on MySQL and `postgres` on PostgreSQL where it is left out.
    ///   - readers: 0...15.
    ///   - parameters: of the cluster's parameter group, by their names in the engine.
    ///   - restoring: the snapshot that the cluster is made from; see ``AuroraSource/snapshot(_:)``.
    ///   - kmsKey: a customer's key by ID, ARN or alias; RDS's own key where it is left out. It can't be changed later.
    public init(
        engine: AuroraEngine,
        database: String,
        capacity: AuroraCapacity,
        subnets: some SubnetSelection,
        durability: Durability,
        userName: String? = nil,
        readers: Int = 0,
        parameters: [String: Value<String>] = [:],
        restoring: AuroraSource? = nil,
        kmsKey: Value<String>? = nil,
        file: StaticString = #filePath,
        line: UInt = #line
    ) {
        self.database = database
        place = Place(file, line)
        options = Options(
            engine: engine,
            database: database,
            capacity: capacity,
            durability: durability,
            userName: userName ?? engine.defaultUserName,
            readerCount: readers,
            subnetCount: subnets.subnetCount,
            source: restoring,
            kmsKey: kmsKey
        )
        let maker = ClusterResources(options: options, file: file, line: line)
        let secret = DatabaseSecret(userName: options.userName, file: file, line: line)
        let surroundings = ClusterResources.Surroundings(
            secret: secret,
            subnetGroup: maker.subnetGroup(in: subnets),
            securityGroup: maker.securityGroup(in: subnets),
            parameterGroup: parameters.isEmpty ? nil : maker.parameterGroup(parameters)
        )
        let cluster = maker.cluster(in: surroundings)
        let instances = maker.instances(of: cluster)
        self.secret = secret
        subnetGroup = surroundings.subnetGroup
        securityGroup = surroundings.securityGroup
        parameterGroup = surroundings.parameterGroup
        resource = cluster
        writer = instances.first
        self.readers = Array(instances.dropFirst())
        attachment = maker.attachment(of: secret, to: cluster)
        if durability == .irreplaceable {
            retainSurroundings()
        }
    }

    /// The cluster's identifier.
    public var ref: Value<String> { resource.ref }
    /// The cluster's ARN: `arn:aws:rds:eu-west-1:123456789012:cluster:blog`.
    public var arn: Value<String> { resource.dbClusterArn }
    /// The host that accepts writes.
    public var endpointAddress: Value<String> { resource.endpointAddress }
    /// The host that spreads connections over the readers.
    public var readerEndpointAddress: Value<String> { resource.readEndpointAddress }

    /// A cluster that outlives its stack is of no use without its password, and can't lose what it stands on.
    private func retainSurroundings() {
        let surroundings: [Resource?] =
            [secret.resource, subnetGroup, securityGroup, parameterGroup, writer, attachment] + readers
        for resource in surroundings {
            resource?.deletionPolicy = .retain
            resource?.updateReplacePolicy = .retain
        }
    }

    /// - Source: Aurora User Guide, "Aurora Replicas", read 2026-11-21.
    static let readerLimits = 0...15
}

/// What a cluster is made from, when it isn't new.
public struct AuroraSource {
    let snapshotIdentifier: Value<String>

    /// A cluster's snapshot, by its name or ARN.
    ///
    /// It must stay in the stack for as long as the cluster lives: CloudFormation replaces a cluster whose snapshot is
    /// removed or changed by an empty one. The user's name, the encryption and the data come from the snapshot; give its
    /// user's name as `userName`, as the secret needs it.
    public static func snapshot(_ identifier: Value<String>) -> AuroraSource {
        AuroraSource(snapshotIdentifier: identifier)
    }
}
