import BorealisDiagnostics
import SQLMigrations

extension MigrationScripts {
    /// Scripts by their names and texts, as if they were read from the folder `sql`; what the checks find of their
    /// statements is left out, unless it is an error of all databases.
    init(
        _ texts: KeyValuePairs<String, String>,
        engine: DatabaseEngine = .postgresql,
        options: ScriptOptions = ScriptOptions(),
        others: [String] = []
    ) {
        self.init(
            texts.map { File(name: $0.key, bytes: Array($0.value.utf8)) },
            others: others,
            in: "sql",
            engine: engine,
            options: options,
            place: Place(file: "Blog.swift", line: 7)
        )
    }

    /// The problems as they are printed.
    var printed: [String] {
        problems.map { DiagnosticText().text(of: $0) }
    }

    /// Where the problems are and what their codes are: `V1__a.sql:2:1 SQL012`.
    var codes: [String] {
        problems.map { problem in
            let place = problem.place
            let position = [place?.line, place?.column].compactMap { $0.map { ":\($0)" } }.joined()
            return "\((place?.file ?? "").replacing("sql/", with: ""))\(position) \(problem.code.rawValue)"
        }
    }
}

extension MigrationScript {
    /// What was understood of a script, a line for it, for each statement and for what undoes it.
    var summary: String {
        let title = [kind.rawValue, version?.text, "\"\(description)\"", mode.rawValue, directives.summary]
        var lines = ["\(name): " + title.compactMap(\.self).filter { !$0.isEmpty }.joined(separator: " ")]
        lines += waivers.map { "  allows \($0.code) in line \($0.line): \($0.reason)" }
        lines += statements.map { "  " + $0.summary(in: text) }
        if let undo {
            lines.append(
                "  undone by \(undo.name): \(undo.mode.rawValue) \(undo.directives.summary)".trimmingSuffix(" ")
            )
            lines += undo.statements.map { "    " + $0.summary(in: undo.text) }
        }
        return lines.map { $0 + "\n" }.joined()
    }
}

extension MigrationStatement {
    /// `3:1 CREATE TABLE users`.
    func summary(in text: ScriptText) -> String {
        let code = String(decoding: text.bytes[statement.code], as: UTF8.self)
        let first = code.split(separator: "\n").first.map(String.init) ?? ""
        let allowed = waivers.map { ", allows \($0.code): \($0.reason)" }.joined()
        return
            "\(statement.line):\(statement.column) \(first)\(first.utf8.count < code.utf8.count ? " …" : "")\(allowed)"
    }
}

extension ScriptDirectives {
    var summary: String {
        [
            isTransaction.map { "transaction=\($0 ? "file" : "none")" }, timeout.map { "timeout=\($0)s" },
            lockTimeout.map { "lock-timeout=\($0)ms" },
            environments.isEmpty ? nil : "environments=\(environments.joined(separator: ","))",
            phase.map { "phase=\($0.rawValue)" },
        ].compactMap(\.self).joined(separator: " ")
    }
}

extension String {
    fileprivate func trimmingSuffix(_ suffix: String) -> String {
        hasSuffix(suffix) ? String(dropLast(suffix.count)) : self
    }
}
