internal import BorealisDiagnostics
internal import OrderedCollections
internal import TemplateModel

/// The name of an element has other characters than letters and digits.
///
/// How long it may be is a limit of its own. A loop makes names of others, and the names of conditions are freer.
enum WrongName {
    static func findings(in facts: TemplateFacts) -> [Finding] {
        guard !facts.hasOwnMacros else { return [] }
        let template = facts.template
        let sections: [(TemplateSection, Template.Section)] = [
            (.parameters, template.parameters), (.mappings, template.mappings), (.conditions, template.conditions),
            (.resources, template.resources), (.outputs, template.outputs),
        ]
        return sections.flatMap { section, elements in
            elements.keys.filter { !isRight($0, in: section) }.map { id in
                Finding(
                    .wrongName,
                    at: TemplateLocation(section.rawValue, id),
                    isAboutKey: true,
                    "a name in \(section.rawValue) is not alphanumeric",
                    got: id.isEmpty ? "an empty one" : id,
                    expected: "letters and digits",
                    fix: "rename it"
                )
            }
        }
    }

    private static func isRight(_ id: String, in section: TemplateSection) -> Bool {
        if id.hasPrefix("Fn::") || id.contains("${") || id.contains("&{") { return true }
        let others: [UInt8] = section == .conditions ? [UInt8(ascii: "&"), UInt8(ascii: "_")] : []
        return !id.isEmpty && id.utf8.allSatisfy { LogicalID.isAlphanumeric($0) || others.contains($0) }
    }
}
