import Borealis

/// What is deployed end to end besides our own stacks.
@main
struct EndToEndApp: App {
    let orders = OrdersStack()
    let ledger = LedgerStack()
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

/// A database on MySQL with triggers and procedures, whose bodies have semicolons.
struct LedgerStack: Stack {
    let vpc = VPC(availabilityZones: 2)
    let cluster: AuroraCluster
    let migration: SchemaMigration
    let responseMessage: Output

    init() {
        cluster = AuroraCluster(
            engine: .mysql("8.0.mysql_aurora.3.08.2"),
            database: "ledger",
            capacity: .serverless(0...1, pauseAfter: .seconds(300)),
            subnets: vpc.isolatedSubnets,
            durability: .ephemeral
        )
        migration = SchemaMigration(of: cluster, scripts: "sql/ledger")
        responseMessage = Output(migration.response, description: "What the last deploy did to the schema")
    }
}
