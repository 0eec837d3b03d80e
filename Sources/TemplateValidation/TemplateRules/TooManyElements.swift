internal import BorealisDiagnostics
internal import OrderedCollections
internal import TemplateModel

/// A section has more elements than CloudFormation accepts.
///
/// - Source: CloudFormation User Guide, "Understand CloudFormation quotas", read 2026-11-21.
enum TooManyElements {
    static func findings(in facts: TemplateFacts) -> [Finding] {
        let template = facts.template
        let counts: [(TemplateSection, Int, Int)] = [
            (.resources, template.resources.count, 500), (.parameters, template.parameters.count, 200),
            (.mappings, template.mappings.count, 200), (.outputs, template.outputs.count, 200),
        ]
        return counts.filter { $0.1 > $0.2 }.map { section, count, limit in
            Finding(
                .tooManyElements,
                at: TemplateLocation(section.rawValue),
                isAboutKey: true,
                "the template has too many \(section.rawValue.lowercased())",
                got: "\(count)",
                expected: "at most \(limit)",
                fix: "move some into a stack of their own"
            )
        }
    }
}
