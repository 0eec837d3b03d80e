internal import BorealisDiagnostics

/// A cluster turns the Data API on that its engine version doesn't have.
enum VersionWithoutDataAPI {
    static func findings(in facts: TemplateFacts) -> [Finding] {
        facts.resources(of: "AWS::RDS::DBCluster").compactMap { cluster in
            guard !cluster.isServerlessV1, cluster.isTrue("EnableHttpEndpoint"),
                let version = AuroraVersion(of: cluster),
                !version.has(.dataAPI)
            else { return nil }
            return Finding(
                .versionWithoutDataAPI,
                at: cluster.location(of: "EngineVersion"),
                "the engine version of \(cluster.id) lacks the Data API, which EnableHttpEndpoint turns on",
                got: version.text,
                expected: AuroraFeature.dataAPI.expected(of: version.family),
                fix: "choose a later version, or leave EnableHttpEndpoint out"
            )
        }
    }
}
