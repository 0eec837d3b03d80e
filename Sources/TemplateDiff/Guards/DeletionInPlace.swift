internal import OrderedCollections
internal import TemplateModel

/// Finds updates in place that delete data: replicas that go, and objects that expire sooner.
struct DeletionInPlace {
    /// A line for each, in every case that the deploy may find.
    static func lines(from before: TemplateNode, to after: TemplateNode, _ sides: TemplateSides) -> [String] {
        guard let type = after.child("Type")?.passedText, before.child("Type") == after.child("Type"),
            let property = properties[type]
        else { return [] }
        let (old, new) = (before.child("Properties")?.child(property), after.child("Properties")?.child(property))
        let pairs = sides.cases(of: old, new) ?? []
        let lines = pairs.flatMap { pair in
            type == "AWS::S3::Bucket" ? expirations(pair.old, pair.new) : replicas(pair.old, pair.new)
        }
        return Array(OrderedSet(lines))
    }

    private static let properties = [
        "AWS::S3::Bucket": "LifecycleConfiguration", "AWS::DynamoDB::GlobalTable": "Replicas",
    ]

    private static func replicas(_ old: TemplateNode?, _ new: TemplateNode?) -> [String] {
        guard let new, new.call == nil else { return [] }
        let remaining = new.members.map { $0.child("Region") }
        let gone = (old?.listItems ?? []).compactMap { $0.child("Region") }.filter { !remaining.contains($0) }
        return gone.map { "the replica in \($0.shortText) is removed with its items" }
    }

    private static func expirations(_ old: TemplateNode?, _ new: TemplateNode?) -> [String] {
        let (olds, news) = (Expiration.all(in: old), Expiration.all(in: new))
        return news.filter { rule in !olds.contains { $0.covers(rule) } }.map(\.text)
    }
}

/// What a rule of a bucket's lifecycle deletes.
private struct Expiration {
    let objects: String
    /// What it applies to.
    let scope: OrderedDictionary<String, TemplateNode>
    let time: TemplateNode
    /// How many versions that are newer stay in any case.
    let kept: TemplateNode?
    let unit: String

    var text: String {
        let length = time.shortText == "1" ? "1 day" : "\(time.shortText) days"
        let versions = kept.map { ", but for \($0.shortText) of them" } ?? ""
        return "\(objects) are deleted \(unit == "days" ? "after \(length)" : "on \(time.shortText)")\(versions)"
    }

    /// Whether all that another deletes is deleted by this one no later.
    func covers(_ other: Expiration) -> Bool {
        guard objects == other.objects, unit == other.unit, scope.isEmpty || scope == other.scope else { return false }
        return time.isAtMost(other.time) && (kept == nil || other.kept.map { kept?.isAtMost($0) ?? true } ?? false)
    }

    /// - Source: S3 User Guide, "Lifecycle configuration elements", and the pinned schema of AWS::S3::Bucket, Rule; read
    ///   2026-11-22. Markers of deletions and unfinished uploads are no objects.
    static func all(in lifecycle: TemplateNode?) -> [Expiration] {
        let rules = lifecycle?.child("Rules")?.listItems ?? []
        return rules.filter { $0.child("Status")?.passedText != "Disabled" }.flatMap(all(ofRule:))
    }

    private static func all(ofRule rule: TemplateNode) -> [Expiration] {
        let filters: Set = [
            "Prefix", "TagFilters", "ObjectSizeGreaterThan", "ObjectSizeLessThan",
        ]
        let scope = (rule.objectEntries ?? [:]).filter { filters.contains($0.key) && $0.value != .string("") }
        let noncurrent = rule.child("NoncurrentVersionExpiration")
        let found: [(String, TemplateNode?, TemplateNode?, String)] = [
            ("objects", rule.child("ExpirationInDays"), nil, "days"),
            ("objects", rule.child("ExpirationDate"), nil, "date"),
            ("versions that are not current", rule.child("NoncurrentVersionExpirationInDays"), nil, "days"),
            (
                "versions that are not current", noncurrent?.child("NoncurrentDays"),
                noncurrent?.child("NewerNoncurrentVersions"), "days"
            ),
        ]
        return found.compactMap { objects, time, kept, unit in
            time.map { Expiration(objects: objects, scope: scope, time: $0, kept: kept, unit: unit) }
        }
    }
}

extension TemplateNode {
    /// Of numbers or dates; what isn't known is at most itself.
    fileprivate func isAtMost(_ other: TemplateNode) -> Bool {
        guard let text = passedText, let limit = other.passedText else { return self == other }
        if let number = Double(text), let most = Double(limit) { return number <= most }
        return text <= limit
    }
}
