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
            let reference = ResourceReference(node), let schema = targets.schema(of: reference.logicalID),
            !accepts(wanted, reference, to: schema)
        else { return [] }
        return [
            Finding(
                .wrongReference,
                at: location,
                "\(location.name) refers to another kind of thing than it takes",
                got: "\(reference), of \(schema.typeName)",
                expected: wanted.map(\.description).joined(separator: ", "),
                fix: fix(for: first, reference, to: schema)
            )
        ]
    }

    private static func accepts(
        _ wanted: [ReferenceFormat],
        _ reference: ResourceReference,
        to schema: ResourceTypeSchema
    ) -> Bool {
        if let given = reference.format(schema) { return wanted.contains(given) }
        guard reference.attribute == nil else { return true }
        return wanted.contains { $0.mayBeRef(of: schema) }
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

/// `Ref` or `Fn::GetAtt` of a resource.
private struct ResourceReference: CustomStringConvertible {
    let logicalID: String
    /// Nil for `Ref`.
    let attribute: String?

    init?(_ node: TemplateNode) {
        switch node.call {
        case (.ref, .string(let id))?: (logicalID, attribute) = (id, nil)
        case (.getAtt, .list(let parts))?:
            guard parts.count == 2, case .string(let id) = parts[0], case .string(let name) = parts[1] else {
                return nil
            }
            (logicalID, attribute) = (id, name)
        default: return nil
        }
    }

    /// What it gives, as far as the schema says.
    func format(_ schema: ResourceTypeSchema) -> ReferenceFormat? {
        let identifier = schema.primaryIdentifier.count == 1 ? schema.primaryIdentifier.first : nil
        return (attribute ?? identifier).flatMap { schema.returnedFormats[$0] }.flatMap(ReferenceFormat.init)
    }

    var description: String {
        attribute.map { "\(logicalID).\($0)" } ?? logicalID
    }
}

/// `AWS::EC2::Subnet.Id`; that of a list, `.Ids`, is the same.
private struct ReferenceFormat: Hashable, CustomStringConvertible {
    let type: String
    private let part: String

    /// Nil for a format that names no resource type.
    init?(_ format: String) {
        guard format.hasPrefix("AWS::"), let dot = format.lastIndex(of: ".") else { return nil }
        type = String(format[..<dot])
        let name = String(format[format.index(after: dot)...])
        part = ["Ids", "Names", "Arns"].contains(name) ? String(name.dropLast()) : name
    }

    var description: String { "\(type).\(part)" }

    /// Whether `Ref` may give it, of a type whose schema doesn't say what it gives.
    ///
    /// - Source: CloudFormation Template Reference, AWS::IAM::Role, "Return values": `Ref` is the role's name; read
    ///   2026-11-21.
    func mayBeRef(of schema: ResourceTypeSchema) -> Bool {
        switch part {
        case "Id": schema.typeName == type || !schema.typeName.hasPrefix("AWS::EC2::")
        case "Arn": schema.typeName != "AWS::IAM::Role"
        default: true
        }
    }
}
