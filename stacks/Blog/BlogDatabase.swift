import Borealis

/// The blog's database: a serverless Aurora cluster whose schema is migrated on every deploy.
struct DatabaseStack: Stack {
    let vpc = VPC(availabilityZones: 2)
    let cluster: AuroraCluster
    let migration: SchemaMigration
    let responseMessage: Output
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
        migration = SchemaMigration(of: cluster, scripts: "sql/blog")
        responseMessage = Output(migration.response, description: "What the last deploy did to the schema")
        databaseName = Output(Value(cluster.database), description: "The database in the cluster")
        databaseClusterArn = Output(cluster.arn, description: "The cluster's ARN, for the Data API")
    }

    var description: String { "The blog's database" }
}
