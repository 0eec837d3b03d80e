internal import BorealisDiagnostics
internal import OrderedCollections
internal import TemplateModel

/// The values of a change as CloudFormation tells them.
struct ReportedValues {
    let before: ChangedValue?
    let after: ChangedValue?

    /// What stands for a value that only the deploy makes.
    ///
    /// - Source: seen in answers of DescribeChangeSet that others have recorded; AWS doesn't document it, 2026-11-22.
    private static let laterValue = "{{changeSet:KNOWN_AFTER_APPLY}}"
    /// What CloudFormation shows for a parameter with NoEcho.
    private static let mask = "****"

    /// - Parameter isSecret: whether more than the value and its path tells that it is one.
    init(_ detail: ChangeSet.Detail, of resource: ChangeSet.ResourceChange, isSecret: Bool) {
        let keys = detail.keys ?? []
        let old = resource.before?.value(at: keys) ?? detail.before.map(TemplateNode.string)
        let new = resource.after?.value(at: keys) ?? detail.after.map(TemplateNode.string)
        let areRead = old != nil || new != nil
        let isLate = detail.evaluation == "Dynamic"
        let shown = { (node: TemplateNode) in Self.shown(node, at: keys, isSecret: isSecret) }
        before = areRead ? old.map(shown) : .unknown
        after = areRead && !(new == nil && isLate) ? new.map(shown) : .unknown
    }

    private static func shown(_ node: TemplateNode, at keys: [String], isSecret: Bool) -> ChangedValue {
        let texts = node.texts
        if texts.contains(laterValue) { return .unknown }
        return isSecret || texts.contains(mask) ? .hidden : Redaction.shown(node, at: keys)
    }
}

extension TemplateNode {
    /// What is at a path of keys and indices.
    func value(at path: some Sequence<String>) -> TemplateNode? {
        path.reduce(Optional(self)) { node, key in
            switch node {
            case .map(let entries): entries[key]
            case .list(let items): Int(key).flatMap { items.indices.contains($0) ? items[$0] : nil }
            default: nil
            }
        }
    }

    fileprivate var texts: [String] {
        switch self {
        case .string(let text): [text]
        case .list(let items): items.flatMap(\.texts)
        case .map(let entries): entries.values.flatMap(\.texts)
        default: []
        }
    }
}
