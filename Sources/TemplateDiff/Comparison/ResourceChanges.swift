internal import OrderedCollections
internal import TemplateModel

/// What a deploy does to each resource, with all that follows from it.
///
/// A resource that is replaced has another name, ARN and ID, so that what refers to it changes; where that can't change
/// in place, the resource that refers to it is replaced, too, and so on.
struct ResourceChanges {
    private let before: ComparedTemplate
    private let after: ComparedTemplate
    private let canonicalization: Canonicalization
    private let sides: TemplateSides
    private var comparisons: OrderedDictionary<String, ResourceComparison> = [:]
    private var indirect: [String: [PropertyChange]] = [:]
    private(set) var sources: ChangedSources
    private(set) var rewrites = 0

    /// - Parameter moved: those that are the same and made anew: only what refers to them changes.
    init(
        before: ComparedTemplate,
        after: ComparedTemplate,
        moved: Set<String>,
        _ canonicalization: Canonicalization,
        _ sources: ChangedSources
    ) {
        (self.before, self.after, self.canonicalization) = (before, after, canonicalization)
        self.sources = sources
        sides = TemplateSides(before: before, after: after)
        for (id, new) in after.template.resources {
            guard let old = before.template.resources[id], !old.isWritten(like: new) else { continue }
            let comparison = ResourceComparison(id, from: old, to: new, by: canonicalization)
            rewrites += comparison.rewrites
            comparisons[id] = comparison
            self.sources.states[id] = state(of: id)
        }
        for id in moved { self.sources.states[id] = ChangedSources.State(replacement: .always, isUpdated: true) }
        propagate(besides: moved)
    }

    /// The logical IDs of resources that a deploy updates.
    var updated: Set<String> { Set(sources.states.filter(\.value.isChanged).keys) }

    /// Those of the new template in its order, then those that are gone.
    var all: [ResourceChange] {
        let (olds, news) = (before.template.resources, after.template.resources)
        let remaining = news.compactMap { id, new in olds[id] == nil ? added(id, new) : update(id, new) }
        return remaining + olds.filter { news[$0.key] == nil }.map { removed($0, $1) }
    }

    private func added(_ id: String, _ node: TemplateNode) -> ResourceChange {
        var change = ResourceChange(.add, id, type: node.resourceType)
        change.place = after.place(["Resources", id])
        return change
    }

    private func removed(_ id: String, _ node: TemplateNode) -> ResourceChange {
        var change = ResourceChange(.remove, id, type: node.resourceType)
        change.physicalID = before.physicalIDs[id]
        // One that its condition has left out isn't there.
        if before.physicalIDs.isEmpty || change.physicalID != nil {
            change.retention = .ofRemoval(node, sides.before)
        }
        change.place = before.place(["Resources", id])
        return change
    }

    private func update(_ id: String, _ node: TemplateNode) -> ResourceChange? {
        let properties = (comparisons[id]?.changes ?? []) + (indirect[id] ?? [])
        let previousType = comparisons[id]?.previousType
        guard !properties.isEmpty || previousType != nil else { return nil }
        var change = ResourceChange(.update, id, type: node.resourceType)
        change.previousType = previousType
        change.physicalID = before.physicalIDs[id]
        change.replacement = sources.states[id]?.replacement ?? .never
        change.properties = properties.sorted(asIn: node)
        if change.replacement != .never {
            change.retention = .ofReplacement(node, sides.after)
        }
        change.place = after.place(["Resources", id])
        return change
    }
}

extension ResourceChanges {
    private func state(of id: String) -> ChangedSources.State {
        let changes = (comparisons[id]?.changes ?? []) + (indirect[id] ?? [])
        var state = ChangedSources.State(type: after.template.resources[id]?.resourceType ?? "")
        state.changes = changes
        let isOtherType = comparisons[id]?.previousType != nil
        state.replacement = isOtherType ? .always : changes.map(\.replacement).max() ?? .never
        // What a loop makes isn't known.
        if changes.contains(where: { $0.path.isEmpty || Int($0.path[0]) != nil }) { state.replacement = .conditional }
        // Metadata, policies and dependencies update nothing in AWS.
        state.isUpdated = isOtherType || changes.contains { $0.path.first == "Properties" }
        return state
    }

    /// Until nothing changes: each resource again when something that it names has changed further.
    private mutating func propagate(besides moved: Set<String>) {
        let names = sources.names
        guard !names.isEmpty else { return }
        let (olds, news) = (before.template.resources, after.template.resources)
        let mentions = news.filter { olds[$0.key] != nil && !moved.contains($0.key) }.mapValues(\.everyMention)
        var users: [String: [String]] = [:]
        for (id, mentioned) in mentions {
            for name in mentioned { users[name, default: []].append(id) }
        }
        var queue = mentions.filter { !$0.value.isDisjoint(with: names) }.map(\.key)
        var values: [String: CanonicalValue] = [:]
        var next = 0
        while next < queue.count {
            let id = queue[next]
            next += 1
            let value = values[id] ?? canonicalization.value(ofResource: news[id] ?? .map([:]))
            values[id] = value
            if update(id, value) { queue += users[id] ?? [] }
        }
    }

    /// - Returns: whether more of the resource changes than was known.
    private mutating func update(_ id: String, _ value: CanonicalValue) -> Bool {
        indirect[id] = indirectChanges(of: id, value)
        let (old, new) = (sources.states[id] ?? ChangedSources.State(), state(of: id))
        sources.states[id] = new
        return new.replacement > old.replacement || new.isUpdated && !old.isUpdated
            || new.changes.count > old.changes.count && new.isUpdated
    }

    /// What searches holds the sources only in here, so that they aren't copied when the state of a resource changes.
    private func indirectChanges(of id: String, _ value: CanonicalValue) -> [PropertyChange] {
        let type = after.template.resources[id]?.resourceType ?? ""
        let paths =
            comparisons[id]?.paths ?? ReplacementPaths(canonicalization.schema(ofResourceType: type), ofType: type)
        var search = IndirectChanges(from: sources, besides: comparisons[id]?.changes ?? [], paths: paths)
        if case .object(let parts) = value.parts {
            if let condition = parts["Condition"]?.form.plainText { search.visitCondition(condition) }
            for policy in [Retention.Attribute.deletionPolicy, .updateReplacePolicy].map(\.rawValue) {
                if let part = parts[policy] { search.visit(part, at: [policy]) }
            }
            if let properties = parts["Properties"] { search.visit(properties, at: ["Properties"]) }
        } else if type == ResourceComparison.loopType {
            search.visit(value, at: [])
        }
        return search.changes
    }
}

extension TemplateNode {
    /// What a resource names, its condition among it.
    fileprivate var everyMention: Set<String> {
        var names = mentions
        if let condition = objectEntries?["Condition"]?.plainText { names.insert(condition) }
        return names
    }
}

extension [PropertyChange] {
    /// In the order in which a resource has its attributes and properties, then those that are gone.
    fileprivate func sorted(asIn resource: TemplateNode) -> [PropertyChange] {
        let entries = resource.objectEntries ?? [:]
        let properties = entries["Properties"]?.objectEntries ?? [:]
        let place = { (change: PropertyChange) -> (Int, Int) in
            let attribute = change.path.first.flatMap { entries.index(forKey: $0) } ?? Int.max
            let property = change.path.dropFirst().first.flatMap { properties.index(forKey: $0) } ?? Int.max
            return (attribute, property)
        }
        let keyed = enumerated().map { (place($0.element), $0.offset, $0.element) }
        return keyed.sorted { $0.0 != $1.0 ? $0.0 < $1.0 : $0.1 < $1.1 }.map(\.2)
    }
}
