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
        if let finding = nameForARN(node, constraints, targets, location) { return [finding] }
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

    /// `Ref` of a resource that it gives the name of, where the pattern wants an ARN: the role of a function.
    private static func nameForARN(
        _ node: TemplateNode,
        _ constraints: ResourceTypeSchema.Constraints,
        _ targets: ReferenceTargets,
        _ location: TemplateLocation
    ) -> Finding? {
        guard constraints.formats.isEmpty, constraints.pattern?.wantsARN ?? false,
            let reference = ResourceReference(node), reference.attribute == nil,
            let schema = targets.given(by: reference)?.schema, schema.primaryIdentifier.count == 1,
            let identifier = schema.primaryIdentifier.first, identifier.hasSuffix("Name")
        else { return nil }
        let attribute = schema.attributes["Arn"].map { _ in "use Fn::GetAtt \(reference).Arn" }
        return Finding(
            .wrongReference,
            at: location,
            "\(location.name) refers to another kind of thing than it takes",
            got: "\(reference), of which Ref is the \(identifier)",
            expected: "an ARN",
            fix: attribute ?? "refer to what gives an ARN"
        )
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

extension String {
    /// Whether a pattern begins with an ARN and has no alternative that doesn't.
    fileprivate var wantsARN: Bool {
        guard hasPrefix("^arn:") else { return false }
        var depth = 0
        var isEscaped = false
        for character in self {
            guard !isEscaped else {
                isEscaped = false
                continue
            }
            switch character {
            case "\\": isEscaped = true
            case "(", "[": depth += 1
            case ")", "]": depth -= 1
            case "|" where depth == 0: return false
            default: continue
            }
        }
        return true
    }
}
