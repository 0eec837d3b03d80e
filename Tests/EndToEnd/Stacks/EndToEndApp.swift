import Borealis

/// What is deployed end to end besides our own stacks, which are on MySQL.
@main
struct EndToEndApp: App {
    let orders = OrdersStack()
}

/// A database with PostgreSQL, and nothing but the defaults.
struct OrdersStack: Stack {
    let vpc = VPC(availabilityZones: 2)
    let cluster: AuroraCluster
    let migration: SchemaMigration
    let responseMessage: Output

    init() {
        cluster = AuroraCluster(
            engine: .postgresql("17.5"),
            database: "orders",
            capacity: .serverless(0...1, pauseAfter: .seconds(300)),
            subnets: vpc.isolatedSubnets,
            durability: .ephemeral
        )
        migration = SchemaMigration(of: cluster, scripts: "sql/orders")
        responseMessage = Output(migration.response, description: "What the last deploy did to the schema")
    }

    var description: String { "The orders' database" }
}
