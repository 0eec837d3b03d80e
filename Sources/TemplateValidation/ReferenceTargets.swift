internal import OrderedCollections

/// What the references of a template lead to.
struct ReferenceTargets {
    private let types: OrderedDictionary<String, String>

    init(types: OrderedDictionary<String, String>) {
        self.types = types
    }

    /// The type of a resource; nil for what is none: a parameter, or nothing.
    func type(of logicalID: String) -> String? {
        types[logicalID]
    }
}
