/// Aurora MySQL is rehearsed on MariaDB.
struct MariaDBRecipe: ServerRecipe {
    let programs: ServerPrograms

    let account = "mysql"
    /// Nothing of the data is kept, so nothing is flushed.
    let stopSignal = "KILL"

    private static let user = "admin"
    /// What the master user of Aurora MySQL may do: neither SUPER nor FILE.
    ///
    /// - Source: Amazon Aurora User Guide, "Master user account privileges", read 2026-11-21.
    private static let privileges = """
        SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, RELOAD, PROCESS, REFERENCES, INDEX, ALTER, SHOW DATABASES, \
        CREATE TEMPORARY TABLES, LOCK TABLES, EXECUTE, CREATE VIEW, SHOW VIEW, CREATE ROUTINE, ALTER ROUTINE, \
        CREATE USER, EVENT, TRIGGER
        """
    /// MySQL's own default, as far as MariaDB knows it: strings have backslashes, and `"` is a quote of strings.
    ///
    /// - Source: MySQL 8.0 Reference Manual, "Server SQL Modes", read 2026-11-21; without ONLY_FULL_GROUP_BY, which
    ///   MariaDB takes more strictly than MySQL does.
    private static let mode = """
        STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION
        """

    var program: String { programs.server }

    var preparation: [String] {
        [
            "CREATE USER \(Self.user)@localhost",
            "GRANT \(Self.privileges) ON *.* TO \(Self.user)@localhost WITH GRANT OPTION",
            "CREATE DATABASE \(DatabaseServer.database)",
        ]
    }

    func initialization(in folder: String) -> [String] {
        [
            programs.initializer, "--no-defaults", "--datadir=\(folder)/data", "--tmpdir=\(folder)",
            "--auth-root-authentication-method=normal", "--skip-test-db", "--innodb-log-file-size=4M",
            "--innodb-flush-method=nosync",
        ]
    }

    func serverCommand(in folder: String) -> [String] {
        [
            programs.server, "--no-defaults", "--datadir=\(folder)/data", "--socket=\(folder)/socket",
            "--pid-file=\(folder)/server.pid", "--tmpdir=\(folder)", "--skip-networking", "--skip-name-resolve",
            "--skip-log-bin", "--performance-schema=0", "--character-set-server=utf8mb4",
            "--collation-server=utf8mb4_unicode_ci", "--innodb-flush-log-at-trx-commit=0", "--innodb-doublewrite=0",
            "--innodb-buffer-pool-size=16M", "--innodb-log-file-size=4M", "--key-buffer-size=1M",
            "--max-allowed-packet=1G", "--default-time-zone=+00:00", "--sql-mode=\(Self.mode)",
        ]
    }

    func administration(in folder: String, database: String?) throws(DatabaseFailure) -> any DatabaseConnection {
        try MySQLConnection(over: try UnixSocket("\(folder)/socket"), user: "root", database: database)
    }

    func connection(in folder: String) throws(DatabaseFailure) -> any DatabaseConnection {
        let socket = try UnixSocket("\(folder)/socket")
        return try MySQLConnection(over: socket, user: Self.user, database: DatabaseServer.database)
    }
}
