internal import BorealisDiagnostics
internal import TemplateModel

/// The guards of one resource.
struct ResourceGuards {
    private(set) var guards: [Guard] = []
    private(set) var remarks: [Diagnostic] = []
    private let change: ResourceChange
    private let sides: ResourceSides
    private let stack: String

    /// - Parameter isThere: whether the stack has the resource, and may lose it by its condition; nil where that isn't
    ///   known.
    init(
        _ change: ResourceChange,
        _ sides: ResourceSides,
        stack: String,
        _ templates: TemplateSides,
        isThere: Bool?
    ) {
        self.change = change
        self.sides = sides
        self.stack = stack
        if let contents = change.contents { addLoss(of: contents) }
        if change.action == .remove, sides.before?.isMadeAtDeploy(as: change.logicalID) ?? false {
            add(.remove, ["only the stack tells which resources it made, and what they keep"])
        }
        guard change.action == .update, let before = sides.before, let after = sides.after else { return }
        if let contents = StatefulTypes.contents(of: before), change.properties.contains(where: \.isCondition) {
            addLoss(of: contents, from: before, templates.outcome(from: before, to: after, isThere: isThere), templates)
        }
        let weakened = WeakenedProtection(change, before: before, after: after, templates)
        let isStateful = StatefulTypes.contents(of: before) != nil || StatefulTypes.contents(of: after) != nil
        add(.weakenRetention, isStateful ? weakened.retention() : [])
        add(.weakenProtection, weakened.properties() + DeletionInPlace.lines(from: before, to: after, templates))
        add(.regenerateSecret, change.type == "AWS::SecretsManager::Secret" ? regeneration : [])
    }

    private mutating func add(_ kind: Guard.Kind, _ reasons: [String]) {
        guard !reasons.isEmpty else { return }
        let reason = reasons.joined(separator: "; ")
        guards.append(Guard(kind, stack: stack, logicalID: change.logicalID, reason: reason, place: change.place))
    }

    private mutating func addLoss(of contents: String) {
        switch change.action {
        case .add, .import: break
        case .remove:
            if change.retention.isRetain {
                remarks.append(.keptOutside(change, contents: contents))
            } else {
                add(.remove, [outcome(contents, change.retention, isSure: true)])
            }
        case .rename(let old):
            add(.replace, ["\(old) has another logical ID; \(outcome(contents, change.retention, isSure: true))"])
        case .update:
            guard change.replacement > .never || change.previousType != nil else { break }
            let outcome = outcome(contents, change.retention, isSure: change.replacement != .conditional)
            add(.replace, [[cause, outcome].compactMap(\.self).joined(separator: "; ")])
        }
    }

    /// What makes CloudFormation replace it.
    private var cause: String? {
        if change.replacement == .conditional { return "it may be replaced" }
        let key = "SnapshotIdentifier"
        let isDropped = property(key, of: sides.before) != nil && property(key, of: sides.after) == nil
        return isDropped ? "without its SnapshotIdentifier it is replaced by an empty one" : nil
    }

    /// Of a resource that its condition takes away.
    private mutating func addLoss(
        of contents: String,
        from resource: TemplateNode,
        _ outcome: TemplateSides.Outcome,
        _ templates: TemplateSides
    ) {
        guard outcome != .stays else { return }
        let retention = Retention.ofRemoval(resource, templates.before)
        let isSure = outcome == .goes
        if retention.isRetain {
            remarks.append(.keptOutside(change, contents: contents, isSure: isSure))
        } else {
            let loss = self.outcome(contents, retention, isSure: isSure, isRemoval: true)
            add(.remove, ["its condition \(isSure ? "takes" : "may take") it away; \(loss)"])
        }
    }

    /// What remains.
    private func outcome(
        _ contents: String,
        _ retention: Retention?,
        isSure: Bool,
        isRemoval: Bool? = nil
    ) -> String {
        guard let retention else { return "\(contents) may be lost" }
        let policy = "\(retention.attribute.rawValue) is \(retention.text)"
        return switch retention.policy {
        case .delete: "\(policy), which \(isSure ? "loses" : "would lose") \(contents)"
        case .snapshot where isRemoval ?? (change.action == .remove): "\(policy): only a snapshot remains"
        case .snapshot: "\(policy): only a snapshot remains, and the new one doesn't have \(contents)"
        case .retain, .retainExceptOnCreate:
            "\(policy): the old one is kept outside of the stack, and the new one doesn't have \(contents)"
        }
    }

    /// Why Secrets Manager makes another secret.
    private var regeneration: [String] {
        let key = "GenerateSecretString"
        let (old, new) = (property(key, of: sides.before), property(key, of: sides.after))
        let changes = change.properties.filter { $0.path.starts(with: ["Properties", key]) }
        let cause: String? =
            switch (old, new, changes.first) {
            case (nil, .some, _): "\(key) is added: Secrets Manager makes another secret"
            case (.some, nil, _): "\(key) is removed: the secret no longer is the one that was made"
            case (_, _, let first?):
                "\(first.path.dropFirst().joined(separator: ".")) changes: Secrets Manager makes another secret"
            case (_, _, nil): nil
            }
        return cause.map { ["\($0), and who has the old one keeps it"] } ?? []
    }

    private func property(_ name: String, of resource: TemplateNode?) -> TemplateNode? {
        resource?.child("Properties")?.child(name)
    }
}

extension ResourceChange {
    /// Says what is lost with what goes, and what is kept of it where only a change set tells that it goes.
    mutating func describeLoss(_ sides: ResourceSides, _ templates: TemplateSides) {
        switch action {
        case .add, .import: return
        // One that its condition has left out isn't there.
        case .remove, .rename: guard retention != nil else { return }
        case .update:
            guard replacement > .never || previousType != nil, let after = sides.after else { return }
            retention = retention ?? .ofReplacement(after, templates.after)
        }
        contents = contents ?? StatefulTypes.contents(of: sides.before)
    }
}

extension Retention? {
    fileprivate var isRetain: Bool { self?.isRetain ?? false }
}

extension Retention {
    fileprivate var isRetain: Bool { policy.strength == Policy.retain.strength }
}

extension PropertyChange {
    fileprivate var isCondition: Bool { path == ["Condition"] }
}
