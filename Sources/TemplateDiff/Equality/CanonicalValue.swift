internal import OrderedCollections
internal import ResourceSchema
internal import TemplateModel

/// A part of a template in the one form of all that mean the same, beside the way in which it is written.
struct CanonicalValue {
    indirect enum Parts {
        /// A text, a number, or a function.
        case none
        /// In the order in which they are written.
        case object(OrderedDictionary<String, CanonicalValue>)
        case list([CanonicalValue], ListOrder)
        /// What `Fn::If` takes: its condition, and one or the other.
        case branches([CanonicalValue])
    }

    /// What the order of a list means.
    enum ListOrder: Hashable {
        case counts
        case meansNothing
        /// Each item is told apart by the values of these of its properties.
        case byKeys([String], countsOrder: Bool)
    }

    let written: TemplateNode
    /// Equal for all that mean the same; functions in one form, scalars as texts, keys and sets sorted.
    let form: TemplateNode
    let parts: Parts
    /// Of a value that the schema calls a scalar.
    var kind: ResourceTypeSchema.ScalarKind?

    init(_ written: TemplateNode, form: TemplateNode, parts: Parts = .none, kind: ResourceTypeSchema.ScalarKind? = nil)
    {
        self.written = written
        self.form = form
        self.parts = parts
        self.kind = kind
    }

    /// The same as it is written elsewhere.
    func written(as node: TemplateNode) -> CanonicalValue {
        CanonicalValue(node, form: form, parts: parts, kind: kind)
    }
}

extension CanonicalValue {
    /// An object of parts; keys count in no order.
    static func object(_ written: TemplateNode, _ parts: OrderedDictionary<String, CanonicalValue>) -> CanonicalValue {
        CanonicalValue(written, form: .map(parts.mapValues(\.form).sortedByKey), parts: .object(parts))
    }

    static func list(_ written: TemplateNode, _ items: [CanonicalValue], _ order: ListOrder) -> CanonicalValue {
        let forms = items.map(\.form)
        let isOrdered =
            switch order {
            case .counts, .byKeys(_, countsOrder: true): true
            case .meansNothing, .byKeys: false
            }
        let form = TemplateNode.list(isOrdered ? forms : forms.sortedAsSet)
        return CanonicalValue(written, form: form, parts: .list(items, order))
    }

    /// The name by which an item of a list is told apart; nil where a part of it isn't a text.
    func name(by keys: [String]) -> String? {
        guard case .object(let parts) = parts else { return nil }
        let names = keys.map { parts[$0]?.form.plainText.map(ExactText.text) }
        guard !names.contains(nil), !names.isEmpty else { return nil }
        return names.compactMap(\.self).joined(separator: "/")
    }
}

extension OrderedDictionary<String, TemplateNode> {
    var sortedByKey: Self {
        var sorted = self
        if !zip(keys, keys.dropFirst()).allSatisfy({ $0 < $1 }) { sorted.sort { $0.key < $1.key } }
        return sorted
    }
}

extension [TemplateNode] {
    /// In the one order of all.
    var sortedAsSet: [TemplateNode] {
        guard count > 1 else { return self }
        return map { ($0.plainText ?? $0.line, $0) }.sorted { $0.0 < $1.0 }.map(\.1)
    }
}
