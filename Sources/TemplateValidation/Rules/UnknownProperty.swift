internal import BorealisDiagnostics
internal import OrderedCollections
internal import ResourceSchema

/// A property is set that the type doesn't have, or that only AWS sets.
enum UnknownProperty {
    static func findings(in object: ObjectValue) -> [Finding] {
        guard !object.object.isOpen else { return [] }
        let known = Set(object.object.properties.map(\.name))
        var names = NearestNames(among: object.object.properties.lazy.map(\.name))
        return object.entries.keys.filter { !known.contains($0) }.map { name in
            let location = object.location.appending(name)
            return isReadOnly(location, object.schema)
                ? readOnly(name, location) : unknown(name, nearest: names.nearest(to: name), location, object)
        }
    }

    private static func isReadOnly(_ location: TemplateLocation, _ schema: ResourceTypeSchema) -> Bool {
        schema.readOnly.contains(location.propertyText)
    }

    private static func readOnly(_ name: String, _ location: TemplateLocation) -> Finding {
        Finding(
            .readOnlyProperty,
            at: location,
            isAboutKey: true,
            "\(location.name) is a property that only AWS sets",
            got: name,
            fix: "leave \(name) out"
        )
    }

    private static func unknown(
        _ name: String,
        nearest: String?,
        _ location: TemplateLocation,
        _ object: ObjectValue
    ) -> Finding {
        Finding(
            .unknownProperty,
            at: location,
            isAboutKey: true,
            "\(object.location.name) has a property that \(object.schema.typeName) doesn't know there",
            got: name,
            expected: nearest,
            fix: nearest.map { "write \($0)" } ?? "leave \(name) out"
        )
    }
}
