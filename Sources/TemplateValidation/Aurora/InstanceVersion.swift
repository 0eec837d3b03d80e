internal import BorealisDiagnostics
internal import OrderedCollections

/// An instance of a cluster has an engine version of its own: the cluster's counts, and the two must be changed together.
enum InstanceVersion {
    static func findings(in facts: TemplateFacts) -> [Finding] {
        facts.resources(of: "AWS::RDS::DBInstance").flatMap { instance -> [Finding] in
            guard instance.properties["DBClusterIdentifier"] != nil else { return [] }
            let ofCluster = facts.resource(instance.reference("DBClusterIdentifier"))?.values(of: "EngineVersion") ?? []
            return instance.values(of: "EngineVersion").filter { !$0.node.isNoValue }.map { version in
                let texts = ofCluster.filter(version.isPossible).compactMap(\.node.versionText)
                return finding(instance, version, ofCluster: texts)
            }
        }
    }

    private static func finding(
        _ instance: CheckedResource,
        _ version: CheckedResource.Value,
        ofCluster texts: [String]
    ) -> Finding {
        let other = version.node.versionText.flatMap { text in texts.first { $0 != text } }
        return Finding(
            .instanceVersion,
            severity: other != nil ? .error : .warning,
            at: version.location,
            "\(instance.id) has an engine version of its own, and the one of its cluster counts",
            got: version.node.shown,
            expected: (other ?? texts.first).map { "\($0), the version of the cluster" }
                ?? "the version of the cluster",
            fix: "leave EngineVersion out of the instance"
        )
    }
}
