internal import OrderedCollections
internal import ResourceSchema

/// What the references of a template lead to.
struct ReferenceTargets {
    private let types: OrderedDictionary<String, String>
    private let schema: (String) -> ResourceTypeSchema?

    init(types: OrderedDictionary<String, String>, schema: @escaping (String) -> ResourceTypeSchema?) {
        self.types = types
        self.schema = schema
    }

    /// The type of a resource; nil for what is none: a parameter, or nothing.
    func type(of logicalID: String) -> String? {
        types[logicalID]
    }

    /// The schema of a resource's type.
    func schema(of logicalID: String) -> ResourceTypeSchema? {
        types[logicalID].flatMap(schema)
    }
}
