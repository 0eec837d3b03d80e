internal import BorealisDiagnostics
internal import ResourceSchema
internal import TemplateModel

/// A reference leads to a kind of thing that the property can't take: a network where a subnet belongs.
///
/// The format of a property says what it takes: `AWS::EC2::Subnet.Id`, or `.Ids` for a list of them.
enum WrongReference {
    static func findings(
        of node: TemplateNode,
        _ constraints: ResourceTypeSchema.Constraints,
        targets: ReferenceTargets,
        at location: TemplateLocation
    ) -> [Finding] {
        let wanted = constraints.formats.compactMap(WantedTarget.init(format:))
        guard let first = wanted.first, wanted.count == constraints.formats.count,
            case (.ref, .string(let id))? = node.call,
            let type = targets.type(of: id), !wanted.contains(where: { $0.accepts(type) })
        else { return [] }
        return [
            Finding(
                .wrongReference,
                at: location,
                "\(location.name) refers to another kind of thing than it takes",
                got: "\(id), which is \(type)",
                expected: wanted.map(\.type).joined(separator: ", "),
                fix: "refer to \(first.type)"
            )
        ]
    }
}

/// What a property's format asks for.
private struct WantedTarget {
    let type: String

    /// Nil for a format that names no resource type, and for an ARN, which `Ref` seldom gives.
    init?(format: String) {
        guard format.hasPrefix("AWS::"), let dot = format.lastIndex(of: ".") else { return nil }
        guard ["Id", "Ids"].contains(format[format.index(after: dot)...]) else { return nil }
        type = String(format[..<dot])
    }

    /// Types that nobody's schema describes may be anything: custom resources, nested stacks.
    func accepts(_ other: String) -> Bool {
        other == type || !other.hasPrefix("AWS::EC2::")
    }
}
