internal import BorealisDiagnostics
internal import OrderedCollections
internal import ResourceSchema
internal import TemplateModel

/// `Fn::GetAtt` or `Fn::Sub` asks for an attribute that the type doesn't have.
enum UnknownAttribute {
    static func findings(in facts: TemplateFacts) -> [Finding] {
        facts.uses.compactMap { use in
            guard case .attribute(let name) = use.kind, let type = facts.types[use.target],
                let schema = facts.schema(type), !schema.hasAttribute(name)
            else { return nil }
            return finding(name, of: schema, at: use.location)
        }
    }

    private static func finding(
        _ name: String,
        of schema: ResourceTypeSchema,
        at location: TemplateLocation
    ) -> Finding {
        let known = schema.attributes.keys.sorted()
        let nearest = NearestName.of(name, among: known)
        return Finding(
            .absentAttribute,
            at: location,
            "\(schema.typeName) has no such attribute",
            got: name,
            expected: known.isEmpty ? "Ref: the type has no attributes" : known.joined(separator: ", "),
            fix: nearest.map { "write \($0)" } ?? (known.first.map { "write \($0)" } ?? "use Ref")
        )
    }
}
