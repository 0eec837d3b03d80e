/// The text of scripts as a client runs it that is given nothing else: `psql` for PostgreSQL, `mariadb` for MySQL.
///
/// Run from an empty database or from where the runner stopped, it leaves the schema and the history that the runner
/// would; the history says `offline` in place of a stack and a request.
package struct OfflineSQL {
    private let set: String
    private let folder: String
    private let client: any OfflineClient
    private let history: OfflineHistory

    package init(of set: MigrationSet) {
        self.set = set.name
        folder = set.folder
        client = set.engine == .postgresql ? PSQLClient() : MariaDBClient()
        history = OfflineHistory(set: set.name, client: client)
    }

    /// Makes the history where there is none, and applies scripts in their order.
    package func text(applying scripts: [MigrationScript]) -> String {
        let parts = scripts.map { script in
            part(named: script.name, Steps(script, isUndo: false).texts(client: client, history: history))
        }
        let definition = client.newSessionText + statements(history.definition)
        return ([opening("Applies"), definition] + parts).joined(separator: "\n")
    }

    /// Undoes scripts, the newest first, and says so in the history.
    ///
    /// - Parameter scripts: in their order; all of them can be undone.
    package func text(undoing scripts: [MigrationScript]) -> String {
        let parts = scripts.reversed().map { script in
            part(
                named: script.undo?.name ?? script.name,
                Steps(script, isUndo: true).texts(client: client, history: history)
            )
        }
        return ([opening("Undoes")] + parts).joined(separator: "\n")
    }

    private func opening(_ verb: String) -> String {
        let title = "-- \(verb) scripts of \(folder.inOneLine) (set \(set)); to be run with \(client.command).\n"
        return title + client.settings.map { $0 + "\n" }.joined()
    }

    private func part(named name: String, _ texts: [String]) -> String {
        "-- \(name.inOneLine)\n" + texts.joined()
    }

    private func statements(_ texts: [String]) -> String {
        texts.map { client.text(of: Array($0.utf8)[...]) }.joined()
    }
}

extension OfflineHistory {
    fileprivate func entry(of script: MigrationScript, isApplied: Bool) -> String {
        room(for: script) + addition(of: script, isApplied: isApplied)
    }
}

extension OfflineClient {
    fileprivate var newSessionText: String { newSession.map { $0 + "\n" }.joined() }
}

extension String {
    /// A name with a line feed in it would end the comment that it is in.
    fileprivate var inOneLine: String {
        String(String.UnicodeScalarView(unicodeScalars.map { $0.properties.generalCategory == .control ? "?" : $0 }))
    }
}

/// What is done for one script.
private struct Steps {
    private let script: MigrationScript
    private let text: ScriptText
    private let statements: [MigrationStatement]
    private let directives: ScriptDirectives
    private let mode: TransactionMode
    private let isUndo: Bool

    init(_ script: MigrationScript, isUndo: Bool) {
        self.script = script
        self.isUndo = isUndo
        let undo = isUndo ? script.undo : nil
        text = undo?.text ?? script.text
        statements = undo?.statements ?? script.statements
        directives = undo?.directives ?? script.directives
        mode = undo?.mode ?? script.mode
    }

    func texts(client: any OfflineClient, history: OfflineHistory) -> [String] {
        let check = isUndo ? history.check(of: script).map { client.text(of: Array($0.utf8)[...]) } : []
        let begun = client.newSessionText + check.joined()
        switch mode {
        case .transaction, .block:
            // A block is a transaction that outlasts a call of the Data API, which a client doesn't need.
            let settings = client.transactionSettings(for: directives).map { $0 + ";\n" }
            let body = statements.map { client.text(of: code(of: $0)) }
            let ending = isUndo ? history.undoing(of: script) : history.entry(of: script, isApplied: true)
            return [begun, client.begin] + settings + body + [ending, "COMMIT;\n"]
        case .none, .segments:
            let opening = isUndo ? history.interruption(of: script) : history.entry(of: script, isApplied: false)
            let ending = isUndo ? history.undoing(of: script) : history.completion(of: script)
            return [begun, opening] + segments(client: client, history: history) + [ending]
        }
    }

    /// Each run of statements that a transaction can hold in one, the others alone; each in a session of its own, and
    /// with its steps, by which the runner sees how far a client came that was stopped.
    private func segments(client: any OfflineClient, history: OfflineHistory) -> [String] {
        let settings = client.sessionSettings(for: directives).map { $0 + ";\n" }.joined()
        var texts: [String] = []
        var rest = Array(statements.enumerated())[...]
        while let (index, statement) = rest.first {
            let segment = rest.prefix { isInside($0.element) }
            if segment.isEmpty {
                let begun = isUndo ? "" : history.step(index + 1, of: script, isDone: false)
                let ended = isUndo ? "" : history.stepEnd(index + 1, of: script)
                texts += [begun, settings, client.text(of: code(of: statement)), client.newSessionText, ended]
                rest = rest.dropFirst()
            } else {
                let steps = isUndo ? [] : segment.map { history.step($0.offset + 1, of: script, isDone: true) }
                texts += [settings, client.begin] + segment.map { client.text(of: code(of: $0.element)) }
                texts += steps + ["COMMIT;\n", client.newSessionText]
                rest = rest.dropFirst(segment.count)
            }
        }
        return texts
    }

    private func isInside(_ statement: MigrationStatement) -> Bool {
        mode == .segments && statement.kind.transaction == .inside
    }

    private func code(of statement: MigrationStatement) -> ArraySlice<UInt8> {
        text.bytes[statement.statement.code]
    }
}
