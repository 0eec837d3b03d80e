import BorealisDiagnostics
import TemplateDiff
import TemplateModel

/// What a report of a difference has to name, read off the difference itself.
struct DifferenceFacts {
    let difference: StackDifference
    var notices: [Diagnostic] = []

    var texts: [String] {
        var texts = [difference.stack, difference.baseline.name, difference.baseline.changeSet].compactMap(\.self)
        texts += difference.resources.flatMap(self.texts)
        texts += difference.elements.flatMap(self.texts)
        for statement in difference.statements {
            texts += [statement.logicalID, statement.effect] + statement.actions + statement.resources
            texts += statement.principals + statement.conditions
        }
        for rule in difference.networkRules {
            texts += [rule.logicalID, rule.direction.rawValue, rule.networkProtocol, rule.ports, rule.peer]
        }
        texts += difference.migrations.flatMap(self.texts)
        texts += difference.guards.flatMap { [$0.logicalID, $0.reason, $0.key] }
        texts += (difference.remarks + notices).flatMap(Self.texts)
        texts += difference.gaps.flatMap { [$0.logicalID, $0.text].compactMap(\.self) }
        return texts
    }

    /// Of everything that has one, without what lint says of scripts.
    var places: [Place] {
        let places = difference.resources.map(\.place) + difference.elements.map(\.place)
        let others =
            difference.migrations.flatMap { [$0.place] + $0.scripts.map(\.place) } + difference.guards.map(\.place)
        let findings = difference.migrations.flatMap(\.scripts).flatMap(\.findings).map(\.place)
        return (places + others + findings + difference.remarks.map(\.place)).compactMap(\.self)
    }

    private func texts(of resource: ResourceChange) -> [String] {
        let names = [resource.logicalID, resource.type, resource.previousType, resource.physicalID]
        // Of a resource that stays it doesn't matter what it keeps.
        let contents = resource.retention == nil ? nil : resource.contents
        let retention = [resource.retention?.policy.rawValue, resource.retention?.attribute.rawValue]
        let old: String? = if case .rename(let name) = resource.action { name } else { nil }
        return (names + retention + [old, contents]).compactMap(\.self) + resource.properties.flatMap(texts)
    }

    private func texts(of element: ElementChange) -> [String] {
        let export = element.export.map { [$0.name] + ($0.importers ?? []) } ?? []
        return [element.name] + export + element.properties.flatMap(texts)
    }

    private func texts(of property: PropertyChange) -> [String] {
        let path = property.path.first == "Properties" ? property.path.dropFirst() : property.path[...]
        let cause: [String] =
            switch property.kind {
            case .indirect(.resource(let name, let attribute)): [name] + [attribute].compactMap(\.self)
            case .indirect(.parameter(let name)), .indirect(.mapping(let name)), .indirect(.condition(let name)): [name]
            default: []
            }
        return path + cause + [property.before, property.after].flatMap(texts)
    }

    /// Texts in one line without anything that formats write as an escape.
    private func texts(of value: ChangedValue?) -> [String] {
        guard case .value(.string(let text)) = value, text.utf8.allSatisfy({ $0 >= 0x20 }), !text.hasPrefix("{"),
            !text.hasPrefix("caf"), !text.isEmpty
        else { return [] }
        return [text]
    }

    private func texts(of migration: MigrationChange) -> [String] {
        [migration.logicalID, migration.set, migration.engine, migration.folder].compactMap(\.self)
            + migration.scripts.flatMap(texts)
    }

    /// All that a problem says, line by line.
    static func texts(of problem: Diagnostic) -> [String] {
        let texts = [problem.problem, problem.got, problem.expected, problem.fix].compactMap(\.self)
        let lines = problem.detail?.split(whereSeparator: \.isNewline).map(String.init) ?? []
        return texts + problem.trace.map(\.text) + lines
    }

    private func texts(of script: ScriptChange) -> [String] {
        let other: [String] =
            switch script.kind {
            case .renamed(let old): [old]
            case .accepted(let reason): [reason]
            default: []
            }
        let findings = script.findings.flatMap { [$0.code.rawValue] + Self.texts(of: $0) }
        return [script.name] + other + findings
            + script.statements.flatMap { [$0.text ?? $0.command, $0.effect, $0.lock].compactMap(\.self) }
    }
}
