internal import BorealisDiagnostics
internal import OrderedCollections
internal import TemplateModel

/// `DeletionPolicy` or `UpdateReplacePolicy` has a value that CloudFormation doesn't know.
///
/// - Source: CloudFormation Template Reference, "DeletionPolicy attribute" and "UpdateReplacePolicy attribute", read
///   2026-11-21.
enum WrongPolicy {
    private static let policies = [
        ("DeletionPolicy", ["Delete", "Retain", "RetainExceptOnCreate", "Snapshot"]),
        ("UpdateReplacePolicy", ["Delete", "Retain", "Snapshot"]),
    ]

    static func findings(in facts: TemplateFacts) -> [Finding] {
        guard !facts.hasOwnMacros else { return [] }
        var names = policies.map { NearestNames(among: $0.1) }
        return facts.template.resources.elements.flatMap { id, resource in
            policies.enumerated().compactMap { index, policy in
                let (key, known) = policy
                guard let value = resource.entries?[key], !value.isFunction,
                    value.string.map({ !known.contains($0) }) ?? true
                else { return nil }
                let nearest = value.string.flatMap { names[index].nearest(to: $0) }
                return Finding(
                    .wrongPolicy,
                    at: TemplateLocation("Resources", id, key),
                    "\(id).\(key) is none that CloudFormation knows",
                    got: value.shown,
                    expected: known.joined(separator: ", "),
                    fix: nearest.map { "write \($0)" } ?? "choose one of them"
                )
            }
        }
    }
}
