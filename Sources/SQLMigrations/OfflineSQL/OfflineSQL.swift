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

    /// Undoes scripts, the newest first, and takes them out of the history.
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
            let ending = isUndo ? history.removal(of: script) : history.addition(of: script, isApplied: true)
            return [begun, client.begin] + settings + body + [ending, "COMMIT;\n"]
        case .none, .segments:
            let opening = isUndo ? history.interruption(of: script) : history.addition(of: script, isApplied: false)
            let ending = isUndo ? history.removal(of: script) : history.completion(of: script)
            return [begun, opening] + segments(client: client) + [client.newSessionText, ending]
        }
    }

    /// Each run of statements that a transaction can hold in one, the others alone; each in a session of its own.
    private func segments(client: any OfflineClient) -> [String] {
        let session = client.newSessionText + client.sessionSettings(for: directives).map { $0 + ";\n" }.joined()
        var texts: [String] = []
        var isOpen = false
        for statement in statements {
            let isInside = mode == .segments && statement.kind.transaction == .inside
            if isOpen, !isInside { texts.append("COMMIT;\n") }
            if !isOpen || !isInside { texts.append(session) }
            if isInside, !isOpen { texts.append(client.begin) }
            isOpen = isInside
            texts.append(client.text(of: code(of: statement)))
        }
        return isOpen ? texts + ["COMMIT;\n"] : texts
    }

    private func code(of statement: MigrationStatement) -> ArraySlice<UInt8> {
        text.bytes[statement.statement.code]
    }
}
