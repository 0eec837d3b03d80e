internal import BorealisDiagnostics
internal import OrderedCollections

/// An instance of a cluster has an engine version of its own: the cluster's counts, and the two must be changed together.
enum InstanceVersion {
    static func findings(in facts: TemplateFacts) -> [Finding] {
        facts.resources(of: "AWS::RDS::DBInstance").compactMap { instance in
            guard instance.properties["DBClusterIdentifier"] != nil, let version = instance.properties["EngineVersion"],
                !version.isNoValue
            else { return nil }
            let ofCluster = facts.resource(instance.reference("DBClusterIdentifier"))?.text("EngineVersion")
            let differs = ofCluster != nil && version.scalarText != nil && ofCluster != version.scalarText
            return Finding(
                .instanceVersion,
                severity: differs ? .error : .warning,
                at: instance.location(of: "EngineVersion"),
                "\(instance.id) has an engine version of its own, and the one of its cluster counts",
                got: version.shown,
                expected: ofCluster.map { "\($0), the version of the cluster" } ?? "the version of the cluster",
                fix: "leave EngineVersion out of the instance"
            )
        }
    }
}
