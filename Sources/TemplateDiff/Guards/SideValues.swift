internal import OrderedCollections
internal import TemplateModel

/// What the parameters, mappings and conditions of one of two templates give, as far as it is known before the deploy.
struct SideValues {
    let template: Template
    /// The values of the parameters of the deployed stack.
    let deployed: [String: String]
    /// Parameters that both templates have: without a deployed value a stack may have another one than the default.
    private let shared: Set<String>

    init(_ template: Template, deployed: [String: String], other: Template) {
        self.template = template
        self.deployed = deployed
        shared = Set(template.parameters.keys).intersection(other.parameters.keys)
    }

    /// Nil where it isn't known, or must not be shown.
    private func value(ofParameter name: String, isSure: Bool) -> TemplateNode? {
        guard let entries = template.parameters[name]?.objectEntries,
            entries["NoEcho"]?.passedText?.lowercased() != "true",
            entries["Type"]?.plainText?.isReadAtDeploy != true
        else { return nil }
        let text = deployed[name] ?? (isSure && shared.contains(name) ? nil : entries["Default"]?.passedText)
        return text.flatMap { $0 == "****" ? nil : .string(ExactText.form(of: $0)) }
    }

    private func value(inMapping parts: [TemplateNode]) -> TemplateNode? {
        var node = parts.first?.plainText.flatMap { template.mappings[$0] }
        for key in parts.dropFirst().prefix(2) {
            node = key.plainText.flatMap { node?.objectEntries?[ExactText.text(of: $0)] }
        }
        return node.map { Canonicalization.value(of: $0).form }
    }
}

extension SideValues {
    /// In canonical form, with what is known in place of names.
    ///
    /// - Parameters:
    ///   - equal: the comparisons of conditions that hold; nil to leave `Fn::If` as it is.
    ///   - isSure: whether defaults count only where no stack can have another value.
    /// - Returns: nil for what isn't there.
    func resolved(
        _ node: TemplateNode?,
        where equal: Set<ConditionFormula.Comparison>?,
        isSure: Bool = false
    ) -> TemplateNode? {
        guard let node else { return nil }
        let form = replaced(Canonicalization.value(of: node).form, equal, isSure)
        let resolved = Canonicalization.value(of: form).form
        return resolved.isAbsence ? nil : resolved
    }

    private func replaced(
        _ form: TemplateNode,
        _ equal: Set<ConditionFormula.Comparison>?,
        _ isSure: Bool
    ) -> TemplateNode {
        switch (form.call?.function, form.call?.argument, form) {
        case (.ref?, .string(let name)?, _): return value(ofParameter: name, isSure: isSure) ?? form
        case (.findInMap?, .list(let parts)?, _) where parts.count > 2:
            let keys = parts.map { replaced($0, equal, isSure) }
            return value(inMapping: keys) ?? .call(.findInMap, .list(keys))
        case (.if?, .list(let parts)?, _) where parts.count == 3:
            if let equal {
                return replaced(formula(of: parts[0]).holds(where: equal) ? parts[1] : parts[2], equal, isSure)
            }
        default: break
        }
        return switch form {
        case .list(let items): .list(items.map { replaced($0, equal, isSure) })
        case .map(let entries): .map(entries.mapValues { replaced($0, equal, isSure) })
        default: form
        }
    }

    /// A value with the meaning of all that it names: equal for two sides that give the same.
    func meaning(of node: TemplateNode) -> TemplateNode {
        let form = resolved(node, where: nil, isSure: true) ?? .absence
        let meanings = form.references.compactMap { reference -> TemplateNode? in
            switch reference {
            case .ref(let name): template.parameters[name]
            // Where a function gives the name, any mapping may be meant.
            case .mapping(let name, _): name.plainText.map { template.mappings[$0] } ?? .map(template.mappings)
            case .condition(let name): template.conditions[name]
            case .attribute: nil
            }
        }
        return meanings.isEmpty ? form : .list([form] + meanings)
    }
}

extension SideValues {
    /// - Parameter name: nil for what has no condition.
    func formula(ofCondition name: String?) -> ConditionFormula {
        name.map { formula(named: $0, inside: []) } ?? .always(true)
    }

    /// The first argument of `Fn::If`, or a part of a condition.
    private func formula(of node: TemplateNode, inside names: Set<String> = []) -> ConditionFormula {
        if let name = node.plainText { return formula(named: name, inside: names) }
        switch (node.call?.function, node.call?.argument) {
        case (.condition?, .string(let name)?): return formula(named: name, inside: names)
        case (.not?, .list(let parts)?) where parts.count == 1: return .not(formula(of: parts[0], inside: names))
        case (.and?, .list(let parts)?): return .and(parts.map { formula(of: $0, inside: names) })
        case (.or?, .list(let parts)?): return .or(parts.map { formula(of: $0, inside: names) })
        case (.equals?, .list(let parts)?) where parts.count == 2:
            let (left, right) = (meaning(of: parts[0]), meaning(of: parts[1]))
            if left == right { return .always(true) }
            if left.plainText != nil, right.plainText != nil { return .always(false) }
            return .comparison(ConditionFormula.Comparison(left, right))
        default: return .comparison(ConditionFormula.Comparison(meaning(of: node), .boolean(true)))
        }
    }

    private func formula(named name: String, inside names: Set<String>) -> ConditionFormula {
        guard let node = template.conditions[name], !names.contains(name) else {
            return .comparison(ConditionFormula.Comparison(.string(name), .boolean(true)))
        }
        return formula(of: node, inside: names.union([name]))
    }

    /// The comparisons that decide what a value is.
    func comparisons(in node: TemplateNode?) -> Set<ConditionFormula.Comparison> {
        guard let node else { return [] }
        let form = Canonicalization.value(of: node).form
        return form.references.reduce(into: []) { found, reference in
            if case .condition(let name) = reference { found.formUnion(formula(ofCondition: name).comparisons) }
        }
    }
}
