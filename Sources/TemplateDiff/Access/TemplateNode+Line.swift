internal import OrderedCollections
internal import TemplateModel

extension TemplateNode {
    /// As a person writes it in a line: text as it is, functions as YAML has them (`!GetAtt Cluster.Arn`), else JSON.
    var shortText: String { shortText(at: "") }

    /// - Parameter name: of what it is the value of, which may tell that it is a secret.
    func shortText(at name: String) -> String {
        if Redaction.shown(self, at: [name]) == .hidden { return "****" }
        if let passedText { return ExactText.text(of: passedText) }
        guard call != nil else { return line }
        if let substitution { return "!Sub \(substitution)" }
        let text = text(as: .yaml).dropLast()
        return text.contains("\n") ? line : String(text)
    }

    /// The text of `Fn::Sub` that says the same as `Fn::Join` in its canonical form.
    private var substitution: String? {
        guard case (.join, .list(let arguments))? = call, arguments.count == 2, arguments[0] == .string(""),
            let pieces = arguments[1].listItems
        else { return nil }
        let texts = pieces.map { piece -> String? in
            switch (piece, piece.call) {
            case (.string(let text), _): ExactText.text(of: text).replacing("${", with: "${!")
            case (_, (.ref, .string(let name))?): "${\(name)}"
            case (_, (.getAtt, .list(let parts))?): "${\(parts.map(\.shortText).joined(separator: "."))}"
            default: nil
            }
        }
        return texts.contains(nil) ? nil : texts.compactMap(\.self).joined()
    }

    /// The value of a key; nil for what is no object, and for a function.
    func child(_ key: String) -> TemplateNode? {
        guard case .map(let entries) = self, call == nil else { return nil }
        return entries[key]
    }

    /// The items of a list; what is no list is the only item, as services read it.
    var members: [TemplateNode] {
        listItems ?? [self]
    }
}
