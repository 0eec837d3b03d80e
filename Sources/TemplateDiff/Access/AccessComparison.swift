internal import BorealisDiagnostics
internal import OrderedCollections
internal import TemplateModel

/// Finds the statements of policies and the rules of security groups that come and go.
///
/// What is only in another order, or written in another way, is in none of the tables.
struct AccessComparison {
    private let comparison: StackComparison

    init(_ comparison: StackComparison) {
        self.comparison = comparison
    }

    func add(to difference: inout StackDifference) {
        let renaming = LogicalIDRenaming(of: difference)
        let before = comparison.before.map { renaming.renamed($0.template) } ?? Template()
        let after = comparison.after.template
        let (oldResources, newResources) = (resources(before, isAfter: false), resources(after, isAfter: true))
        let old = NetworkRules(before, resource: oldResources.resource)
        let new = NetworkRules(after, resource: newResources.resource)
        for change in difference.resources {
            let statements = StatementTable(
                oldResources.resource(change.logicalID, where: PolicyReader.mayRead),
                newResources.resource(change.logicalID, where: PolicyReader.mayRead)
            )
            difference.statements += statements.changes(of: change.logicalID)
            difference.remarks += statements.added.compactMap { .wideStatement($0, in: change) }
        }
        addRules(to: &difference, old, new)
    }

    private func resources(_ template: Template, isAfter: Bool) -> ResolvedResources {
        let before = comparison.before ?? ComparedTemplate(Template())
        let parameters = ParameterValues(before: before, after: comparison.after)
        let sources = ChangedSources(before: before, after: comparison.after, parameters: parameters)
        return ResolvedResources(
            template,
            Canonicalization(schema: comparison.schema),
            parameters,
            changedConditions: sources.conditions,
            isAfter: isAfter
        )
    }

    /// A rule may move between its group and a resource of its own without a change of what it lets through.
    private func addRules(to difference: inout StackDifference, _ old: NetworkRules, _ new: NetworkRules) {
        var before = OrderedSet<NetworkRule>()
        var after = OrderedSet<NetworkRule>()
        var owners: [NetworkRule: ResourceChange] = [:]
        for change in difference.resources {
            let id = change.logicalID
            before.formUnion(old.rules(of: id, hasDefaults: true))
            // A group whose rules are removed lets nothing out: the default is for new groups.
            let rules = new.rules(of: id, hasDefaults: !old.saysWhatItLetsOut(id))
            after.formUnion(rules)
            for rule in rules { owners[rule] = change }
        }
        let added = after.filter { !before.contains($0) }
        let removed = before.filter { !after.contains($0) }
        difference.networkRules += (removed.map { $0.change(.removed) } + added.map { $0.change(.added) })
            .inOrder(of: difference.resources)
        difference.remarks += added.compactMap { rule in owners[rule].flatMap { .openRule(rule, in: $0) } }
    }
}

/// The statements of a resource on both sides.
private struct StatementTable {
    let added: [PolicyStatement]
    private let removed: [PolicyStatement]

    init(_ before: TemplateNode?, _ after: TemplateNode?) {
        let old = OrderedSet(before.map { PolicyReader($0).statements } ?? [])
        let new = OrderedSet(after.map { PolicyReader($0).statements } ?? [])
        removed = old.filter { !new.contains($0) }
        added = new.filter { !old.contains($0) }
    }

    func changes(of logicalID: String) -> [StatementChange] {
        removed.map { $0.change(.removed, of: logicalID) } + added.map { $0.change(.added, of: logicalID) }
    }
}

extension [NetworkRuleChange] {
    /// By the group, in the order of the resources; groups that don't change themselves come last.
    fileprivate func inOrder(of resources: [ResourceChange]) -> [NetworkRuleChange] {
        let order = Dictionary(resources.enumerated().map { ($1.logicalID, $0) }) { first, _ in first }
        return enumerated()
            .sorted { left, right in
                let (one, other) = (order[left.element.logicalID] ?? .max, order[right.element.logicalID] ?? .max)
                return (one, left.offset) < (other, right.offset)
            }
            .map(\.element)
    }
}
