internal import BorealisDiagnostics
internal import OrderedCollections
internal import TemplateModel

/// A parameter, a mapping or a condition that nothing uses.
enum UnusedElement {
    static func findings(in facts: TemplateFacts) -> [Finding] {
        guard !facts.hasMoreUses else { return [] }
        let used = Dictionary(grouping: facts.uses, by: \.naming).mapValues { Set($0.map(\.target)) }
        let template = facts.template
        let declared: [(TemplateSection, Template.Section)] = [
            (.parameters, template.parameters), (.mappings, template.mappings), (.conditions, template.conditions),
        ]
        return declared.flatMap { section, elements in
            elements.keys.filter { !(used[section]?.contains($0) ?? false) }.map { finding($0, section) }
        }
    }

    private static func finding(_ id: String, _ section: TemplateSection) -> Finding {
        let kind = section.rawValue.lowercased().dropLast()
        return Finding(
            .unusedElement,
            severity: .warning,
            at: TemplateLocation(section.rawValue, id),
            isAboutKey: true,
            "\(kind) \(id) is used by nothing",
            fix: "use it, or remove it"
        )
    }
}

extension TemplateUse {
    /// The section of what it names; a resource and a parameter can't share a name.
    fileprivate var naming: TemplateSection {
        switch kind {
        case .reference, .attribute, .dependsOn: .parameters
        case .condition: .conditions
        case .mapping: .mappings
        }
    }
}
