internal import BorealisDiagnostics
internal import OrderedCollections

/// A cluster's minimum capacity is 0, and its engine version doesn't pause.
enum VersionWithoutPause {
    static func findings(in facts: TemplateFacts) -> [Finding] {
        facts.resources(of: "AWS::RDS::DBCluster").compactMap { cluster in
            let capacity = cluster.properties["ServerlessV2ScalingConfiguration"]?.entries?["MinCapacity"]
            guard capacity?.scalarText.flatMap({ Double($0) }) == 0, let version = AuroraVersion(of: cluster),
                !version.has(.pausing)
            else { return nil }
            return Finding(
                .versionWithoutPause,
                at: cluster.location(of: "EngineVersion"),
                "the engine version of \(cluster.id) lacks auto-pause, which a minimum capacity of 0 turns on",
                got: version.text,
                expected: AuroraFeature.pausing.expected(of: version.family),
                fix: "choose a later version, or a MinCapacity of 0.5"
            )
        }
    }
}
