import Borealis

/// A database that pauses when nobody uses it, with a reader that takes over.
struct DatabaseStack: Stack {
    let vpc = VPC(availabilityZones: 2)
    let cluster: AuroraCluster
    let clusterArn: Output

    init() {
        cluster = AuroraCluster(
            engine: .mysql("8.0.mysql_aurora.3.08.2"),
            database: "blog",
            capacity: .serverless(0...4, pauseAfter: .seconds(300)),
            subnets: vpc.isolatedSubnets,
            durability: .standard,
            readers: 1
        )
        clusterArn = Output(cluster.arn)
    }
}
