internal import BorealisDiagnostics
internal import OrderedCollections
internal import ResourceSchema
internal import TemplateModel

/// A property that the schema requires is missing.
enum MissingProperty {
    static func findings(in object: ObjectValue) -> [Finding] {
        object.object.properties.filter { property in
            property.isRequired && object.entries[property.name].map(\.mayBeNothing) ?? true
        }.map { property in
            Finding(
                .missingProperty,
                at: object.location,
                "\(object.location.name) lacks a property that \(object.schema.typeName) requires",
                expected: property.name,
                fix: "set \(property.name)"
            )
        }
    }
}

extension TemplateNode {
    /// Whether it is `AWS::NoValue`, or that in a branch of `Fn::If`.
    fileprivate var mayBeNothing: Bool {
        guard case (.if, .list(let arguments))? = call, arguments.count == 3 else { return isNoValue }
        return arguments[1].mayBeNothing || arguments[2].mayBeNothing
    }
}
