internal import OrderedCollections
internal import ResourceSchema
internal import TemplateModel

/// Brings what means the same into one form.
///
/// Equality is by the schema's type of a property: `"16.10"` is not `"16.1"` where the type is text, and `3306` is
/// `"3306"` where it is a number.
struct Canonicalization {
    let schema: (String) -> ResourceTypeSchema?

    /// A resource in one form, of all those that mean the same.
    func canonical(_ resource: TemplateNode) -> TemplateNode {
        value(ofResource: resource).form
    }

    /// A resource with all its attributes.
    func value(ofResource resource: TemplateNode) -> CanonicalValue {
        guard let entries = resource.objectEntries, resource.call == nil else { return Self.value(of: resource) }
        let type = entries["Type"]?.plainText ?? ""
        var parts: OrderedDictionary<String, CanonicalValue> = [:]
        for (key, node) in entries where key != "Properties" || node != .map([:]) {
            parts[key] = attribute(key, node, ofType: type)
        }
        return .object(resource, parts)
    }

    /// Nil for what is as if it weren't there.
    func attribute(_ key: String, _ node: TemplateNode, ofType type: String) -> CanonicalValue? {
        switch key {
        case "Properties": properties(node, ofType: type)
        case "DependsOn": Self.names(node)
        default: ValueReading().value(of: node)
        }
    }

    private func properties(_ node: TemplateNode, ofType type: String) -> CanonicalValue? {
        guard let schema = schema(ofResourceType: type) else { return ValueReading().value(of: node) }
        return ValueReading(schema: schema).value(of: node, shape: .object(schema.object))
    }

    /// Types of one's own have the properties of custom resources.
    func schema(ofResourceType type: String) -> ResourceTypeSchema? {
        schema(type) ?? (type.hasPrefix("Custom::") ? schema("AWS::CloudFormation::CustomResource") : nil)
    }

    /// A part of which no schema is known: an output, a condition, metadata.
    static func value(of node: TemplateNode) -> CanonicalValue {
        ValueReading().value(of: node) ?? CanonicalValue(node, form: .absence)
    }

    /// `DependsOn`: one name or several, in any order; nil for none.
    private static func names(_ node: TemplateNode) -> CanonicalValue? {
        let reading = ValueReading()
        let items = (node.listItems ?? [node]).compactMap { reading.value(of: $0) }
        return items.isEmpty ? nil : .list(node, items, .meansNothing)
    }
}
