internal import ResourceSchema

/// The schemas of the types that an app uses, each parsed once and only when it is asked for.
struct SchemaLibrary {
    private var parsed: [ObjectIdentifier: ResourceTypeSchema] = [:]

    /// The schemas of all these resources, by the name of the type.
    mutating func schemas(of resources: [Resource]) -> [String: ResourceTypeSchema] {
        var found: [String: ResourceTypeSchema] = [:]
        for resource in resources where found[resource.cloudFormationType] == nil {
            found[resource.cloudFormationType] = schema(of: resource)
        }
        return found
    }

    /// - Returns: nil for a type that is only named.
    mutating func schema(of resource: Resource) -> ResourceTypeSchema? {
        let type = type(of: resource)
        if let known = parsed[ObjectIdentifier(type)] { return known }
        guard let facts = type.facts else { return nil }
        let schema = ResourceTypeSchema(facts: String(describing: facts))
        parsed[ObjectIdentifier(type)] = schema
        return schema
    }
}
