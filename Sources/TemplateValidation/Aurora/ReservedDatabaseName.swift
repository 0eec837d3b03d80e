internal import BorealisDiagnostics

/// A database is named as one that the engine has already.
///
/// RDS reserves more words than it lists anywhere; these are the databases that every server has.
/// - Source: MySQL Reference Manual, "The mysql System Schema" and its neighbours; PostgreSQL documentation, "Template
///   Databases"; RDS User Guide, "Limitations for RDS for PostgreSQL", rdsadmin; read 2026-11-21.
enum ReservedDatabaseName {
    private static let mysql = ["information_schema", "mysql", "performance_schema", "sys"]
    private static let postgresql = ["rdsadmin", "template0", "template1"]
    private static let reserved = [
        "aurora-mysql": mysql, "mysql": mysql, "mariadb": mysql, "aurora-postgresql": postgresql,
        "postgres": postgresql,
    ]

    static func findings(in facts: TemplateFacts) -> [Finding] {
        let properties = [("AWS::RDS::DBCluster", "DatabaseName"), ("AWS::RDS::DBInstance", "DBName")]
        return properties.flatMap { type, property in
            facts.resources(of: type).flatMap { findings(of: $0, property) }
        }
    }

    private static func findings(of database: CheckedResource, _ property: String) -> [Finding] {
        guard let names = database.text("Engine").flatMap({ reserved[$0] }) else { return [] }
        return database.values(of: property).compactMap { value in
            guard let name = value.node.scalarText, names.contains(name.lowercased()) else { return nil }
            return Finding(
                .reservedDatabaseName,
                at: value.location,
                "\(database.id) is given a database that its engine has already",
                got: name,
                expected: "another name than \(names.joined(separator: ", "))",
                fix: "choose a name such as blog"
            )
        }
    }
}
