internal import BorealisDiagnostics
internal import OrderedCollections
internal import TemplateModel

/// An ARN is longer than the Data API accepts: of a secret whose name leaves no room, or as it is given to a migration.
///
/// - Source: the service model of rds-data in botocore 1.44.5: 11...570 characters (until 2025 it said 100); Secrets
///   Manager API Reference, CreateSecret: names of 1...512 characters; read 2026-11-21.
enum LongARN {
    private static let limit = 570
    /// `arn:aws:secretsmanager:eu-west-1:123456789012:secret:` and `-AbCdEf`: no partition or region has shorter names.
    private static let aroundName = 60

    static func findings(in facts: TemplateFacts) -> [Finding] {
        secrets(in: facts) + migrations(in: facts)
    }

    private static func secrets(in facts: TemplateFacts) -> [Finding] {
        guard facts.types.values.contains("AWS::RDS::DBCluster") else { return [] }
        return facts.resources(of: "AWS::SecretsManager::Secret").compactMap { secret in
            guard let name = secret.text("Name"), name.utf8.count > limit - aroundName else { return nil }
            return finding(
                at: secret.location(of: "Name"),
                "the name of secret \(secret.id) gives an ARN that the Data API doesn't accept",
                count: name.utf8.count,
                limit: limit - aroundName
            )
        }
    }

    private static func migrations(in facts: TemplateFacts) -> [Finding] {
        facts.resources(of: "Custom::SchemaMigration").flatMap { migration in
            ["ClusterArn", "SecretArn"].compactMap { property in
                guard let arn = migration.text(property), arn.utf8.count > limit else { return nil }
                return finding(
                    at: migration.location(of: property),
                    "\(property) of \(migration.id) is an ARN that the Data API doesn't accept",
                    count: arn.utf8.count,
                    limit: limit
                )
            }
        }
    }

    private static func finding(at location: TemplateLocation, _ problem: String, count: Int, limit: Int) -> Finding {
        Finding(
            .longARN,
            at: location,
            problem,
            got: "\(count) characters",
            expected: "at most \(limit) characters",
            fix: "choose a shorter name"
        )
    }
}
