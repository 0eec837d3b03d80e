import Borealis

/// Scripts for a database that exists already.
struct MigratedStack: Stack {
    let cluster = Parameter<String>()
    let secret = Parameter<String>()
    let migration: SchemaMigration
    let head: Output

    init(scripts: String, engine: DatabaseEngine) {
        migration = SchemaMigration(
            of: .existing(clusterARN: cluster.ref, secretARN: secret.ref),
            engine: engine,
            database: "blog",
            scripts: scripts
        )
        head = Output(migration.head)
    }
}
