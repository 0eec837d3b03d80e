internal import BorealisDiagnostics
internal import ResourceSchema
internal import TemplateModel

/// A reference leads to a kind of thing that the property can't take: a network where a subnet belongs, or a role's name
/// where its ARN does.
///
/// The format of a property says what it takes (`AWS::EC2::Subnet.Id`, or `.Ids` for a list of them), that of an attribute
/// or identifier what a reference gives.
enum WrongReference {
    static func findings(
        of node: TemplateNode,
        _ constraints: ResourceTypeSchema.Constraints,
        targets: ReferenceTargets,
        at location: TemplateLocation
    ) -> [Finding] {
        let wanted = constraints.formats.compactMap(ReferenceFormat.init)
        guard let first = wanted.first, wanted.count == constraints.formats.count,
            let reference = ResourceReference(node), let given = targets.given(by: reference),
            !wanted.contains(where: { $0 == given.format })
        else { return [] }
        return [
            Finding(
                .wrongReference,
                at: location,
                "\(location.name) refers to another kind of thing than it takes",
                got: "\(reference), of \(given.schema.typeName)",
                expected: wanted.map(\.description).joined(separator: ", "),
                fix: fix(for: first, reference, to: given.schema)
            )
        ]
    }

    private static func fix(
        for wanted: ReferenceFormat,
        _ reference: ResourceReference,
        to schema: ResourceTypeSchema
    ) -> String {
        let attribute = schema.returnedFormats.filter { ReferenceFormat($0.value) == wanted }.keys.sorted().first
        guard let attribute, schema.attributes[attribute] != nil else { return "refer to \(wanted.type)" }
        return "use Fn::GetAtt \(reference.logicalID).\(attribute)"
    }
}
