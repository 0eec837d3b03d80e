internal import OrderedCollections
internal import ResourceSchema
internal import TemplateModel

/// The tags of a stack, as its resources get them: a resource's own tag of the same key wins, the stack's follow.
struct StackTags {
    let tags: [(key: String, value: TemplateNode)]

    /// - Parameter own: the resource's tags, in the style of its type; nil when it has none.
    /// - Returns: nil when the resource's tags are what an intrinsic function returns.
    func added(to own: TemplateNode?, in style: ResourceTypeSchema.Tagging.Style) -> TemplateNode? {
        switch style {
        case .list: addedToList(own)
        case .map: addedToMap(own)
        case .specifications(let kind): addedToSpecifications(own, kind: kind)
        }
    }

    private func addedToList(_ own: TemplateNode?) -> TemplateNode? {
        guard case .list(let ownTags) = own ?? .list([]) else { return nil }
        let ownKeys = Set(ownTags.compactMap { $0.text(of: "Key") })
        let others = tags.filter { !ownKeys.contains($0.key) }
        return .list(ownTags + others.map { .map(["Key": .string($0.key), "Value": $0.value]) })
    }

    private func addedToMap(_ own: TemplateNode?) -> TemplateNode? {
        guard case .map(let ownTags) = own ?? .map([:]), own?.call == nil else { return nil }
        return .map(ownTags.merging(tags.map { ($0.key, $0.value) }) { own, _ in own })
    }

    private func addedToSpecifications(_ own: TemplateNode?, kind: String) -> TemplateNode? {
        guard case .list(var specifications) = own ?? .list([]) else { return nil }
        let index = specifications.firstIndex { $0.text(of: "ResourceType") == kind }
        guard let index, case .map(var specification) = specifications[index] else {
            return addedToList(nil).map { tags in
                .list(specifications + [.map(["ResourceType": .string(kind), "Tags": tags])])
            }
        }
        guard let merged = addedToList(specification["Tags"]) else { return nil }
        specification["Tags"] = merged
        specifications[index] = .map(specification)
        return .list(specifications)
    }
}

extension TemplateNode {
    fileprivate func text(of key: String) -> String? {
        guard case .map(let entries) = self, case .string(let text)? = entries[key] else { return nil }
        return text
    }
}
