internal import BorealisDiagnostics

/// A cluster turns the Data API on that its engine version doesn't have.
enum VersionWithoutDataAPI {
    static func findings(in facts: TemplateFacts) -> [Finding] {
        facts.resources(of: "AWS::RDS::DBCluster").filter { !$0.mayBeServerlessV1 }.flatMap { cluster in
            let turnedOn = cluster.values(of: "EnableHttpEndpoint").filter(\.node.isTrue)
            return AuroraVersion.all(of: cluster).compactMap { version -> Finding? in
                guard !version.has(.dataAPI), turnedOn.contains(where: version.value.isPossible) else { return nil }
                return finding(cluster, version)
            }
        }
    }

    private static func finding(_ cluster: CheckedResource, _ version: AuroraVersion) -> Finding {
        Finding(
            .versionWithoutDataAPI,
            at: version.value.location,
            "the engine version of \(cluster.id) lacks the Data API, which EnableHttpEndpoint turns on",
            got: version.text,
            expected: AuroraFeature.dataAPI.expected(of: version.family),
            fix: "choose a later version, or leave EnableHttpEndpoint out"
        )
    }
}
