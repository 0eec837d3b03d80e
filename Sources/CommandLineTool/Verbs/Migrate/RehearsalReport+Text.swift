internal import BorealisRehearsal
internal import OrderedCollections
internal import SQLMigrations
internal import TemplateModel

/// A rehearsal for people.
extension RehearsalReport {
    var text: String {
        let title = "\(folder): set \(set) on \(serverName) \(serverVersion.prefix { !" -".contains($0) })\n"
        return title + runs.map(\.text).joined() + "fingerprint \(schema.fingerprint)\n"
    }

    private var serverName: String { engine == .mysql ? "MariaDB" : "PostgreSQL" }
}

extension RehearsalRun {
    fileprivate var text: String {
        guard !scripts.isEmpty else { return "\(start.words): nothing to do\n" }
        let count = scripts.reduce(0) { $0 + $1.statements.count }
        var table = TextTable(["statement", "command", "time"], numbers: [2])
        for script in scripts {
            for statement in script.statements {
                table.append(["\(script.name):\(statement.line)", statement.command, statement.duration.text])
            }
        }
        let numbers = [scripts.count.counted("script"), count.counted("statement"), duration.text]
        return "\(start.words): \(numbers.joined(separator: ", "))\n" + table.text
    }
}

extension RehearsalRun.Start {
    fileprivate var words: String {
        switch self {
        case .fresh: "fresh"
        case .again: "again"
        case .upgrade(let origin, let count, let omitted):
            "upgrade from \(origin) with \(count.counted("script"))"
                + (omitted.isEmpty ? "" : ", without the old \(omitted.joined(separator: ", "))")
        }
    }

    fileprivate var name: String {
        switch self {
        case .fresh: "fresh"
        case .again: "again"
        case .upgrade: "upgrade"
        }
    }
}

extension Int {
    fileprivate func counted(_ noun: String) -> String {
        "\(self) \(noun)\(self == 1 ? "" : "s")"
    }
}

extension Duration {
    /// In milliseconds, rounded to tenths.
    fileprivate var milliseconds: Double {
        let (seconds, attoseconds) = components
        return (Double(seconds) * 10_000 + Double(attoseconds) / 1e14).rounded() / 10
    }

    /// As exact as it is of use: `0.4 ms`, `12 ms`, `1.3 s`.
    fileprivate var text: String {
        switch milliseconds {
        case ..<10: "\(milliseconds) ms"
        case ..<1000: "\(Int(milliseconds.rounded())) ms"
        default: "\((milliseconds / 100).rounded() / 10) s"
        }
    }
}

/// A rehearsal for programs.
///
/// - Shape: `{"folder": …, "set": …, "engine": …, "server": …, "fingerprint": …, "runs": [{"start": "fresh", "scripts":
///   [{"script": …, "milliseconds": …, "statements": [{"line": 1, "column": 1, "command": …, "milliseconds": …}]}]}]}`;
///   `schema`, a list of objects, is there only when it is asked for.
extension RehearsalReport {
    func node(withSchema: Bool) -> TemplateNode {
        var node: OrderedDictionary<String, TemplateNode> = [
            "folder": .string(folder), "set": .string(set), "engine": .string(engine.rawValue),
            "server": .string(serverVersion), "fingerprint": .string(schema.fingerprint),
            "runs": .list(runs.map(\.node)),
        ]
        if withSchema { node["schema"] = .list(schema.entries.map(TemplateNode.string)) }
        return .map(node)
    }
}

extension RehearsalRun {
    fileprivate var node: TemplateNode {
        var node: OrderedDictionary<String, TemplateNode> = ["start": .string(start.name)]
        if case .upgrade(let origin, let count, let omitted) = start {
            node["from"] = .string(origin)
            node["fromScripts"] = .integer(count)
            node["omitted"] = omitted.isEmpty ? nil : .list(omitted.map(TemplateNode.string))
        }
        node["scripts"] = .list(scripts.map(\.node))
        return .map(node)
    }
}

extension ScriptTimes {
    fileprivate var node: TemplateNode {
        .map([
            "script": .string(name), "milliseconds": .number(duration.milliseconds),
            "statements": .list(statements.map(\.node)),
        ])
    }
}

extension StatementTime {
    fileprivate var node: TemplateNode {
        .map([
            "line": .integer(line), "column": .integer(column), "command": .string(command),
            "milliseconds": .number(duration.milliseconds),
        ])
    }
}
