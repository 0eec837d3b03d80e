import Borealis

/// The blog's database: a serverless Aurora cluster in a network of its own.
struct DatabaseStack: Stack {
    let vpc = VPC(availabilityZones: 2)
    let cluster: AuroraCluster
    let databaseName: Output
    let databaseClusterArn: Output

    init() {
        cluster = AuroraCluster(
            engine: .mysql("8.0.mysql_aurora.3.08.2"),
            database: "anonfed",
            capacity: .serverless(0...4, pauseAfter: .seconds(300)),
            subnets: vpc.isolatedSubnets,
            durability: .standard
        )
        databaseName = Output(Value(cluster.database), description: "The database in the cluster")
        databaseClusterArn = Output(cluster.arn, description: "The cluster's ARN, for the Data API")
    }

    var description: String { "The blog's database" }
}
