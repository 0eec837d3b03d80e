internal import BorealisDiagnostics
internal import TemplateDiff

extension EntryWords {
    func entry(for element: ElementChange) -> OutlineEntry {
        let notes = [element.export.map(words), words(for: element.evidence)].compactMap(\.self)
        return OutlineEntry(
            mark: element.action.mark,
            name: element.name.visible,
            type: element.name == element.section.rawValue ? nil : element.section.words,
            headline: element.action.words,
            place: element.place,
            details: notes.map { .note($0, isWeighty: false) }
                + element.properties.map { .change(change(for: $0, in: element.evidence)) },
            code: .known(.changedElement),
            severity: .note,
            key: key("\(element.section.rawValue).\(element.name)")
        )
    }

    private func words(for export: ElementChange.Export) -> String {
        let name = "its export \(export.name.visible)"
        guard let importers = export.importers else { return "\(name): it isn't known who imports it" }
        guard !importers.isEmpty else { return "\(name) is imported by no stack" }
        return "\(name) is imported by \(importers.map(\.visible).joined(separator: ", "))"
    }

    /// One for each resource whose statements or rules come or go, in the order of the first of them.
    var accessEntries: [OutlineEntry] {
        let all = difference.statements.map(\.logicalID) + difference.networkRules.map(\.logicalID)
        var seen: Set<String> = []
        return all.filter { seen.insert($0).inserted }.map(accessEntry)
    }

    private func accessEntry(for logicalID: String) -> OutlineEntry {
        let statements = difference.statements.filter { $0.logicalID == logicalID }
        let rules = difference.networkRules.filter { $0.logicalID == logicalID }
        let changes = statements.map(\.change) + rules.map(\.change)
        let (added, removed) = (changes.count { $0 == .added }, changes.count { $0 == .removed })
        let noun = rules.isEmpty ? "statement" : statements.isEmpty ? "rule" : "line"
        let parts = [("gets", added), ("loses", removed)].filter { $0.1 > 0 }
        let tables = [statements.isEmpty ? nil : table(of: statements), rules.isEmpty ? nil : table(of: rules)]
        let resource = difference.resources.first { $0.logicalID == logicalID }
        return OutlineEntry(
            mark: removed == 0 ? .added : added == 0 ? .removed : .changed,
            name: logicalID.visible,
            type: resource?.type.visible,
            headline: parts.map { "\($0) \($1) \(noun)\($1 == 1 ? "" : "s")" }.joined(separator: ", "),
            place: resource?.place,
            details: tables.compactMap { $0.map(OutlineDetail.table) },
            code: .known(.changedAccess),
            severity: .note,
            key: key(logicalID)
        )
    }

    private func table(of statements: [StatementChange]) -> ShownTable {
        let rows = statements.map { statement in
            let cells = [
                [statement.effect], statement.actions, statement.resources, statement.principals, statement.conditions,
            ]
            return ShownTable.Row(mark: statement.change.mark, cells: cells.map { $0.map(\.visible) })
        }
        return ShownTable(["effect", "action", "resource", "principal", "condition"], rows)
    }

    private func table(of rules: [NetworkRuleChange]) -> ShownTable {
        let rows = rules.map { rule in
            let cells = [rule.direction.rawValue, rule.networkProtocol, rule.ports, rule.peer].map { [$0.visible] }
            return ShownTable.Row(mark: rule.change.mark, cells: cells)
        }
        return ShownTable(["direction", "protocol", "ports", "peer"], rows)
    }
}

extension LineChange {
    fileprivate var mark: Mark { self == .added ? .added : .removed }
}

extension ElementChange.Action {
    fileprivate var mark: Mark {
        switch self {
        case .add: .added
        case .update: .changed
        case .remove: .removed
        }
    }

    fileprivate var words: String {
        switch self {
        case .add: "is added"
        case .update: "is changed"
        case .remove: "is removed"
        }
    }
}

extension ElementChange.Section {
    fileprivate var words: String {
        switch self {
        case .formatVersion: "format version"
        case .description: "description"
        case .transform: "transform"
        case .metadata: "metadata"
        case .parameters: "parameter"
        case .rules: "rule"
        case .mappings: "mapping"
        case .conditions: "condition"
        case .outputs: "output"
        case .stack: "setting of the stack"
        case .other: "other section"
        }
    }
}
