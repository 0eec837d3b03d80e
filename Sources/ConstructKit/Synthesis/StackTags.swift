internal import OrderedCollections
internal import ResourceSchema
internal import TemplateModel

extension ResourceTypeSchema.Tagging.Style {
    /// The tags of a resource with those of its stack: its own win, the stack's follow.
    ///
    /// - Returns: nil when the resource's tags are what an intrinsic function returns.
    func adding(_ stackTags: [(key: String, value: TemplateNode)], to own: TemplateNode?) -> TemplateNode? {
        switch (self, own) {
        case (.list, nil): .list(Self.pairs(stackTags))
        case (.list, .list(let tags)?):
            .list(tags + Self.pairs(stackTags.filter { !Self.keys(of: tags).contains($0.key) }))
        case (.map, nil): .map(OrderedDictionary(uniqueKeysWithValues: stackTags.map { ($0.key, $0.value) }))
        case (.map, .map(let tags)?) where own?.call == nil:
            .map(tags.merging(stackTags.map { ($0.key, $0.value) }) { own, _ in own })
        default: nil
        }
    }

    private static func pairs(_ tags: [(key: String, value: TemplateNode)]) -> [TemplateNode] {
        tags.map { .map(["Key": .string($0.key), "Value": $0.value]) }
    }

    private static func keys(of tags: [TemplateNode]) -> Set<String> {
        Set(
            tags.compactMap { tag in
                guard case .map(let entries) = tag, case .string(let key)? = entries["Key"] else { return nil }
                return key
            }
        )
    }
}
