import Borealis

/// What is deployed end to end besides our own stacks.
@main
struct EndToEndApp: App {
    let orders = OrdersStack()
    let ledger = LedgerStack()
    let shop = ShopStack()
    let scratch = ScratchStack()
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

/// Two sets of scripts for one database, of which one has scripts that wait for what comes in between.
struct ShopStack: Stack {
    let vpc = VPC(availabilityZones: 2)
    let cluster: AuroraCluster
    let migration: SchemaMigration
    let reports: SchemaMigration
    let contraction: ContractPhase
    let responseMessage: Output
    let reportsMessage: Output
    let contractionMessage: Output

    init() {
        cluster = AuroraCluster(
            engine: .mysql("8.0.mysql_aurora.3.08.2"),
            database: "shop",
            capacity: .serverless(0...1, pauseAfter: .seconds(300)),
            subnets: vpc.isolatedSubnets,
            durability: .ephemeral
        )
        migration = SchemaMigration(of: cluster, scripts: "sql/shop")
        reports = SchemaMigration(of: cluster, scripts: "sql/reports", set: "reports")
        contraction = ContractPhase(of: migration, after: [reports])
        responseMessage = Output(migration.response, description: "What the last deploy did to the schema")
        reportsMessage = Output(reports.response, description: "What it did to the tables of the reports")
        contractionMessage = Output(contraction.response, description: "What it took away at the end")
    }

    var description: String { "The shop's database" }
}

/// A developer's own database, which is made anew when its scripts are edited.
struct ScratchStack: Stack {
    let vpc = VPC(availabilityZones: 2)
    let cluster: AuroraCluster
    let migration: SchemaMigration
    let responseMessage: Output

    init() {
        cluster = AuroraCluster(
            engine: .mysql("8.0.mysql_aurora.3.08.2"),
            database: "scratch",
            capacity: .serverless(0...1, pauseAfter: .seconds(300)),
            subnets: vpc.isolatedSubnets,
            durability: .ephemeral
        )
        migration = SchemaMigration(of: cluster, scripts: "sql/scratch", onEdited: .rebuild)
        responseMessage = Output(migration.response, description: "What the last deploy did to the schema")
    }
}
