internal import OrderedCollections
internal import ResourceSchema
internal import TemplateModel

/// Reads a value by its type.
struct ValueReading {
    enum Shape {
        case object(ResourceTypeSchema.Object)
        case property(ResourceTypeSchema.Shape)
        /// Nothing is known of it.
        case unknown
        /// Inside of a text that is JSON: a number is no text there.
        case json
    }

    /// What a schema says of a value that counts in a comparison, without the rest, which is dear to copy.
    struct Rules {
        var ignoresCase = false
        var isUnordered = false
        var uniqueKeys: [String] = []
    }

    private let definitions: [String: ResourceTypeSchema.Object]
    private let tags: String?
    private let type: String

    /// - Parameter schema: nil where none is known.
    init(schema: ResourceTypeSchema? = nil) {
        definitions = schema?.definitions ?? [:]
        tags = schema?.tagging?.property
        type = schema?.typeName ?? ""
    }

    /// - Returns: nil for what isn't there: `Ref: AWS::NoValue`.
    func value(
        of node: TemplateNode,
        shape: Shape = .unknown,
        rules: Rules = Rules(),
        named name: String = ""
    ) -> CanonicalValue? {
        // `Condition` is a key of policies, and a function of conditions only, where its form is the same.
        if let call = node.call, call.function != .condition {
            // What fills a hole of JSON is in canonical form.
            if case .json = shape { return CanonicalValue(node.asWritten, form: node) }
            return value(of: call, node) { value(of: $0, shape: shape, rules: rules, named: name) }
        }
        switch (resolved(shape), node) {
        case (.object(let object), .map(let entries)): return value(of: entries, object, node)
        case (.property(.list(let element)), .list(let items)):
            return list(node, items, of: .property(element), rules, named: name)
        case (.property(.map(let element)), .map(let entries)):
            return .object(node, entries) { _, entry in value(of: entry, shape: .property(element)) }
        case (.json, .list(let items)): return list(node, items, of: .json, rules, named: name)
        case (_, .list(let items)): return list(node, items, of: .unknown, Rules(), named: name)
        case (.json, .map(let entries)):
            if let number = entries[JSONReader.longNumber] { return CanonicalValue(number, form: node) }
            return object(node, entries, shape: .json)
        case (_, .map(let entries)): return object(node, entries, shape: .unknown)
        case (.json, _): return CanonicalValue(node, form: node.jsonForm)
        case (.property(.scalar(let kind)), _): return scalar(node, kind, ignoresCase: rules.ignoresCase)
        case (_, _): return scalar(node, nil)
        }
    }

    private func resolved(_ shape: Shape) -> Shape {
        guard case .property(.definition(let name)) = shape else { return shape }
        return definitions[name].map(Shape.object) ?? .unknown
    }

    private func value(
        of entries: OrderedDictionary<String, TemplateNode>,
        _ object: ResourceTypeSchema.Object,
        _ node: TemplateNode
    ) -> CanonicalValue {
        .object(node, entries) { name, entry in
            // Sorted by name, and there are hundreds in some types.
            guard let index = object.index(ofProperty: name) else { return value(of: entry, named: name) }
            let rules = Rules(object.properties[index].constraints)
            return value(of: entry, shape: .property(object.properties[index].shape), rules: rules, named: name)
        }
    }

    /// An object of which nothing is known but, perhaps, that it is a policy.
    private func object(
        _ node: TemplateNode,
        _ entries: OrderedDictionary<String, TemplateNode>,
        shape: Shape
    ) -> CanonicalValue {
        if PolicyForm.isPolicy(entries) {
            return PolicyForm(reading: self, shape: shape).value(of: entries, node)
        }
        return .object(node, entries) { name, entry in value(of: entry, shape: shape, named: name) }
    }

    private func list(
        _ node: TemplateNode,
        _ items: [TemplateNode],
        of element: Shape,
        _ rules: Rules,
        named name: String
    ) -> CanonicalValue {
        let inner = Rules(ignoresCase: rules.ignoresCase)
        let values = items.compactMap { value(of: $0, shape: element, rules: inner) }
        return .list(node, values, order(of: values, rules, named: name))
    }

    private func order(
        of values: [CanonicalValue],
        _ rules: Rules,
        named name: String
    ) -> CanonicalValue.ListOrder {
        let isTags = (name == tags || name == "Tags") && values.allSatisfy { $0.name(by: ["Key"]) != nil }
        let keys = isTags ? ["Key"] : rules.uniqueKeys
        let isUnordered = isTags || rules.isUnordered && !MeaningfulOrder.counts(in: name, ofType: type)
        let names = keys.isEmpty ? [] : values.map { $0.name(by: keys) }
        if !keys.isEmpty, !names.contains(nil), Set(names).count == names.count {
            return .byKeys(keys, countsOrder: !isUnordered)
        }
        return isUnordered ? .meansNothing : .counts
    }
}

extension CanonicalValue {
    /// An object whose entries are read one by one; what isn't there is left out.
    static func object(
        _ node: TemplateNode,
        _ entries: OrderedDictionary<String, TemplateNode>,
        _ read: (String, TemplateNode) -> CanonicalValue?
    ) -> CanonicalValue {
        var parts = OrderedDictionary<String, CanonicalValue>(minimumCapacity: entries.count)
        for (name, entry) in entries {
            parts[name] = read(name, entry)
        }
        return .object(node, parts)
    }
}

extension ValueReading.Rules {
    fileprivate init(_ constraints: borrowing ResourceTypeSchema.Constraints) {
        ignoresCase = constraints.ignoresCase && !constraints.enumeration.isEmpty
        isUnordered = constraints.isUnordered
        uniqueKeys = constraints.uniqueKeys
    }
}

extension ResourceTypeSchema.Object {
    /// By halving, as the properties are sorted.
    fileprivate func index(ofProperty name: String) -> Int? {
        var range = properties.indices
        while !range.isEmpty {
            let middle = range.lowerBound + range.count / 2
            if properties[middle].name == name { return middle }
            range = properties[middle].name < name ? middle + 1..<range.upperBound : range.lowerBound..<middle
        }
        return nil
    }
}
