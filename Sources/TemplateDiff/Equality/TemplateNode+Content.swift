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

    /// What `Ref: AWS::NoValue` says: nothing is there.
    static let absence = TemplateNode.call(.ref, .string("AWS::NoValue"))

    var isAbsence: Bool {
        if case (.ref, .string("AWS::NoValue"))? = call { true } else { false }
    }
}
