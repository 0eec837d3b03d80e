internal import OrderedCollections
internal import TemplateModel

/// What `Ref` of each parameter gives before and after, as far as it is known.
struct ParameterValues {
    /// What one parameter gives; both sides are nil where it keeps its value.
    struct Change {
        /// Nil where only the deploy knows it.
        let before: TemplateNode?
        let after: TemplateNode?
        let isSecret: Bool
    }

    /// By name; of those whose value differs.
    private(set) var changes: [String: Change] = [:]
    private let deployed: [String: String]
    private let before: Template.Section
    private let after: Template.Section

    init(before: ComparedTemplate, after: ComparedTemplate) {
        deployed = before.parameters
        self.before = before.template.parameters
        self.after = after.template.parameters
        for (name, node) in self.after where deployed[name] == nil {
            guard let old = self.before[name]?.objectEntries, let new = node.objectEntries else { continue }
            changes[name] = Self.change(of: name, from: old, to: new)
        }
    }

    private static func change(
        of name: String,
        from old: OrderedDictionary<String, TemplateNode>,
        to new: OrderedDictionary<String, TemplateNode>
    ) -> Change? {
        let isSecret = SecretName.isSecret(name) || [old, new].contains { $0.isSilent }
        if old["Type"]?.plainText?.isReadAtDeploy != new["Type"]?.plainText?.isReadAtDeploy {
            return Change(before: nil, after: nil, isSecret: isSecret)
        }
        // Without a default the deployed value stays, or a deploy must say it.
        guard let before = old["Default"]?.passedText, let after = new["Default"]?.passedText,
            !ExactText.areSame(before, after)
        else { return nil }
        return Change(before: .string(before), after: .string(after), isSecret: isSecret)
    }

    /// The value that a parameter has on one side; nil where it isn't known, or is a secret.
    func value(of name: String, isAfter: Bool) -> TemplateNode? {
        guard !isSecret(name) else { return nil }
        // CloudFormation shows asterisks for what it keeps to itself.
        if let value = deployed[name] { return value == "****" ? nil : .string(value) }
        let entries = (isAfter ? after : before)[name]?.objectEntries
        guard entries?["Type"]?.plainText?.isReadAtDeploy != true else { return nil }
        return entries?["Default"]?.passedText.map(TemplateNode.string)
    }
}

extension ParameterValues {
    /// Whether a name is that of a parameter whose value nobody is to see.
    func isSecret(_ name: String) -> Bool {
        let sides = [before[name], after[name]].compactMap { $0?.objectEntries }
        return !sides.isEmpty && SecretName.isSecret(name) || sides.contains(where: \.isSilent)
    }
}

extension OrderedDictionary<String, TemplateNode> {
    /// Whether the value of a parameter isn't to be shown; CloudFormation takes the text for the boolean.
    var isSilent: Bool {
        self["NoEcho"]?.passedText?.lowercased() == "true"
    }
}

extension String {
    /// Whether the value of a parameter of this type is the name of another value, which a deploy reads.
    var isReadAtDeploy: Bool { hasPrefix("AWS::SSM::Parameter::Value<") }
}

extension ParameterValues {
    /// What a parameter names whose value is read at the deploy.
    func readName(of name: String) -> String? {
        deployed[name] ?? after[name]?.objectEntries?["Default"]?.passedText
    }
}
