internal import BorealisDiagnostics
internal import OrderedCollections

/// A minor version is pinned, and RDS is told to upgrade it by itself: a later deploy that changes the database may then
/// ask for a downgrade, which RDS refuses.
///
/// - Source: RDS API Reference, CreateDBInstance, AutoMinorVersionUpgrade, read 2026-11-21: on where it is left out.
enum PinnedVersion {
    private typealias Pinned = (text: String, value: CheckedResource.Value)

    static func findings(in facts: TemplateFacts) -> [Finding] {
        let clusters = facts.resources(of: "AWS::RDS::DBCluster").flatMap { cluster in
            findings(of: cluster, pinnedVersions(of: cluster))
        }
        let instances = facts.resources(of: "AWS::RDS::DBInstance").flatMap { instance in
            findings(of: instance, pinnedVersions(for: instance, in: facts))
        }
        return clusters + instances
    }

    /// What only a deploy knows isn't guessed at.
    private static func findings(of resource: CheckedResource, _ versions: [Pinned]) -> [Finding] {
        let property = "AutoMinorVersionUpgrade"
        guard resource.properties[property] != nil else {
            let version = resource.isUpgradedByDefault ? versions.first : nil
            return version.map { [finding(at: resource.location(of: property), resource, $0)] } ?? []
        }
        return resource.values(of: property).compactMap { value in
            guard value.node.isTrue || value.node.isNoValue && resource.isUpgradedByDefault else { return nil }
            let version = versions.first { $0.value.isPossible(with: value) }
            return version.map { finding(at: value.location, resource, $0) }
        }
    }

    private static func pinnedVersions(of cluster: CheckedResource) -> [Pinned] {
        AuroraVersion.all(of: cluster).map { ($0.text, $0.value) }
    }

    /// The version of an instance is that of its cluster.
    private static func pinnedVersions(for instance: CheckedResource, in facts: TemplateFacts) -> [Pinned] {
        guard instance.properties["DBClusterIdentifier"] == nil else {
            return facts.resource(instance.reference("DBClusterIdentifier")).map(pinnedVersions) ?? []
        }
        guard let engine = instance.text("Engine") else { return [] }
        return instance.values(of: "EngineVersion").compactMap { value in
            guard let version = value.node.versionText else { return nil }
            let parts = version.split(separator: ".").count
            return parts >= (engine == "postgres" ? 2 : 3) ? (version, value) : nil
        }
    }

    private static func finding(
        at location: TemplateLocation,
        _ resource: CheckedResource,
        _ version: Pinned
    ) -> Finding {
        Finding(
            .pinnedVersion,
            severity: .warning,
            at: location,
            "\(resource.id) is upgraded by RDS, and its minor version is pinned: a later deploy may ask for a downgrade",
            got: "version \(version.text), and AutoMinorVersionUpgrade on",
            expected: "AutoMinorVersionUpgrade: false",
            fix: "turn AutoMinorVersionUpgrade off"
        )
    }
}

extension CheckedResource {
    fileprivate var isUpgradedByDefault: Bool { type == "AWS::RDS::DBInstance" }
}
