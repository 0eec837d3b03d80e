internal import OrderedCollections
internal import TemplateModel

/// What differs between a resource as it is and as it would be, apart from what it refers to.
struct ResourceComparison {
    let logicalID: String
    let type: String
    let previousType: String?
    let changes: [PropertyChange]
    let rewrites: Int
    let paths: ReplacementPaths

    init(_ logicalID: String, from old: TemplateNode, to new: TemplateNode, by canonicalization: Canonicalization) {
        self.logicalID = logicalID
        type = new.resourceType
        previousType = old.resourceType == type ? nil : old.resourceType
        paths = ReplacementPaths(canonicalization.schema(ofResourceType: type), ofType: type)
        let isNamed = [old, new].contains {
            $0.objectEntries?["Properties"]?.objectEntries.map(SecretName.isSecret) ?? false
        }
        var comparison = ValueComparison(paths: paths, hasSecretName: isNamed || SecretName.isSecret(logicalID))
        guard let olds = old.objectEntries, let news = new.objectEntries else {
            // A loop, or what is no resource at all.
            comparison.compare(Canonicalization.value(of: old), Canonicalization.value(of: new), at: [])
            changes = comparison.changes
            rewrites = comparison.rewrites
            return
        }
        for key in news.keys + olds.keys.filter({ news[$0] == nil }) where key != "Type" {
            let (before, after) = Self.different(key, olds[key], news[key])
            comparison.compare(
                before.flatMap { canonicalization.attribute(key, $0, ofType: old.resourceType) },
                after.flatMap { canonicalization.attribute(key, $0, ofType: new.resourceType) },
                at: [key]
            )
        }
        changes = comparison.changes
        rewrites = comparison.rewrites
    }

    /// Without the properties that are written the same: most of them are.
    private static func different(
        _ key: String,
        _ old: TemplateNode?,
        _ new: TemplateNode?
    ) -> (TemplateNode?, TemplateNode?) {
        if let old, let new, old.isWritten(like: new) { return (nil, nil) }
        guard key == "Properties", old?.call == nil, new?.call == nil, let olds = (old ?? .map([:])).objectEntries,
            let news = (new ?? .map([:])).objectEntries
        else { return (old, new) }
        let isSame = { (name: String) in
            guard let old = olds[name], let new = news[name] else { return false }
            return old.isWritten(like: new)
        }
        let kept = [olds, news].map { $0.filter { !isSame($0.key) } }
        // What is not empty is compared, so that an empty object is there on both sides.
        return kept.allSatisfy(\.isEmpty) ? (nil, nil) : (.map(kept[0]), .map(kept[1]))
    }
}

extension ResourceComparison {
    /// In place of a type: a loop of `AWS::LanguageExtensions`, which makes several resources.
    static let loopType = "Fn::ForEach"
}

extension TemplateNode {
    /// Empty for a resource without one.
    var resourceType: String {
        if case .list = self { return ResourceComparison.loopType }
        return objectEntries?["Type"]?.plainText ?? ""
    }
}
