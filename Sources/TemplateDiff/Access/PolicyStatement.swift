internal import OrderedCollections
internal import TemplateModel

/// A statement of a policy, in one form for all that mean the same.
struct PolicyStatement: Hashable {
    var effect: String
    var principals: [String] = []
    var actions: [String] = []
    var resources: [String] = []
    var conditions: [String] = []

    init(_ effect: String) {
        self.effect = effect
    }

    /// - Parameters:
    ///   - holders: who has the policy, where it doesn't say itself whom it is about.
    ///   - conditions: of the template, which decide whether there is such a statement.
    init(_ node: TemplateNode, holders: [String], when conditions: [String]) {
        effect = node.child("Effect")?.shortText ?? "Allow"
        principals = Self.principals(node.child("Principal"), prefix: "")
        principals += Self.principals(node.child("NotPrincipal"), prefix: "not ")
        if principals.isEmpty { principals = holders }
        actions = Self.texts(node.child("Action")) + Self.texts(node.child("NotAction"), prefix: "not ")
        resources = Self.texts(node.child("Resource")) + Self.texts(node.child("NotResource"), prefix: "not ")
        self.conditions = (conditions + Self.conditions(node.child("Condition"))).sorted()
        principals.sort()
        actions.sort()
        resources.sort()
    }

    func change(_ change: LineChange, of logicalID: String) -> StatementChange {
        StatementChange(
            change,
            logicalID,
            effect: effect,
            principals: principals,
            actions: actions,
            resources: resources,
            conditions: conditions
        )
    }

    private static func texts(_ node: TemplateNode?, prefix: String = "") -> [String] {
        node.map { $0.members.map { prefix + $0.shortText } } ?? []
    }

    /// `*`, or lists by their kind: `Service lambda.amazonaws.com`.
    private static func principals(_ node: TemplateNode?, prefix: String) -> [String] {
        guard case .map(let kinds)? = node, node?.call == nil else { return texts(node, prefix: prefix) }
        return kinds.flatMap { kind, names in texts(names, prefix: "\(prefix)\(kind) ") }
    }

    private static func conditions(_ node: TemplateNode?) -> [String] {
        guard let node else { return [] }
        guard case .map(let operators) = node, node.call == nil else { return [node.shortText] }
        return operators.flatMap { name, keys -> [String] in
            guard case .map(let entries) = keys, keys.call == nil else { return ["\(name) \(keys.shortText)"] }
            return entries.map { key, values in
                "\(name) \(key) \(values.members.map { $0.shortText(at: key) }.sorted().joined(separator: ", "))"
            }
        }
    }
}
