internal import OrderedCollections
internal import TemplateModel

extension TemplateNode {
    var plainText: String? {
        if case .string(let text) = self { text } else { nil }
    }

    var listItems: [TemplateNode]? {
        if case .list(let items) = self { items } else { nil }
    }

    var objectEntries: OrderedDictionary<String, TemplateNode>? {
        if case .map(let entries) = self { entries } else { nil }
    }

    /// A value as CloudFormation passes it on: every scalar is a text.
    ///
    /// A number with a point keeps it: `1.0` is not `1`.
    var passedText: String? {
        switch self {
        case .string(let text): text
        case .integer(let number): String(number)
        case .number(let number): String(number)
        case .boolean(let boolean): String(boolean)
        case .list, .map: nil
        }
    }

    /// A form as a person would write it, with `Fn::Sub` where that can say it.
    var asWritten: TemplateNode {
        if case (.join, .list(let parts))? = call, parts.count == 2, parts[0] == .string(""),
            let pieces = parts[1].listItems, let text = Self.substitution(of: pieces)
        {
            return .call(.sub, .string(text))
        }
        return switch self {
        case .string(let text): .string(ExactText.text(of: text))
        case .list(let items): .list(items.map(\.asWritten))
        case .map(let entries): .map(entries.mapValues(\.asWritten))
        case .integer, .number, .boolean: self
        }
    }

    /// Nil where a piece is another function than `Ref` and `Fn::GetAtt`.
    private static func substitution(of pieces: [TemplateNode]) -> String? {
        let texts = pieces.map { piece -> String? in
            switch (piece, piece.call?.function, piece.call?.argument) {
            case (.string(let text), _, _): ExactText.text(of: text).replacing("${", with: "${!")
            case (_, .ref?, .string(let name)?): "${\(name)}"
            case (_, .getAtt?, .list(let parts)?): "${\(parts.compactMap(\.plainText).joined(separator: "."))}"
            default: nil
            }
        }
        return texts.contains(nil) ? nil : texts.compactMap(\.self).joined()
    }

    /// What `Ref: AWS::NoValue` says: nothing is there.
    static let absence = TemplateNode.call(.ref, .string("AWS::NoValue"))

    var isAbsence: Bool {
        if case (.ref, .string("AWS::NoValue"))? = call { true } else { false }
    }
}
