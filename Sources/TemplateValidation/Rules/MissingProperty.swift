internal import BorealisDiagnostics
internal import OrderedCollections
internal import ResourceSchema
internal import TemplateModel

/// A property that the schema requires is missing.
enum MissingProperty {
    static func findings(in object: ObjectValue) -> [Finding] {
        object.object.properties.filter { property in
            property.isRequired && object.entries[property.name].map(\.isNoValue) ?? true
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
