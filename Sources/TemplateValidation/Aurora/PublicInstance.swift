internal import BorealisDiagnostics

/// A database has an address on the internet.
enum PublicInstance {
    static func findings(in facts: TemplateFacts) -> [Finding] {
        facts.resources(of: "AWS::RDS::DBInstance", "AWS::RDS::DBCluster").flatMap { database in
            database.values(of: "PubliclyAccessible").filter(\.node.isTrue).map { value in
                Finding(
                    .publicInstance,
                    severity: .warning,
                    at: value.location,
                    "\(database.id) can be reached from the internet",
                    got: "PubliclyAccessible: true",
                    expected: "false: the Data API needs no address",
                    fix: "set PubliclyAccessible to false"
                )
            }
        }
    }
}
