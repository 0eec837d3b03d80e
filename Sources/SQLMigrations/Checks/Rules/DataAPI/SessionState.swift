internal import BorealisDiagnostics

/// What a statement leaves in its session is gone with the next call, unless both are in one transaction; and what
/// outlives the transaction may meet somebody else's call.
///
/// - Source: Aurora User Guide, "Calling RDS Data API": connections are pooled, read 2026-11-21.
struct SessionState: StatementRule {
    let code = CataloguedCode.sessionState
    let severity = Diagnostic.Severity.error
    let remedy = "keep it in the transaction that needs it"

    func findings(in script: CheckedScript) -> [SQLFinding] {
        script.statements.flatMap { findings(of: $0, in: script) } + SegmentReads(script).findings
    }

    func findings(of statement: CheckedStatement, in script: CheckedScript) -> [SQLFinding] {
        guard let lost = lost(statement, in: script) else { return [] }
        return [
            statement.finding(
                "the next call of the Data API may have another session, without \(lost.what)",
                got: statement.kind.command,
                expected: lost.expected,
                fix: lost.fix
            )
        ]
    }

    private struct Lost {
        let what: String
        var expected: String?
        let fix: String
    }

    private func lost(_ statement: CheckedStatement, in script: CheckedScript) -> Lost? {
        switch statement.outline.action {
        case .session(let change): lost(change, in: script)
        case .createTable(let creation) where creation.isTemporary && !script.isTransaction: temporary
        case .create(let creation) where creation.isTemporary && !script.isTransaction: temporary
        case .rows where statement.kind.command == "EXECUTE": prepared
        default: nil
        }
    }

    private var temporary: Lost {
        Lost(what: "the temporary table", fix: "use a table of its own name, and drop it at the end")
    }

    private var prepared: Lost {
        Lost(
            what: "the prepared statement",
            expected: "PREPARE, EXECUTE and the variables of both in one call",
            fix: "write them as the body of a procedure, and create it, CALL it and drop it"
        )
    }

    private func lost(_ change: SessionChange, in script: CheckedScript) -> Lost? {
        switch change {
        case .sessionLock(let function):
            let other = script.engine == .mysql ? nil : function.replacing("advisory", with: "advisory_xact")
            return Lost(
                what: "the lock, which nobody releases",
                expected: other,
                fix: other.map { "use \($0)" } ?? "remove it: the runner lets one run at a time in"
            )
        case .notifications: return Lost(what: "what it listens to", fix: "remove it")
        case .globalSetting, .variable: return nil
        // What is prepared and not executed isn't missed.
        case .prepared where script.engine == .mysql: return nil
        case .setting("transaction") where script.engine == .mysql: return nil
        case .tableLocks where script.engine == .mysql:
            return Lost(what: "the locks", fix: "remove it, and UNLOCK TABLES with it")
        case .localSetting, .setting, .reset, .tableLocks, .prepared, .cursor, .other:
            return script.isTransaction ? nil : outsideTransaction(change, in: script)
        }
    }

    private func outsideTransaction(_ change: SessionChange, in script: CheckedScript) -> Lost {
        switch change {
        case .setting("names"), .setting("character"):
            Lost(what: "the setting", fix: "remove it: the Data API speaks UTF-8")
        case .localSetting(let name), .setting(let name):
            Lost(
                what: "the setting",
                fix: script.engine == .mysql
                    ? "remove it, or set \(name) in the cluster's parameter group"
                    : "put it into a script that is one transaction, or use ALTER ROLE … SET \(name)"
            )
        case .prepared: Lost(what: "the prepared statement", fix: "write the statement itself, or a procedure")
        default: Lost(what: "what it leaves", fix: "remove it")
        }
    }
}
