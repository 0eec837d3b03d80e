internal import BorealisDiagnostics
internal import OrderedCollections
internal import TemplateDiff
internal import TemplateModel

/// Every fact of the differences, for programs.
///
/// - Shape: `{"version": 1, "exitCode": 3, "notices": […], "stacks": […]}`. A stack is `{"stack", "baseline":
///   {"kind", "name", "changeSet"}, "isEmpty", "resources", "elements", "statements", "networkRules", "migrations",
///   "guards", "remarks", "gaps", "rewrites"}`; all lists are there, in the order in which they are told. What isn't
///   known has no key. A value is `{"value": …}`, `{"hidden": true}` or `{"unknown": true}`; a place is `{"file", "line",
///   "column"}`; a notice or remark has what `migrate lint` writes, but its place in an object of its own. Keys may be added within a version.
/// - Units: lines and columns are counted from 1, columns in bytes of UTF-8; indices of paths from 0.
struct DifferenceJSON {
    private typealias Entries = OrderedDictionary<String, TemplateNode>

    static let version = 1

    private let report: DifferenceReport

    init(_ report: DifferenceReport) {
        self.report = report
    }

    var text: String {
        let root: Entries = [
            "version": .integer(Self.version), "exitCode": .integer(Int(report.exitCode)),
            "notices": .list(report.remarks.map(node)), "stacks": .list(report.differences.map(node)),
        ]
        return TemplateNode.map(root).text(as: .json).escapingHiddenInJSON
    }

    private func node(of difference: StackDifference) -> TemplateNode {
        let entries: Entries = [
            "stack": .string(difference.stack), "baseline": node(of: difference.baseline),
            "isEmpty": .boolean(difference.isEmpty), "resources": .list(difference.resources.map(node)),
            "elements": .list(difference.elements.map(node)), "statements": .list(difference.statements.map(node)),
            "networkRules": .list(difference.networkRules.map(node)),
            "migrations": .list(difference.migrations.map(node)), "guards": .list(difference.guards.map(node)),
            "remarks": .list(difference.remarks.map(node)), "gaps": .list(difference.gaps.map(node)),
            "rewrites": .integer(difference.rewrites),
        ]
        return .map(entries)
    }

    private func node(of baseline: Baseline) -> TemplateNode {
        .known(["kind": baseline.kind.rawValue.node, "name": baseline.name.node, "changeSet": baseline.changeSet?.node])
    }

    private func node(of diagnostic: Diagnostic) -> TemplateNode {
        let trace = diagnostic.trace.map { TemplateNode.known(["text": $0.text.node, "place": place($0.place)]) }
        return .known([
            "code": diagnostic.code.rawValue.node, "severity": diagnostic.severity.rawValue.node,
            "place": place(diagnostic.place), "problem": diagnostic.problem.node, "got": diagnostic.got?.node,
            "expected": diagnostic.expected?.node, "fix": diagnostic.fix?.node,
            "trace": trace.isEmpty ? nil : .list(trace), "detail": diagnostic.detail?.node,
        ])
    }

    private func place(_ place: Place?) -> TemplateNode? {
        place.map { place in
            .known([
                "file": report.path(place.file).node, "line": place.line.map(TemplateNode.integer),
                "column": place.column.map(TemplateNode.integer),
            ])
        }
    }
}

// MARK: - The template

extension DifferenceJSON {
    private func node(of resource: ResourceChange) -> TemplateNode {
        .known([
            "logicalID": resource.logicalID.node, "type": resource.type.node,
            "previousType": resource.previousType?.node, "physicalID": resource.physicalID?.node,
            "action": resource.action.name.node, "renamedFrom": resource.action.oldName?.node,
            "replacement": resource.replacement.name.node, "properties": .list(resource.properties.map(node)),
            "retention": resource.retention.map(node), "contents": resource.contents?.node,
            "place": place(resource.place), "evidence": resource.evidence.rawValue.node,
        ])
    }

    private func node(of retention: Retention) -> TemplateNode {
        .known([
            "policy": retention.policy.rawValue.node, "attribute": retention.attribute.rawValue.node,
            "isWritten": .boolean(retention.isWritten),
        ])
    }

    private func node(of property: PropertyChange) -> TemplateNode {
        .known([
            "path": property.path.node, "kind": property.kind.name.node, "cause": property.kind.cause.map(node),
            "before": property.before.map(node), "after": property.after.map(node),
            "replacement": property.replacement.name.node, "evidence": property.evidence.rawValue.node,
        ])
    }

    private func node(of cause: PropertyChange.Cause) -> TemplateNode {
        switch cause {
        case .resource(let name, let attribute): .known(["resource": name.node, "attribute": attribute?.node])
        case .parameter(let name): .known(["parameter": name.node])
        case .mapping(let name): .known(["mapping": name.node])
        case .condition(let name): .known(["condition": name.node])
        }
    }

    private func node(of value: ChangedValue) -> TemplateNode {
        switch value {
        case .value(let node): .map(["value": node])
        case .hidden: .map(["hidden": .boolean(true)])
        case .unknown: .map(["unknown": .boolean(true)])
        }
    }

    private func node(of element: ElementChange) -> TemplateNode {
        .known([
            "section": element.section.rawValue.node, "name": element.name.node, "action": element.action.rawValue.node,
            "properties": .list(element.properties.map(node)),
            "export": element.export.map { .known(["name": $0.name.node, "importers": $0.importers?.node]) },
            "place": place(element.place), "evidence": element.evidence.rawValue.node,
        ])
    }

    private func node(of statement: StatementChange) -> TemplateNode {
        .known([
            "change": statement.change.rawValue.node, "logicalID": statement.logicalID.node,
            "effect": statement.effect.node, "principals": statement.principals.node, "actions": statement.actions.node,
            "resources": statement.resources.node, "conditions": statement.conditions.node,
        ])
    }

    private func node(of rule: NetworkRuleChange) -> TemplateNode {
        .known([
            "change": rule.change.rawValue.node, "logicalID": rule.logicalID.node,
            "direction": rule.direction.rawValue.node, "protocol": rule.networkProtocol.node, "ports": rule.ports.node,
            "peer": rule.peer.node,
        ])
    }

    private func node(of gap: Gap) -> TemplateNode {
        .known(["logicalID": gap.logicalID?.node, "text": gap.text.node])
    }
}

// MARK: - SQL and guards

extension DifferenceJSON {
    private func node(of migration: MigrationChange) -> TemplateNode {
        .known([
            "logicalID": migration.logicalID.node, "set": migration.set.node, "engine": migration.engine?.node,
            "folder": migration.folder.map { report.path($0).node }, "scripts": .list(migration.scripts.map(node)),
            "unchanged": .integer(migration.unchanged), "isRebuild": .boolean(migration.isRebuild),
            "isAhead": .boolean(migration.isAhead), "place": place(migration.place),
        ])
    }

    private func node(of script: ScriptChange) -> TemplateNode {
        .known([
            "name": script.name.node, "kind": script.kind.name.node, "renamedFrom": script.kind.oldName?.node,
            "reason": script.kind.reason?.node, "isRefused": .boolean(script.isRefused), "before": script.before?.node,
            "after": script.after?.node, "statements": .list(script.statements.map(node)),
            "findings": .list(script.findings.map(node)), "place": place(script.place),
        ])
    }

    private func node(of statement: ScriptStatement) -> TemplateNode {
        .known([
            "index": .integer(statement.index), "text": statement.text?.node,
            "hidden": statement.text == nil ? .boolean(true) : nil, "command": statement.command.node,
            "effect": statement.effect.node, "transaction": statement.transaction.node, "lock": statement.lock?.node,
            "place": place(statement.place),
        ])
    }

    private func node(of guarded: Guard) -> TemplateNode {
        .known([
            "kind": guarded.kind.rawValue.node, "code": guarded.kind.code.rawValue.node,
            "stack": guarded.stack.node, "logicalID": guarded.logicalID.node, "reason": guarded.reason.node,
            "key": guarded.key.node, "isAllowed": .boolean(guarded.isAllowed), "place": place(guarded.place),
        ])
    }
}

extension TemplateNode {
    /// A map of what is known.
    fileprivate static func known(_ entries: OrderedDictionary<String, TemplateNode?>) -> TemplateNode {
        .map(entries.compactMapValues(\.self))
    }
}

extension String {
    fileprivate var node: TemplateNode { .string(self) }

    /// JSON whose texts have as escapes what a terminal would obey; outside of texts it has no such character.
    fileprivate var escapingHiddenInJSON: String {
        let lines = split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        return lines.map { line in
            line.visible.utf8.count == line.utf8.count ? line : line.unicodeScalars.map(\.inJSON).joined()
        }.joined(separator: "\n")
    }
}

extension Unicode.Scalar {
    fileprivate var inJSON: String {
        guard String(self).visible != String(self) else { return String(self) }
        return String(self).utf16.map { unit in
            let digits = String(unit, radix: 16)
            return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }.joined()
    }
}

extension [String] {
    fileprivate var node: TemplateNode { .list(map(\.node)) }
}

extension ResourceChange.Action {
    fileprivate var name: String {
        switch self {
        case .add: "add"
        case .update: "update"
        case .remove: "remove"
        case .rename: "rename"
        case .import: "import"
        }
    }

    fileprivate var oldName: String? {
        if case .rename(let old) = self { old } else { nil }
    }
}

extension ResourceChange.Replacement {
    fileprivate var name: String {
        switch self {
        case .never: "never"
        case .conditional: "conditional"
        case .always: "always"
        }
    }
}

extension PropertyChange.Kind {
    fileprivate var name: String {
        switch self {
        case .added: "added"
        case .removed: "removed"
        case .changed: "changed"
        case .reordered: "reordered"
        case .indirect: "indirect"
        }
    }

    fileprivate var cause: PropertyChange.Cause? {
        if case .indirect(let cause) = self { cause } else { nil }
    }
}

extension ScriptChange.Kind {
    fileprivate var name: String {
        switch self {
        case .new: "new"
        case .rerun: "rerun"
        case .edited: "edited"
        case .removed: "removed"
        case .reordered: "reordered"
        case .renamed: "renamed"
        case .accepted: "accepted"
        }
    }

    fileprivate var oldName: String? {
        if case .renamed(let old) = self { old } else { nil }
    }

    fileprivate var reason: String? {
        if case .accepted(let reason) = self { reason } else { nil }
    }
}
