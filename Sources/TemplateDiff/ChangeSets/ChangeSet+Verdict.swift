extension ChangeSet {
    enum Verdict: Hashable {
        /// All that the deploy would do is in it.
        case complete
        /// The deploy would do nothing.
        case noChanges
        /// It says nothing: it couldn't be made, isn't ready, or is gone.
        case unusable
    }

    var verdict: Verdict {
        switch status {
        case "CREATE_COMPLETE": .complete
        case "FAILED" where Self.emptyReasons.contains { statusReason?.contains($0) ?? false }: .noChanges
        default: .unusable
        }
    }

    /// CloudFormation has no status of its own for a change set without changes.
    ///
    /// - Source: the AWS CLI's `cloudformation deploy`, version 1.44, read 2026-11-22, looks for these two.
    private static let emptyReasons = [
        "The submitted information didn't contain changes", "No updates are to be performed",
    ]
}

extension ChangeSet.ResourceChange {
    /// What CloudFormation says of the replacement; nil where it says nothing of it.
    var verdict: ResourceChange.Replacement? {
        switch replacement {
        case .yes: .always
        case .conditional: .conditional
        case .no: .never
        case nil: nil
        }
    }

    /// What happens to the resource that goes; `ReplaceAndSnapshot` is the policy Snapshot for a replacement.
    ///
    /// - Parameter known: what the template says: where CloudFormation does the same, it stays.
    func retention(known: Retention?) -> Retention? {
        guard let policyAction else { return known }
        let prefix = "ReplaceAnd"
        let isReplacement = policyAction.hasPrefix(prefix)
        let name = isReplacement ? String(policyAction.dropFirst(prefix.count)) : policyAction
        guard let policy = Retention.Policy(rawValue: name) else { return known }
        let attribute: Retention.Attribute = isReplacement ? .updateReplacePolicy : .deletionPolicy
        if let known, known.attribute == attribute, known.policy.isSame(as: policy) { return known }
        return Retention(policy, by: attribute, isWritten: known?.isWritten ?? false)
    }
}

extension Retention.Policy {
    /// Whether both do the same with a resource that was there before the deploy.
    fileprivate func isSame(as other: Self) -> Bool {
        self == other || Set([self, other]) == [.retain, .retainExceptOnCreate]
    }
}

extension ChangeSet.Detail {
    /// What the change does to its resource.
    var verdict: ResourceChange.Replacement {
        switch requiresRecreation {
        case "Always": evaluation == "Dynamic" ? .conditional : .always
        case "Conditionally": .conditional
        default: .never
        }
    }

    /// Whether nothing is changed by it: the resource is already what the template says.
    var isIdle: Bool { changeSource == "NoModification" }

    /// Whether it stands for a nested stack, of which nobody has looked whether anything in it changes.
    var isAutomatic: Bool { changeSource == "Automatic" }

    /// Whether it is about what a change of ours is about: the property as a whole, since CloudFormation counts items
    /// that a schema names.
    func covers(_ path: [String]) -> Bool {
        guard let keys else { return false }
        let depth = keys.first == "Properties" ? 2 : 1
        return path.prefix(depth) == keys.prefix(depth)
    }

    /// `["Properties", "Tags", "0", "Value"]`; nil for one that names no property.
    var keys: [String]? {
        if let path {
            return path.split(separator: "/").map { key in
                String(key).replacing("~1", with: "/").replacing("~0", with: "~")
            }
        }
        switch attribute {
        case "Properties": return name.map { [attribute, $0] }
        case "Tags": return ["Properties", attribute]
        default: return [attribute]
        }
    }

    /// What the value depends on, where it isn't written otherwise itself.
    var cause: PropertyChange.Cause? {
        guard let causingEntity else { return nil }
        switch changeSource {
        case "ParameterReference": return .parameter(causingEntity)
        case "ResourceReference": return .resource(causingEntity, attribute: nil)
        case "ResourceAttribute":
            let parts = causingEntity.split(separator: ".", maxSplits: 1).map(String.init)
            return .resource(parts.first ?? causingEntity, attribute: parts.dropFirst().first)
        default: return nil
        }
    }
}
