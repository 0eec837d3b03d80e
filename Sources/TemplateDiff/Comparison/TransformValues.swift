internal import OrderedCollections
internal import TemplateModel

/// What `AWS::LanguageExtensions` knows when it reads a template: parameters and mappings.
struct TransformValues {
    private let parameters: ParameterValues
    private let template: Template
    private let isAfter: Bool

    init(_ parameters: ParameterValues, of template: Template, isAfter: Bool) {
        (self.parameters, self.template, self.isAfter) = (parameters, template, isAfter)
    }

    /// The items of a collection; nil where only the deploy knows them.
    func texts(of collection: TemplateNode) -> [String]? {
        guard let items = known(collection).listItems else { return nil }
        let texts = items.map { $0.plainText.map(ExactText.text) }
        return texts.contains(nil) ? nil : texts.compactMap(\.self)
    }

    /// `Ref` and `Fn::GetAtt` of a name that a function gives.
    func withKnownName(_ node: TemplateNode) -> TemplateNode {
        switch (node.call?.function, node.call?.argument) {
        case (.ref?, let argument?) where argument.call != nil: .call(.ref, text(of: argument) ?? argument)
        case (.getAtt?, .list(let parts)?): .call(.getAtt, .list(parts.map { text(of: $0) ?? $0 }))
        default: node
        }
    }

    /// An element with the name of its condition, where a function gives it.
    func withKnownCondition(_ element: TemplateNode) -> TemplateNode {
        guard case .map(var entries) = element, let condition = entries["Condition"], condition.call != nil else {
            return element
        }
        entries["Condition"] = known(condition).isAbsence ? nil : text(of: condition) ?? condition
        return .map(entries)
    }

    private func text(of node: TemplateNode) -> TemplateNode? {
        known(node).plainText.map { .string(ExactText.text(of: $0)) }
    }

    private func known(_ node: TemplateNode) -> TemplateNode {
        let form = Canonicalization.value(of: node).form
        return Canonicalization.value(of: resolved(form)).form
    }

    private func resolved(_ form: TemplateNode) -> TemplateNode {
        switch (form, form.call?.function, form.call?.argument) {
        case (_, .ref?, .string(let name)?): value(of: name) ?? form
        case (_, .findInMap?, .list(let parts)?) where parts.count > 2: mapped(parts.map(resolved))
        case (.list(let items), _, _): .list(items.map(resolved))
        case (.map(let entries), _, _): .map(entries.mapValues(resolved))
        default: form
        }
    }

    private func mapped(_ parts: [TemplateNode]) -> TemplateNode {
        let keys = parts[0...2].map(\.plainText)
        guard !keys.contains(nil) else { return .call(.findInMap, .list(parts)) }
        let value = keys.compactMap(\.self).reduce(TemplateNode.map(template.mappings)) { node, key in
            node.objectEntries?[key] ?? .absence
        }
        guard value.isAbsence else { return value }
        return parts.dropFirst(3).first?.objectEntries?["DefaultValue"] ?? .call(.findInMap, .list(parts))
    }

    /// One that must not be echoed has no value here: it would be a part of names.
    private func value(of parameter: String) -> TemplateNode? {
        let entries = template.parameters[parameter]?.objectEntries
        guard entries?["NoEcho"]?.passedText != "true",
            let text = parameters.value(of: parameter, isAfter: isAfter)?.plainText
        else { return nil }
        let type = entries?["Type"]?.plainText ?? ""
        guard type == "CommaDelimitedList" || type.hasPrefix("List<") else { return .string(ExactText.form(of: text)) }
        return .list(text.split(separator: ",").map { .string(ExactText.form(of: $0.trimmed)) })
    }
}

extension Substring {
    fileprivate var trimmed: String {
        String(Substring(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()))
    }
}

extension ComparedTemplate {
    /// The same with what its loops make.
    ///
    /// - Parameter isAfter: whether it is the new one of the two that the values of parameters are known of.
    func withoutLoops(_ parameters: ParameterValues, isAfter: Bool) -> ComparedTemplate {
        var expansion = LoopExpansion(TransformValues(parameters, of: template, isAfter: isAfter))
        let expanded = expansion.expanded(template)
        guard expanded != template else { return self }
        let (places, place) = (expansion.places, place)
        var side = ComparedTemplate(expanded) { path in
            guard path.count > 1, let written = places[Array(path[..<2])] else { return place(path) }
            return place(written + path.dropFirst(2))
        }
        (side.parameters, side.exports, side.physicalIDs) = (self.parameters, exports, physicalIDs)
        return side
    }
}
