internal import OrderedCollections
internal import ResourceSchema
internal import TemplateModel

extension ValueReading {
    func scalar(
        _ node: TemplateNode,
        _ kind: ResourceTypeSchema.ScalarKind?,
        ignoresCase: Bool = false
    ) -> CanonicalValue {
        guard let text = node.passedText else { return CanonicalValue(node, form: node) }
        switch kind {
        case .integer?, .number?:
            return CanonicalValue(
                node,
                form: .string(NumberForm.form(of: text) ?? ExactText.form(of: text)),
                kind: kind
            )
        case .boolean?: return CanonicalValue(node, form: .string(text), kind: kind)
        case .string?, .json?, .list?, nil:
            if let json = JSONReader.objectOrList(text) { return self.json(json, written: node) }
            let form = ExactText.form(of: ignoresCase ? text.lowercased() : text)
            return CanonicalValue(node, form: .string(form), kind: kind)
        }
    }

    /// A text that is JSON: equal to others that say the same, and to nothing that is no text.
    func json(_ node: TemplateNode, written: TemplateNode, holes: [TemplateNode] = []) -> CanonicalValue {
        let content = holes.isEmpty ? node : node.filling(holes)
        guard let value = value(of: content, shape: .json) else { return CanonicalValue(written, form: written) }
        return CanonicalValue(written, form: .map(["\u{0}JSON": value.form]), parts: value.parts)
    }
}

extension TemplateNode {
    /// A scalar inside of JSON; what fills a hole of its text is in canonical form.
    var jsonForm: TemplateNode {
        switch self {
        case .string(let text): .string(ExactText.form(of: text))
        case .number(let number): Int(exactly: number).map(TemplateNode.integer) ?? self
        default: self
        }
    }
}

extension JoinedText {
    /// A text that is JSON, with functions within its texts; nil for other texts.
    ///
    /// Holes hold the place of functions while it is read. A text is compared as such where the name of an entry has
    /// a hole, or where the sign of a hole is in the text itself.
    var json: (node: TemplateNode, holes: [TemplateNode])? {
        var holes: [TemplateNode] = []
        var text = ""
        for piece in pieces {
            if let literal = piece.plainText {
                guard !literal.hasDelete else { return nil }
                text += literal
            } else {
                text += "\u{7F}#\(holes.count);"
                holes.append(piece)
            }
        }
        guard let node = JSONReader.objectOrList(text), !node.hasHoleInKey else { return nil }
        return (node, holes)
    }

    /// A text with the holes that ``json`` made, filled again.
    fileprivate init(filling text: String, with holes: [TemplateNode]) {
        self.init()
        let parts = text.split(separator: "\u{7F}#", omittingEmptySubsequences: false)
        append(literal: String(parts[0]))
        for part in parts.dropFirst() {
            let digits = part.prefix { $0 != ";" }
            guard let index = Int(digits), holes.indices.contains(index) else {
                append(literal: "\u{7F}#\(part)")
                continue
            }
            append(holes[index])
            append(literal: String(part.dropFirst(digits.count + 1)))
        }
    }
}

extension String {
    /// Whether the character of the holes is in it, or would be in the JSON that it is.
    fileprivate var hasDelete: Bool {
        self[...].has("\u{7F}") || self[...].has("\\u007f") || self[...].has("\\u007F")
    }
}

extension TemplateNode {
    fileprivate var hasHoleInKey: Bool {
        switch self {
        case .list(let items): items.contains(where: \.hasHoleInKey)
        case .map(let entries): entries.contains { $0[...].has("\u{7F}#") || $1.hasHoleInKey }
        case .string, .integer, .number, .boolean: false
        }
    }

    fileprivate func filling(_ holes: [TemplateNode]) -> TemplateNode {
        switch self {
        case .string(let text):
            text[...].has("\u{7F}#") ? JoinedText(filling: text, with: holes).form : self
        case .list(let items): .list(items.map { $0.filling(holes) })
        case .map(let entries): .map(entries.mapValues { $0.filling(holes) })
        case .integer, .number, .boolean: self
        }
    }
}
