import BorealisDiagnostics
import TemplateDiff
import TemplateModel

extension StackDifference {
    /// The difference as text, one fact a line; what no line tells is not there.
    ///
    /// ```
    /// ~ Cluster AWS::RDS::DBCluster, replacement always, UpdateReplacePolicy Snapshot by default, at after:12
    ///     ~ Properties.DatabaseName: "blog" -> "shop", replacement always
    /// + Outputs Endpoint, export blog-Endpoint, at after:40
    /// 2 written differently
    /// ```
    var outline: String {
        var lines = resources.flatMap(\.outline) + elements.flatMap(\.outline)
        lines += statements.map(\.outline) + networkRules.map(\.outline) + migrations.flatMap(\.outline)
        lines += guards.map(\.outline) + remarks.map(\.outline) + gaps.map(\.outline)
        if rewrites > 0 { lines.append("\(rewrites) written differently") }
        return (lines.isEmpty ? ["no differences"] : lines).map { $0 + "\n" }.joined()
    }
}

extension ResourceChange {
    fileprivate var outline: [String] {
        var facts = [physicalID, replacement.outline, retention?.outline].compactMap(\.self)
        facts += [contents.map { "keeps \($0)" }, evidence.outline, place?.outline].compactMap(\.self)
        let types = [previousType, type].compactMap(\.self).joined(separator: " -> ")
        let head = ([action.outline(logicalID) + " " + types] + facts).joined(separator: ", ")
        return [head] + properties.map { "    " + $0.outline }
    }
}

extension ResourceChange.Action {
    fileprivate func outline(_ logicalID: String) -> String {
        switch self {
        case .add: "+ \(logicalID)"
        case .update: "~ \(logicalID)"
        case .remove: "- \(logicalID)"
        case .rename(let old): "> \(logicalID) from \(old)"
        case .import: "< \(logicalID)"
        }
    }
}

extension ResourceChange.Replacement {
    fileprivate var outline: String? {
        switch self {
        case .never: nil
        case .conditional: "replacement conditional"
        case .always: "replacement always"
        }
    }
}

extension Retention {
    fileprivate var outline: String {
        "\(attribute.rawValue) \(policy.rawValue)\(isWritten ? "" : " by default")"
    }
}

extension Evidence {
    fileprivate var outline: String? {
        self == .offline ? nil : "evidence \(rawValue)"
    }
}

extension Place {
    /// `at after:12`; columns would make goldens that nobody reads.
    fileprivate var outline: String {
        "at \(file)\(line.map { ":\($0)" } ?? "")"
    }
}

extension PropertyChange {
    fileprivate var outline: String {
        let (mark, cause): (String, String?) =
            switch kind {
            case .added: ("+", nil)
            case .removed: ("-", nil)
            case .changed: ("~", nil)
            case .reordered: ("%", nil)
            case .indirect(let cause): ("^", "because of \(cause.outline)")
            }
        let values: String =
            switch (before, after) {
            case (let before?, let after?): "\(before.outline) -> \(after.outline)"
            case (let value?, nil), (nil, let value?): value.outline
            case (nil, nil): "nothing"
            }
        let head = "\(mark) \(path.isEmpty ? "(itself)" : path.joined(separator: ".")): \(values)"
        return ([head, cause, replacement.outline, evidence.outline].compactMap(\.self)).joined(separator: ", ")
    }
}

extension PropertyChange.Cause {
    fileprivate var outline: String {
        switch self {
        case .resource(let id, let attribute): attribute.map { "\(id).\($0)" } ?? id
        case .parameter(let name): "parameter \(name)"
        case .mapping(let name): "mapping \(name)"
        case .condition(let name): "condition \(name)"
        }
    }
}

extension ChangedValue {
    fileprivate var outline: String {
        switch self {
        case .value(let node): node.line
        case .hidden: "hidden"
        case .unknown: "unknown"
        }
    }
}

extension ElementChange {
    fileprivate var outline: [String] {
        let mark =
            switch action {
            case .add: "+"
            case .update: "~"
            case .remove: "-"
            }
        let importers = export?.importers.map { $0.isEmpty ? " (unused)" : " of \($0.joined(separator: " "))" } ?? ""
        let facts = [export.map { "export \($0.name)\(importers)" }, evidence.outline, place?.outline]
        let head = (["\(mark) \(section.rawValue) \(name)"] + facts.compactMap(\.self)).joined(separator: ", ")
        return [head] + properties.map { "    " + $0.outline }
    }
}

extension LineChange {
    fileprivate var mark: String { self == .added ? "+" : "-" }
}

extension StatementChange {
    fileprivate var outline: String {
        let parts = [[effect], principals, actions, ["on"], resources, conditions.isEmpty ? [] : ["if"], conditions]
        return "\(change.mark) statement of \(logicalID): \(parts.joined().joined(separator: " "))"
    }
}

extension NetworkRuleChange {
    fileprivate var outline: String {
        "\(change.mark) \(direction.rawValue) of \(logicalID): \(networkProtocol) \(ports) \(peer)"
    }
}

extension MigrationChange {
    var outline: [String] {
        let states = [isRebuild ? "rebuilt" : nil, isAhead ? "ahead" : nil]
        let head = ["scripts of \(logicalID) (\(set))", engine, folder, "\(unchanged) unchanged"] + states
        let facts = (head + [place?.outline]).compactMap(\.self)
        return [facts.joined(separator: ", ")] + scripts.flatMap(\.outline).map { "    " + $0 }
    }
}

extension ScriptChange {
    fileprivate var outline: [String] {
        let hashes = [before, after].map { $0.map { String($0.prefix(8)) } ?? "none" }.joined(separator: " -> ")
        let facts = ["\(name): \(kind.outline)", isRefused ? "refused" : nil, hashes, place?.outline]
        let head = facts.compactMap(\.self).joined(separator: ", ")
        return [head] + statements.map { "    " + $0.outline } + findings.map { "    " + $0.outline }
    }
}

extension ScriptChange.Kind {
    fileprivate var outline: String {
        switch self {
        case .new: "new"
        case .rerun: "rerun"
        case .edited: "edited"
        case .removed: "removed"
        case .reordered: "reordered"
        case .renamed(let old): "renamed from \(old)"
        case .accepted(let reason): "accepted (\(reason))"
        }
    }
}

extension ScriptStatement {
    fileprivate var outline: String {
        let facts = [command, effect, transaction, lock].compactMap(\.self).joined(separator: ", ")
        let position = "\(place.line ?? 0):\(place.column ?? 0)"
        return "\(index) at \(position) \(text ?? "hidden") (\(facts))"
    }
}

extension Guard {
    fileprivate var outline: String {
        "! \(key)\(isAllowed ? " (allowed)" : ""): \(reason)"
    }
}

extension Diagnostic {
    fileprivate var outline: String {
        let bounds = [got.map { "got \($0)" }, expected.map { "expected \($0)" }, fix.map { "fix: \($0)" }]
        let facts = ["\(severity.rawValue)[\(code.rawValue)] \(problem)"] + bounds.compactMap(\.self)
        return (facts + [place?.outline].compactMap(\.self)).joined(separator: "; ")
    }
}

extension Gap {
    fileprivate var outline: String {
        "? \(logicalID.map { "\($0): " } ?? "")\(text)"
    }
}
