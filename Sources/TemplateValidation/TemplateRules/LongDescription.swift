internal import BorealisDiagnostics
internal import OrderedCollections
internal import TemplateModel

/// The description of the template or of an output is longer than CloudFormation accepts.
///
/// - Source: CloudFormation User Guide, "Understand CloudFormation quotas", read 2026-11-21: 1,024 bytes for a template;
///   "Outputs", 1,024 bytes for an output.
enum LongDescription {
    private static let limit = 1024

    static func findings(in facts: TemplateFacts) -> [Finding] {
        let template = facts.template
        let ofTemplate = finding(of: template.description, "the template", at: TemplateLocation("Description"))
        let ofOutputs = template.outputs.elements.map { id, node in
            let text = node.entries?["Description"]?.string ?? ""
            return finding(of: text, "output \(id)", at: TemplateLocation("Outputs", id, "Description"))
        }
        return ([ofTemplate] + ofOutputs).compactMap(\.self)
    }

    private static func finding(of text: String, _ owner: String, at location: TemplateLocation) -> Finding? {
        guard text.utf8.count > limit else { return nil }
        return Finding(
            .descriptionTooLong,
            at: location,
            "the description of \(owner) is too long",
            got: "\(text.utf8.count) bytes",
            expected: "at most \(limit) bytes",
            fix: "shorten it"
        )
    }
}
