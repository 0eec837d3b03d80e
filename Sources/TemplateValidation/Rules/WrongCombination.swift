internal import BorealisDiagnostics
internal import OrderedCollections
internal import ResourceSchema

/// Properties of an object that exclude each other are set together, or some that need each other are not.
enum WrongCombination {
    static func findings(in object: ObjectValue) -> [Finding] {
        let presence = Presence(of: object)
        // One of A and B, and each excluding the other, is said twice by some schemas.
        var seen: Set<Finding> = []
        return object.object.combinations.compactMap { finding($0, presence, object) }.filter {
            seen.insert($0).inserted
        }
    }

    private static func finding(
        _ combination: ResourceTypeSchema.Combination,
        _ presence: Presence,
        _ object: ObjectValue
    ) -> Finding? {
        switch combination {
        case .oneOf(let sets):
            let present = sets.filter(presence.isCertain)
            if present.count > 1 { return conflicting(Set(present.joined()).sorted(), object) }
            return sets.contains(where: presence.isPossible) ? nil : lacking(sets, "exactly one", object)
        case .anyOf(let sets):
            return sets.contains(where: presence.isPossible) ? nil : lacking(sets, "at least one", object)
        case .needs(let name, let others):
            let missing = others.filter { !presence.isPossible([$0]) }
            return presence.isCertain([name]) && !missing.isEmpty ? needing(name, missing, " and ", object) : nil
        case .needsOneOf(let name, let others):
            let isMet = others.contains { presence.isPossible([$0]) }
            return presence.isCertain([name]) && !isMet ? needing(name, others, " or ", object) : nil
        case .excludes(let name, let others):
            let present = others.filter { presence.isCertain([$0]) }
            let isConflict = presence.isCertain([name]) && !present.isEmpty
            return isConflict ? conflicting(([name] + present).sorted(), object) : nil
        }
    }

    private static func lacking(_ sets: [[String]], _ number: String, _ object: ObjectValue) -> Finding {
        let names = sets.map { $0.joined(separator: " with ") }
        return Finding(
            .missingAlternative,
            at: object.location,
            "\(object.location.name) has none of the properties of which it needs \(number)",
            expected: names.joined(separator: ", or "),
            fix: "set \(names.first ?? "one of them")"
        )
    }

    private static func conflicting(_ names: [String], _ object: ObjectValue) -> Finding {
        Finding(
            .excludedProperty,
            at: object.location,
            "\(object.location.name) has properties that exclude each other",
            got: names.joined(separator: ", "),
            expected: "one of them",
            fix: "leave \(names.last ?? "one of them") out"
        )
    }

    private static func needing(
        _ name: String,
        _ missing: [String],
        _ conjunction: String,
        _ object: ObjectValue
    ) -> Finding {
        Finding(
            .missingDependentProperty,
            at: object.location,
            "\(object.location.name) lacks what its property \(name) needs",
            expected: missing.joined(separator: conjunction),
            fix: "set \(missing.joined(separator: conjunction)), or leave \(name) out"
        )
    }
}

/// Which properties an object has; of some only a deploy knows.
private struct Presence {
    private let entries: OrderedDictionary<String, Bool>

    init(of object: ObjectValue) {
        entries = object.entries.filter { !$0.value.isNoValue }.mapValues { !$0.mayVanish }
    }

    func isCertain(_ names: [String]) -> Bool {
        names.allSatisfy { entries[$0] == true }
    }

    func isPossible(_ names: [String]) -> Bool {
        names.allSatisfy { entries[$0] != nil }
    }
}
