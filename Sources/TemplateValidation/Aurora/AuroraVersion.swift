internal import OrderedCollections
internal import TemplateModel

/// An engine version that a cluster may have, where it and the engine stand in the template.
struct AuroraVersion {
    let family: AuroraFamily
    let release: AuroraRelease
    let text: String
    /// The version as it stands there.
    let value: CheckedResource.Value

    /// One for each branch of `Fn::If`.
    static func all(of resource: CheckedResource) -> [AuroraVersion] {
        guard let family = resource.text("Engine").flatMap(AuroraFamily.init) else { return [] }
        return resource.values(of: "EngineVersion").compactMap { value in
            guard let text = value.node.versionText, let release = AuroraRelease(version: text, of: family) else {
                return nil
            }
            return AuroraVersion(family: family, release: release, text: text, value: value)
        }
    }

    func has(_ feature: AuroraFeature) -> Bool {
        feature.isPart(of: release, of: family)
    }
}

extension TemplateNode {
    /// A version; nil for a number with a fraction, of which nobody knows how it was written: 13.2, or 13.20.
    var versionText: String? {
        if case .number = self { nil } else { scalarText }
    }
}

extension CheckedResource {
    /// Serverless v1 had versions of its own.
    var mayBeServerlessV1: Bool {
        values(of: "EngineMode").contains { $0.node.scalarText == "serverless" }
    }
}
