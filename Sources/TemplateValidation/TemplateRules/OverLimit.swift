internal import BorealisDiagnostics
internal import OrderedCollections
internal import TemplateModel

/// A name is longer, or a mapping larger, than CloudFormation accepts.
///
/// - Source: CloudFormation User Guide, "Understand CloudFormation quotas", read 2026-11-21.
enum OverLimit {
    private static let nameLimit = 255
    private static let columnLimit = 200
    private static let valueBytes = 4096

    static func findings(in facts: TemplateFacts) -> [Finding] {
        names(in: facts.template) + mappings(in: facts.template) + defaults(in: facts.template)
    }

    private static func names(in template: Template) -> [Finding] {
        let sections: [(TemplateSection, Template.Section)] = [
            (.parameters, template.parameters), (.mappings, template.mappings), (.resources, template.resources),
            (.outputs, template.outputs),
        ]
        return sections.flatMap { section, elements in
            elements.keys.filter { $0.utf8.count > nameLimit }.map { id in
                finding(
                    at: TemplateLocation(section.rawValue, id),
                    isAboutKey: true,
                    "a name in \(section.rawValue) is too long",
                    got: "\(id.utf8.count) characters",
                    expected: "at most \(nameLimit) characters",
                    fix: "shorten it"
                )
            }
        }
    }

    private static func mappings(in template: Template) -> [Finding] {
        template.mappings.elements.flatMap { id, mapping in
            let rows = mapping.entries?.elements.map { ($0.key, $0.value.entries?.count ?? 0) } ?? []
            let all = [(id, rows.count)] + rows.map { ("\(id).\($0.0)", $0.1) }
            return all.filter { $0.1 > columnLimit }.map { name, count in
                finding(
                    at: TemplateLocation("Mappings", id),
                    isAboutKey: true,
                    "mapping \(name) has too many keys",
                    got: "\(count)",
                    expected: "at most \(columnLimit)",
                    fix: "divide it into several mappings"
                )
            }
        }
    }

    private static func defaults(in template: Template) -> [Finding] {
        template.parameters.elements.compactMap { id, parameter in
            guard let text = parameter.entries?["Default"]?.string, text.utf8.count > valueBytes else { return nil }
            return finding(
                at: TemplateLocation("Parameters", id, "Default"),
                "the default of parameter \(id) is too long",
                got: "\(text.utf8.count) bytes",
                expected: "at most \(valueBytes) bytes",
                fix: "divide it over several parameters"
            )
        }
    }

    private static func finding(
        at location: TemplateLocation,
        isAboutKey: Bool = false,
        _ problem: String,
        got: String,
        expected: String,
        fix: String
    ) -> Finding {
        Finding(.overLimit, at: location, isAboutKey: isAboutKey, problem, got: got, expected: expected, fix: fix)
    }
}
