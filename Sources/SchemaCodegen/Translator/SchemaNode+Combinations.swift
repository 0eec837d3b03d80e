internal import ResourceSchema

/// What a schema says of the properties of an object together.
extension SchemaNode {
    var combinations: [ResourceTypeSchema.Combination] {
        var found: [ResourceTypeSchema.Combination] = []
        found += choice("oneOf").map { $0.isAmbiguous ? .anyOf($0) : .oneOf($0) }.map { [$0] } ?? []
        found += choice("anyOf").map { [.anyOf($0)] } ?? []
        found += self["requiredOr"].map { [.anyOf($0.texts.map { [$0] })] } ?? []
        found += self["requiredXor"].map { [.oneOf($0.texts.map { [$0] })] } ?? []
        found +=
            dependent("dependencies").map { .needs($0, $1) } + dependent("dependentRequired").map { .needs($0, $1) }
        found += dependent("dependentExcluded").map { .excludes($0, $1) }
        return found
    }

    /// What each alternative requires; nil where one requires nothing, or says more than that.
    private func choice(_ keyword: String) -> [[String]]? {
        let alternatives = self[keyword]?.list ?? []
        let sets = alternatives.map { alternative in
            Set(alternative.object.keys).isSubset(of: Self.speakingOfRequiredOnly)
                ? alternative["required"]?.texts ?? [] : []
        }
        return sets.count > 1 && sets.allSatisfy { !$0.isEmpty } && Set(sets).count > 1 ? sets : nil
    }

    private static let speakingOfRequiredOnly: Set<String> = ["required", "description", "title", "type", "$comment"]

    /// Sorted, as objects have no order.
    private func dependent(_ keyword: String) -> [(String, [String])] {
        let entries = (self[keyword]?.object ?? [:]).mapValues(\.texts).filter { !$0.value.isEmpty }
        return entries.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    private var texts: [String] {
        list.compactMap(\.text)
    }
}

extension [[String]] {
    /// Whether what one set has is in another: a schema that is closed tells them apart by what it doesn't have.
    fileprivate var isAmbiguous: Bool {
        enumerated().contains { index, set in
            self.enumerated().contains { $0.offset != index && Set(set).isSubset(of: $0.element) }
        }
    }
}

extension ResourceTypeSchema.Combination {
    /// All properties that it is about.
    var names: Set<String> {
        switch self {
        case .oneOf(let sets), .anyOf(let sets): Set(sets.joined())
        case .needs(let name, let others), .needsOneOf(let name, let others), .excludes(let name, let others):
            Set(others).union([name])
        }
    }
}
