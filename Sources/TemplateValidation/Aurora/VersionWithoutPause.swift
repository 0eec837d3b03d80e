internal import BorealisDiagnostics

/// A cluster's minimum capacity is 0, and its engine version doesn't pause.
enum VersionWithoutPause {
    static func findings(in facts: TemplateFacts) -> [Finding] {
        facts.resources(of: "AWS::RDS::DBCluster").flatMap { cluster in
            let capacities = cluster.values(of: "ServerlessV2ScalingConfiguration").flatMap {
                $0.values(of: "MinCapacity")
            }
            let pauses = capacities.filter { $0.node.scalarText.flatMap { Double($0) } == 0 }
            return AuroraVersion.all(of: cluster).compactMap { version -> Finding? in
                guard !version.has(.pausing), pauses.contains(where: version.value.isPossible) else { return nil }
                return finding(cluster, version)
            }
        }
    }

    private static func finding(_ cluster: CheckedResource, _ version: AuroraVersion) -> Finding {
        Finding(
            .versionWithoutPause,
            at: version.value.location,
            "the engine version of \(cluster.id) lacks auto-pause, which a minimum capacity of 0 turns on",
            got: version.text,
            expected: AuroraFeature.pausing.expected(of: version.family),
            fix: "choose a later version, or a MinCapacity of 0.5"
        )
    }
}
