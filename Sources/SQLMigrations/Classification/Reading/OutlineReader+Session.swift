extension OutlineReader {
    /// A statement that changes the session, a transaction, or nothing but the client; nil for another.
    mutating func session() -> StatementOutline? {
        transaction() ?? change()
    }

    private mutating func transaction() -> StatementOutline? {
        let command: String
        switch cursor.text {
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
        case "RESET" where engine == .postgresql, "DISCARD":
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
        cursor.advance()
        if engine == .mysql, let statement = setOfAccounts() { return statement }
        if let variable = cursor.variable {
            return StatementOutline(command: "SET", action: .session(.variable(variable)))
        }
        let scopes: Set<String> = ["LOCAL", "SESSION", "GLOBAL", "PERSIST", "PERSIST_ONLY"]
        let scope = cursor.isNext("SESSION", "AUTHORIZATION") ? nil : cursor.accept(oneOf: scopes)
        // `SET CONSTRAINTS` and `SET TRANSACTION` last as long as the transaction in any case.
        let isLocal =
            scope == "LOCAL" && engine == .postgresql || cursor.isNext("CONSTRAINTS")
            || (cursor.isNext("TRANSACTION") && engine == .postgresql)
        let name = cursor.take().lowercased()
        return StatementOutline(
            command: isLocal && name != "constraints" && name != "transaction" ? "SET LOCAL" : "SET",
            action: .session(
                isLocal
                    ? .localSetting(name)
                    : scope == "GLOBAL" || scope?.hasPrefix("PERSIST") == true ? .globalSetting(name) : .setting(name)
            )
        )
    }

    /// MySQL: `SET PASSWORD`, `SET DEFAULT ROLE`, which are about accounts and not about the session.
    private mutating func setOfAccounts() -> StatementOutline? {
        if cursor.isNext("PASSWORD") { return StatementOutline(command: "SET PASSWORD", action: .other) }
        if cursor.isNext("DEFAULT", "ROLE") { return StatementOutline(command: "SET DEFAULT ROLE", action: .other) }
        if cursor.isNext("RESOURCE", "GROUP") { return StatementOutline(command: "SET RESOURCE GROUP", action: .other) }
        return nil
    }
}

extension TokenCursor {
    /// `@name` or `@@name`, where it comes next.
    fileprivate var variable: String? {
        guard let token = tokens.first?.token, token.kind == .variable else { return nil }
        return String(decoding: bytes[token.range], as: UTF8.self)
    }
}
