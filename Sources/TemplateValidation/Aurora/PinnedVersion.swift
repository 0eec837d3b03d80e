internal import BorealisDiagnostics
internal import OrderedCollections

/// A minor version is pinned, and RDS is told to upgrade it by itself: the next deploy then asks for a downgrade, which
/// RDS refuses.
///
/// - Source: RDS API Reference, CreateDBInstance, AutoMinorVersionUpgrade, read 2026-11-21: on where it is left out.
enum PinnedVersion {
    static func findings(in facts: TemplateFacts) -> [Finding] {
        let instances = facts.resources(of: "AWS::RDS::DBInstance").compactMap { instance in
            pinnedVersion(for: instance, in: facts).flatMap { version in
                instance.isUpgraded ? finding(at: instance, version) : nil
            }
        }
        let clusters = facts.resources(of: "AWS::RDS::DBCluster").compactMap { cluster in
            AuroraVersion(of: cluster).flatMap { version in
                cluster.isTrue("AutoMinorVersionUpgrade") ? finding(at: cluster, version.text) : nil
            }
        }
        return clusters + instances
    }

    /// The version of an instance is that of its cluster.
    private static func pinnedVersion(for instance: CheckedResource, in facts: TemplateFacts) -> String? {
        guard instance.properties["DBClusterIdentifier"] == nil else {
            return facts.resource(instance.reference("DBClusterIdentifier")).flatMap(AuroraVersion.init)?.text
        }
        guard let version = instance.text("EngineVersion"), let engine = instance.text("Engine") else { return nil }
        let parts = version.split(separator: ".").count
        return parts >= (engine == "postgres" ? 2 : 3) ? version : nil
    }

    private static func finding(at resource: CheckedResource, _ version: String) -> Finding {
        Finding(
            .pinnedVersion,
            severity: .warning,
            at: resource.location(of: "AutoMinorVersionUpgrade"),
            "\(resource.id) is upgraded by RDS, and its minor version is pinned: the next deploy asks for a downgrade",
            got: "version \(version), and AutoMinorVersionUpgrade on",
            expected: "AutoMinorVersionUpgrade: false",
            fix: "turn AutoMinorVersionUpgrade off"
        )
    }
}

extension CheckedResource {
    /// Whether RDS upgrades the instance; what only a deploy knows isn't guessed at.
    fileprivate var isUpgraded: Bool {
        properties["AutoMinorVersionUpgrade"] == nil || isTrue("AutoMinorVersionUpgrade")
    }
}
