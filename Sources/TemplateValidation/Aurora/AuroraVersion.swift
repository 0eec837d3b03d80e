/// The engine and version of a cluster, where both stand in the template.
struct AuroraVersion {
    let family: AuroraFamily
    let release: AuroraRelease
    let text: String

    init?(of resource: CheckedResource) {
        guard let engine = resource.text("Engine"), let family = AuroraFamily(engine: engine),
            let text = resource.text("EngineVersion"), let release = AuroraRelease(version: text, of: family)
        else { return nil }
        self.family = family
        self.release = release
        self.text = text
    }

    func has(_ feature: AuroraFeature) -> Bool {
        feature.isPart(of: release, of: family)
    }
}

extension CheckedResource {
    /// Serverless v1 had versions of its own.
    var isServerlessV1: Bool {
        text("EngineMode") == "serverless"
    }
}
