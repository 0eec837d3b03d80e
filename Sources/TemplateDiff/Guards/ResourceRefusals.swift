internal import BorealisDiagnostics
internal import OrderedCollections
internal import ResourceSchema
internal import TemplateModel

/// Says what CloudFormation will refuse to do with a resource.
struct ResourceRefusals {
    private(set) var remarks: [Diagnostic] = []

    init(_ change: ResourceChange, _ sides: ResourceSides, schema: ResourceTypeSchema?) {
        if let previous = change.previousType, previous.isType, change.type.isType {
            remarks.append(.changedType(change, from: previous))
        }
        if let name = Self.fixedName(change, sides, schema) { remarks.append(.replacedName(change, name)) }
        if let token = Self.serviceToken(change) { remarks.append(.changedServiceToken(change, token, sides)) }
    }

    /// A name that the template gives and that the new resource would share with the old one.
    ///
    /// - Source: CloudFormation User Guide, "Name type": a resource with a custom name is replaced only under another
    ///   name; read 2026-11-22.
    private static func fixedName(
        _ change: ResourceChange,
        _ sides: ResourceSides,
        _ schema: ResourceTypeSchema?
    ) -> FixedName? {
        guard let schema, change.isMadeAnew, change.previousType == nil,
            let properties = sides.after?.child("Properties")
        else { return nil }
        let changed = Set(change.properties.filter { $0.path.count > 1 }.map { $0.path[1] })
        let names = schema.nameProperties
        let isSame = names.allSatisfy { name in
            !changed.contains(name) && properties.child(name)?.isFixed ?? false
        }
        guard !names.isEmpty, isSame else { return nil }
        return FixedName(
            property: names.joined(separator: " and "),
            value: names.compactMap { properties.child($0)?.shortText }.joined(separator: " and ")
        )
    }

    private static func serviceToken(_ change: ResourceChange) -> PropertyChange? {
        guard change.type == "AWS::CloudFormation::CustomResource" || change.type.hasPrefix("Custom::"),
            change.action == .update
        else { return nil }
        return change.properties.first { $0.path == ["Properties", "ServiceToken"] }
    }
}

/// The property that names a resource, and what it says.
struct FixedName {
    let property: String
    let value: String
}

extension ResourceChange {
    fileprivate var isMadeAnew: Bool {
        switch action {
        case .rename: true
        case .update: replacement > .never
        case .add, .remove, .import: false
        }
    }
}

extension String {
    /// `AWS::SQS::Queue`, and not what stands where a resource should.
    fileprivate var isType: Bool { contains("::") && !hasPrefix("Fn::") }
}

extension ResourceTypeSchema {
    /// The properties that fix what AWS calls a resource: those that it is known by, or its own name: `QueueName`.
    fileprivate var nameProperties: [String] {
        let isIdentifier = !primaryIdentifier.isEmpty && primaryIdentifier.allSatisfy(isChosenOnce)
        if isIdentifier { return primaryIdentifier }
        let type = typeName.split(separator: ":").last.map(String.init) ?? ""
        return createOnly.filter { name in
            name.hasSuffix("Name") && type.hasSuffix(name.dropLast("Name".count)) && isChosenOnce(name)
        }.sorted().suffix(1)
    }

    private func isChosenOnce(_ name: String) -> Bool {
        createOnly.contains(name) && !readOnly.contains(name)
    }
}

extension TemplateNode {
    /// Whether a value is the same for every resource of the template, and so for the old and the new one.
    fileprivate var isFixed: Bool {
        passedText != nil || (call != nil && referredNames.allSatisfy { $0.hasPrefix("AWS::") })
    }
}
