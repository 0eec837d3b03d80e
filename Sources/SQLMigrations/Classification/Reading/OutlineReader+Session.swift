extension OutlineReader {
    /// A statement that changes the session, a transaction, or nothing but the client; nil for another.
    mutating func session() -> StatementOutline? {
        transaction() ?? change()
    }

    private mutating func transaction() -> StatementOutline? {
        let command: String
        switch cursor.text {
        case "BEGIN" where cursor.isNext("BEGIN", "NOT", "ATOMIC"): command = "BEGIN NOT ATOMIC"
        case "BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "ABORT", "END", "XA": command = cursor.text
        case "RELEASE" where engine == .postgresql || cursor.isNext("RELEASE", "SAVEPOINT"):
            command = "RELEASE SAVEPOINT"
        case "START" where cursor.isNext("START", "TRANSACTION"): command = "START TRANSACTION"
        case "PREPARE" where cursor.isNext("PREPARE", "TRANSACTION"): command = "PREPARE TRANSACTION"
        case "SET" where cursor.isNext("SET", "AUTOCOMMIT"): command = "SET AUTOCOMMIT"
        default: return nil
        }
        return StatementOutline(command: command, action: .transactionControl)
    }

    private mutating func change() -> StatementOutline? {
        switch cursor.text {
        case "SET": return set()
        case "RESET" where engine == .postgresql:
            cursor.advance()
            return StatementOutline(command: "RESET", action: .session(.reset(cursor.settingName())))
        case "DISCARD":
            let command = cursor.isNext("DISCARD", "ALL") ? "DISCARD ALL" : cursor.text
            return StatementOutline(command: command, action: .session(.other))
        case "PREPARE", "DEALLOCATE":
            return StatementOutline(command: cursor.text, action: .session(.prepared))
        case "LISTEN", "UNLISTEN":
            return StatementOutline(command: cursor.text, action: .session(.notifications))
        case "DECLARE", "FETCH", "MOVE", "CLOSE":
            return StatementOutline(command: cursor.text, action: .session(.cursor))
        case "LOAD" where engine == .postgresql:
            return StatementOutline(command: "LOAD", action: .session(.other))
        case "LOCK", "UNLOCK": return locks()
        case "USE" where engine == .mysql, "SOURCE" where engine == .mysql, "DELIMITER" where engine == .mysql:
            return StatementOutline(command: cursor.text, action: .client)
        default: return nil
        }
    }

    /// `LOCK TABLE a IN SHARE MODE`; MySQL: `LOCK TABLES a READ, b WRITE`, `UNLOCK TABLES`.
    private mutating func locks() -> StatementOutline {
        let verb = cursor.take()
        let noun = cursor.accept(oneOf: ["TABLES", "TABLE", "INSTANCE"])
        guard verb == "LOCK" else {
            return StatementOutline(
                command: "UNLOCK \(noun ?? "TABLES")",
                action: .session(.tableLocks([], mode: ""))
            )
        }
        let names =
            engine == .mysql
            ? cursor.parts().compactMap { part in
                var part = part
                return part.name()
            } : cursor.names()
        return StatementOutline(
            command: engine == .mysql ? "LOCK TABLES" : "LOCK TABLE",
            action: .session(.tableLocks(names, mode: lockMode))
        )
    }

    /// PostgreSQL's, which is the strongest where none is said.
    private var lockMode: String {
        guard engine == .postgresql else { return cursor.contains("WRITE") ? "WRITE" : "READ" }
        var rest = cursor
        _ = rest.skip(to: ["IN"])
        guard rest.accept("IN") else { return "ACCESS EXCLUSIVE" }
        return rest.skip(to: ["MODE"]).tokens.map(\.text).joined(separator: " ")
    }

    private mutating func set() -> StatementOutline {
        if engine == .mysql {
            var rest = cursor
            rest.advance()
            return rest.setOfAccounts() ?? StatementOutline(command: "SET", action: .session(cursor.mysqlChange))
        }
        let assignment = cursor.assignments.first
        let name = assignment?.name ?? ""
        // `SET CONSTRAINTS` and `SET TRANSACTION` last as long as the transaction in any case.
        let isBound = ["constraints", "transaction"].contains(name)
        let isLocal = assignment?.scope == .local
        return StatementOutline(
            command: isLocal && !isBound ? "SET LOCAL" : "SET",
            action: .session(isLocal || isBound ? .localSetting(name) : .setting(name))
        )
    }
}

extension TokenCursor {
    /// MySQL: `SET PASSWORD`, `SET DEFAULT ROLE`, which are about accounts and not about the session.
    fileprivate func setOfAccounts() -> StatementOutline? {
        if isNext("PASSWORD") { return StatementOutline(command: "SET PASSWORD", action: .other) }
        if isNext("DEFAULT", "ROLE") { return StatementOutline(command: "SET DEFAULT ROLE", action: .other) }
        if isNext("RESOURCE", "GROUP") { return StatementOutline(command: "SET RESOURCE GROUP", action: .other) }
        return nil
    }

    /// What a `SET` of MySQL changes for longest: of the server, of the session, or nothing but variables.
    fileprivate var mysqlChange: SessionChange {
        let assignments = assignments
        if let global = assignments.first(where: { $0.scope == .global }) { return .globalSetting(global.name) }
        let setting = assignments.first { !$0.isVariable }
        return setting.map { .setting($0.name) } ?? .variable
    }
}
