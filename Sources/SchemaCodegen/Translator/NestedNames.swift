/// The names of the types inside a resource: those of the schema's definitions, then those of properties that are
/// described in place, by the first free of a few candidates.
struct NestedNames {
    private var owners: [String: String] = [:]
    private var assigned: [String: String] = [:]

    init(definitions: [String], resource: String) {
        owners = Dictionary(uniqueKeysWithValues: SwiftNames.reservedTypes.map { ($0, "reserved") })
        owners[resource] = "resource"
        for definition in definitions {
            _ = name(key: Self.key(definition), candidates: Self.candidates(SwiftNames.type(definition)))
        }
    }

    mutating func name(for definition: String?, key: String, property: String, parent: String) -> String {
        if let definition, let name = assigned[Self.key(definition)] { return name }
        let short = SwiftNames.type(property)
        return name(key: key, candidates: Self.candidates(short) + Self.candidates(parent + short))
    }

    /// The same thing keeps its name; another that wants it takes the next candidate.
    private mutating func name(key: String, candidates: [String]) -> String {
        if let name = assigned[key] { return name }
        let numbered = (2...).lazy.map { "\(candidates[0])\($0)" }
        let name = candidates.first { owners[$0] == nil } ?? numbered.first { owners[$0] == nil } ?? candidates[0]
        owners[name] = key
        assigned[key] = name
        return name
    }

    private static func key(_ definition: String) -> String { "definition " + definition }

    private static func candidates(_ name: String) -> [String] { [name, name + "Property"] }

    /// The name, with the suffix and a number where it is taken; it is taken afterwards.
    static func unique(_ name: String, suffix: String, taken: inout Set<String>) -> String {
        let numbered = (2...).lazy.map { "\(name)\(suffix)\($0)" }
        let free =
            [name, name + suffix].first { !taken.contains($0) } ?? numbered.first { !taken.contains($0) } ?? name
        taken.insert(free)
        return free
    }
}
