internal import OrderedCollections
internal import TemplateModel

extension TemplateNode {
    /// The text that stands here, or that functions make of nothing but text; nil for what only a deploy knows.
    ///
    /// What is encoded can be read as well, and is left as it is.
    func literalText(in template: Template) -> String? {
        if let scalarText { return scalarText }
        switch call {
        case (.join, .list(let parts))?:
            guard parts.count == 2, let separator = parts[0].scalarText else { return nil }
            return parts[1].literalTexts(in: template)?.joined(separator: separator)
        case (.sub, .string(let text))?: return text.substituting { _ in nil }
        case (.sub, .list(let parts))?:
            guard parts.count == 2, let text = parts[0].string, let variables = parts[1].entries else { return nil }
            return text.substituting { variables[$0]?.literalText(in: template) }
        case (.select, .list(let parts))?:
            guard parts.count == 2, let texts = parts[1].literalTexts(in: template),
                let index = parts[0].scalarText.flatMap({ Int($0) }), texts.indices.contains(index)
            else { return nil }
            return texts[index]
        case (.findInMap, .list(let parts))?:
            let keys = parts.compactMap(\.scalarText)
            guard parts.count == 3, keys.count == 3 else { return nil }
            return template.mappings[keys[0]]?.entries?[keys[1]]?.entries?[keys[2]]?.scalarText
        case (.base64, let argument)?: return argument.literalText(in: template)
        default: return nil
        }
    }

    private func literalTexts(in template: Template) -> [String]? {
        if case (.split, .list(let parts))? = call {
            guard parts.count == 2, let separator = parts[0].scalarText?.first, parts[0].scalarText?.count == 1 else {
                return nil
            }
            return parts[1].literalText(in: template)?
                .split(separator: separator, omittingEmptySubsequences: false).map(String.init)
        }
        guard let items else { return nil }
        let texts = items.compactMap { $0.literalText(in: template) }
        return texts.count == items.count ? texts : nil
    }
}

extension String {
    /// The text with a value for each name between `${` and `}`; nil where one has none.
    ///
    /// `${!Name}` is `${Name}`.
    fileprivate func substituting(_ value: (String) -> String?) -> String? {
        var text = ""
        var rest = self[...]
        while let start = rest.firstRange(of: "${"), let end = rest[start.upperBound...].firstIndex(of: "}") {
            let name = rest[start.upperBound..<end]
            guard let part = name.hasPrefix("!") ? "${\(name.dropFirst())}" : value(String(name)) else { return nil }
            text += rest[..<start.lowerBound] + part
            rest = rest[rest.index(after: end)...]
        }
        return text + rest
    }
}
