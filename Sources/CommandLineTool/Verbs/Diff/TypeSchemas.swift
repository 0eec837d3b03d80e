internal import ConstructKit
internal import ResourceCatalog
internal import ResourceSchema

/// What is known of resource types: from the app itself where it has the type, otherwise from the catalog, which is
/// read when the first type is asked for that the app doesn't have.
final class TypeSchemas {
    private let facts: [String: StaticString]
    private lazy var catalog = ResourceCatalog()
    private var found: [String: ResourceTypeSchema?] = [:]

    init(of resources: [Resource]) {
        let known = resources.compactMap { resource in
            type(of: resource).facts.map { (resource.cloudFormationType, $0) }
        }
        facts = Dictionary(known) { first, _ in first }
    }

    /// - Returns: nil for a type that nobody knows.
    subscript(type: String) -> ResourceTypeSchema? {
        if let known = found[type] { return known }
        let schema = facts[type].map { ResourceTypeSchema(facts: String(describing: $0)) } ?? catalog.schema(of: type)
        found[type] = .some(schema)
        return schema
    }
}
