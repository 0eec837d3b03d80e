internal import BorealisDiagnostics
internal import OrderedCollections
internal import TemplateModel

/// A resource, a parameter or an output has a key that CloudFormation doesn't know.
///
/// - Source: CloudFormation User Guide, "Resources syntax", "Parameters syntax" and "Outputs syntax", read 2026-11-21.
enum UnknownKey {
    private static let ofResource = [
        "Condition", "CreationPolicy", "DeletionPolicy", "DependsOn", "Metadata", "Properties", "Type", "UpdatePolicy",
        "UpdateReplacePolicy", "Version",
    ]
    private static let ofServerless = ["Connectors", "IgnoreGlobals"]
    private static let ofParameter = [
        "AllowedPattern", "AllowedValues", "ConstraintDescription", "Default", "Description", "MaxLength", "MaxValue",
        "MinLength", "MinValue", "NoEcho", "Type",
    ]
    private static let ofOutput = ["Condition", "Description", "Export", "Value"]

    static func findings(in facts: TemplateFacts) -> [Finding] {
        guard !facts.hasOwnMacros else { return [] }
        let template = facts.template
        return findings(in: template.parameters, .parameters, known: ofParameter)
            + findings(in: template.resources, .resources, known: ofResource + (facts.isServerless ? ofServerless : []))
            + findings(in: template.outputs, .outputs, known: ofOutput)
    }

    private static func findings(
        in elements: Template.Section,
        _ section: TemplateSection,
        known: [String]
    ) -> [Finding] {
        var nearest = NearestNames(among: known)
        return elements.filter { !$0.key.hasPrefix("Fn::") }.flatMap { id, node in
            (node.entries?.keys ?? []).filter { !known.contains($0) && !$0.hasPrefix("Fn::") }.map { key in
                finding(key, at: TemplateLocation(section.rawValue, id, key), nearest: nearest.nearest(to: key))
            }
        }
    }

    private static func finding(_ key: String, at location: TemplateLocation, nearest: String?) -> Finding {
        Finding(
            .unknownKey,
            at: location,
            isAboutKey: true,
            "\(location.components[1]) has a key that CloudFormation doesn't know there",
            got: key,
            expected: nearest,
            fix: nearest.map { "write \($0)" } ?? "leave \(key) out"
        )
    }
}
