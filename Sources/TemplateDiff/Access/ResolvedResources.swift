internal import OrderedCollections
internal import TemplateModel

/// The resources of one side, with the values of parameters and mappings in place of their names.
///
/// A rule that takes its addresses from a parameter lets in whom the parameter names.
struct ResolvedResources {
    private let template: Template
    private let canonicalization: Canonicalization
    private let parameters: ParameterValues
    /// The conditions that are true of something else on the other side.
    private let changedConditions: Set<String>
    private let isAfter: Bool

    init(
        _ template: Template,
        _ canonicalization: Canonicalization,
        _ parameters: ParameterValues,
        changedConditions: Set<String>,
        isAfter: Bool
    ) {
        self.template = template
        self.canonicalization = canonicalization
        self.parameters = parameters
        self.changedConditions = changedConditions
        self.isAfter = isAfter
    }

    /// In its canonical form; nil where the template has no such resource.
    func resource(_ id: String) -> TemplateNode? {
        resource(id) { _ in true }
    }

    /// Nil as well for a resource that, as it is written, isn't wanted.
    func resource(_ id: String, where isWanted: (TemplateNode) -> Bool) -> TemplateNode? {
        guard let node = template.resources[id], isWanted(node) else { return nil }
        let form = canonicalization.canonical(node)
        let resolved = resolved(form)
        return resolved == form ? form : canonicalization.canonical(resolved.asWritten)
    }

    private func resolved(_ form: TemplateNode) -> TemplateNode {
        switch (form, form.call?.function, form.call?.argument) {
        case (_, .ref?, .string(let name)?):
            return parameters.value(of: name, isAfter: isAfter).map { .string(ExactText.form(of: $0.passedText ?? "")) }
                ?? form
        case (_, .findInMap?, .list(let parts)?) where parts.count > 2:
            return mapped(parts.prefix(3).map(resolved)) ?? .call(.findInMap, .list(parts.map(resolved)))
        case (_, .if?, .list(let parts)?) where parts.count == 3:
            return .call(.if, .list([condition(parts[0])] + parts.dropFirst().map(resolved)))
        case (.list(let items), _, _): return .list(items.map(resolved))
        case (.map(let entries), _, _): return .map(entries.mapValues(resolved))
        default: return form
        }
    }

    /// Nil where a key isn't known.
    private func mapped(_ keys: [TemplateNode]) -> TemplateNode? {
        let names = keys.compactMap { $0.plainText.map(ExactText.text) }
        guard names.count == 3, !names.contains(where: SecretName.isSecret) else { return nil }
        return template.mappings[names[0]]?.child(names[1])?.child(names[2]).map { Canonicalization.value(of: $0).form }
    }

    /// A condition that changes isn't the same one on both sides.
    private func condition(_ node: TemplateNode) -> TemplateNode {
        guard let name = node.plainText, changedConditions.contains(name) else { return node }
        return .string("\(name) as it \(isAfter ? "will be" : "was")")
    }
}
