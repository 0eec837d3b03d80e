internal import BorealisDiagnostics
internal import OrderedCollections
internal import TemplateModel

/// What stands at the top of the template is no section, or one that is no object; or the version isn't the only one.
///
/// - Source: CloudFormation User Guide, "CloudFormation template sections", read 2026-11-21.
enum WrongSection {
    /// Those that are objects.
    private static let objects = [
        "Conditions", "Hooks", "Mappings", "Metadata", "Outputs", "Parameters", "Resources", "Rules",
    ]
    private static let others = ["AWSTemplateFormatVersion", "Description", "Transform"]
    /// Only the serverless transform reads it.
    private static let globals = "Globals"

    static func findings(in template: Template) -> [Finding] {
        guard !template.hasOwnMacros else { return [] }
        let version = template.formatVersion
        let isKnownVersion = version.scalarText == Template.onlyFormatVersion
        return (isKnownVersion ? [] : [wrongVersion(version)]) + sections(template)
    }

    private static func sections(_ template: Template) -> [Finding] {
        var nearest = NearestNames(among: objects + others)
        return template.otherSections.elements.compactMap { key, node in
            if objects.contains(key) { return node.entries == nil ? noObject(key, node) : nil }
            let isMacro = key.hasPrefix("Fn::") || (key == globals && template.isServerless)
            guard !isMacro else { return nil }
            return others.contains(key) ? noText(key, node) : unknown(key, nearest: nearest.nearest(to: key))
        }
    }

    private static func wrongVersion(_ version: TemplateNode) -> Finding {
        Finding(
            .wrongSection,
            at: TemplateLocation("AWSTemplateFormatVersion"),
            "CloudFormation has no such version of templates",
            got: version.shown,
            expected: Template.onlyFormatVersion,
            fix: "write \"\(Template.onlyFormatVersion)\""
        )
    }

    private static func noObject(_ key: String, _ node: TemplateNode) -> Finding {
        Finding(
            .wrongSection,
            at: TemplateLocation(key),
            "the section \(key) is of the wrong type",
            got: node.shown,
            expected: "an object",
            fix: "write an object, or leave it out"
        )
    }

    private static func noText(_ key: String, _ node: TemplateNode) -> Finding? {
        guard node.scalarText == nil else { return nil }
        return Finding(
            .wrongSection,
            at: TemplateLocation(key),
            "the section \(key) is of the wrong type",
            got: node.shown,
            expected: "a text",
            fix: "write a text"
        )
    }

    private static func unknown(_ key: String, nearest: String?) -> Finding {
        Finding(
            .wrongSection,
            at: TemplateLocation(key),
            isAboutKey: true,
            "CloudFormation has no such section",
            got: key,
            expected: nearest,
            fix: nearest.map { "write \($0)" } ?? "leave it out, or move it into Metadata"
        )
    }
}
