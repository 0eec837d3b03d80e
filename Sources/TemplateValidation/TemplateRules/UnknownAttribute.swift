internal import BorealisDiagnostics
internal import OrderedCollections
internal import ResourceSchema
internal import TemplateModel

/// `Fn::GetAtt` or `Fn::Sub` asks for an attribute that the type doesn't have.
enum UnknownAttribute {
    static func findings(in facts: TemplateFacts) -> [Finding] {
        var known: [String: KnownAttributes] = [:]
        return facts.uses.compactMap { use in
            guard case .attribute(let name) = use.kind, let type = facts.types[use.target],
                let schema = facts.schema(type), !schema.hasAttribute(name)
            else { return nil }
            return finding(name, of: type, among: &known[type, default: KnownAttributes(schema)], at: use.location)
        }
    }

    private static func finding(
        _ name: String,
        of type: String,
        among known: inout KnownAttributes,
        at location: TemplateLocation
    ) -> Finding {
        let nearest = known.nearest.nearest(to: name) ?? known.first
        return Finding(
            .absentAttribute,
            at: location,
            "\(type) has no such attribute",
            got: name,
            expected: known.text,
            fix: nearest.map { "write \($0)" } ?? "use Ref"
        )
    }
}

/// The attributes of a type, put into words once.
private struct KnownAttributes {
    let first: String?
    let text: String
    var nearest: NearestNames

    init(_ schema: ResourceTypeSchema) {
        let names = schema.attributes.keys.sorted()
        first = names.first
        text = names.isEmpty ? "Ref: the type has no attributes" : names.joined(separator: ", ")
        nearest = NearestNames(among: names)
    }
}
