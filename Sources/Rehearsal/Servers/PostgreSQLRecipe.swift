/// Aurora PostgreSQL is rehearsed on PostgreSQL.
struct PostgreSQLRecipe: ServerRecipe {
    let programs: ServerPrograms

    let account = "postgres"
    /// An immediate shutdown, which gives the shared memory back.
    let stopSignal = "QUIT"

    private static let administrator = "rdsadmin"
    private static let user = "postgres"
    private static let settings = [
        "listen_addresses=", "fsync=off", "full_page_writes=off", "synchronous_commit=off", "autovacuum=off",
        "shared_buffers=16MB", "max_connections=20", "dynamic_shared_memory_type=mmap", "log_min_messages=warning",
        "wal_level=minimal", "max_wal_senders=0", "timezone=UTC", "log_timezone=UTC",
    ]

    var program: String { programs.server }

    /// The master user, and the roles of Aurora that scripts name.
    ///
    /// The master user of Aurora is no superuser, but may make extensions that others may not; this one may do
    /// everything.
    /// - Source: Amazon Aurora User Guide, "Understanding the rds_superuser role", read 2026-11-21.
    var preparation: [String] {
        [
            "CREATE ROLE rds_superuser NOLOGIN", "CREATE ROLE rds_iam NOLOGIN", "CREATE ROLE rds_password NOLOGIN",
            "CREATE ROLE rds_replication NOLOGIN",
            "CREATE ROLE \(Self.user) LOGIN SUPERUSER CREATEDB CREATEROLE IN ROLE rds_superuser",
            "CREATE DATABASE \(DatabaseServer.database) OWNER \(Self.user)",
        ]
    }

    func initialization(in folder: String) -> [String] {
        [
            programs.initializer, "--pgdata", "\(folder)/data", "--username", Self.administrator, "--encoding", "UTF8",
            "--locale", "C", "--auth", "trust", "--no-sync",
        ]
    }

    func serverCommand(in folder: String) -> [String] {
        [programs.server, "-D", "\(folder)/data", "-k", folder] + Self.settings.flatMap { ["-c", $0] }
    }

    func administration(in folder: String, database: String?) throws(DatabaseFailure) -> any DatabaseConnection {
        try connection(in: folder, user: Self.administrator, database: database ?? "postgres")
    }

    func connection(in folder: String) throws(DatabaseFailure) -> any DatabaseConnection {
        try connection(in: folder, user: Self.user, database: DatabaseServer.database)
    }

    private func connection(
        in folder: String,
        user: String,
        database: String
    ) throws(DatabaseFailure) -> any DatabaseConnection {
        try PostgreSQLConnection(over: try UnixSocket("\(folder)/.s.PGSQL.5432"), user: user, database: database)
    }
}
