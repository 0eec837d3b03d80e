extension OutlineReader {
    private static let inserts: Set<String> = ["INSERT", "REPLACE", "MERGE"]
    private static let queries: Set<String> = ["SELECT", "VALUES", "TABLE", "SHOW", "EXPLAIN", "DESCRIBE", "DESC", "("]
    private static let calls: Set<String> = ["CALL", "DO", "EXECUTE", "HANDLER", "IMPORT"]

    /// A statement that reads or changes rows; nil for another.
    mutating func rows() -> StatementOutline? {
        switch cursor.text {
        case "WITH": return withQuery()
        case "DELETE": return delete()
        case "UPDATE": return update()
        case "COPY": return copy()
        case "LOAD" where engine == .mysql: return load()
        case "SELECT": return select()
        // It runs what it explains.
        case "EXPLAIN" where cursor.mentions(["ANALYZE"]) && cursor.mentions(["INSERT", "UPDATE", "DELETE", "MERGE"]):
            return StatementOutline(command: "EXPLAIN", action: .rows)
        case "EXECUTE" where engine == .postgresql:
            return StatementOutline(command: "EXECUTE", action: .session(.prepared))
        // MySQL: what was prepared can be anything.
        case "CALL", "DO", "EXECUTE":
            return StatementOutline(command: cursor.text, action: .rows)
        default:
            if Self.inserts.contains(cursor.text) { return StatementOutline(command: cursor.text, action: .rows) }
            if Self.queries.contains(cursor.text) { return StatementOutline(command: queryCommand, action: .query) }
            return nil
        }
    }

    private var queryCommand: String {
        switch cursor.text {
        case "(": "SELECT"
        case "DESC", "DESCRIBE": "EXPLAIN"
        default: cursor.text
        }
    }

    /// `WITH a AS (…) DELETE …`: what it does is told by the first verb outside of parentheses.
    private mutating func withQuery() -> StatementOutline {
        let verbs: Set<String> = ["SELECT", "INSERT", "UPDATE", "DELETE", "MERGE", "REPLACE", "VALUES", "TABLE"]
        let names = cursor.skip(to: verbs)
        let changesInside = names.mentions(["INSERT", "UPDATE", "DELETE", "MERGE"])
        guard var outline = rows() else { return StatementOutline(command: "WITH", action: .query) }
        // PostgreSQL: a part of the query can change rows, too.
        if case .query = outline.action, changesInside { outline.action = .rows }
        return outline
    }

    /// `DELETE FROM a [USING b] [WHERE …]`; MySQL: `DELETE a FROM a JOIN b …`.
    private mutating func delete() -> StatementOutline {
        cursor.advance()
        while cursor.accept(oneOf: ["LOW_PRIORITY", "QUICK", "IGNORE"]) != nil {}
        _ = cursor.accept("FROM")
        _ = cursor.accept("ONLY")
        let table = cursor.name()
        return StatementOutline(command: "DELETE", action: .delete(table, isLimited: isLimited))
    }

    /// `UPDATE a SET … [WHERE …]`.
    private mutating func update() -> StatementOutline {
        cursor.advance()
        while cursor.accept(oneOf: ["LOW_PRIORITY", "IGNORE", "ONLY"]) != nil {}
        let table = cursor.name()
        return StatementOutline(command: "UPDATE", action: .update(table, isLimited: isLimited))
    }

    /// Whether fewer than all rows can be meant; a join picks rows as well.
    private var isLimited: Bool {
        let words = cursor.outermost.map(\.text)
        return words.contains { ["WHERE", "LIMIT", "JOIN", "USING"].contains($0) }
    }

    /// `SELECT …`: with `INTO` it makes a table, a file or a variable; some functions outlive it.
    private mutating func select() -> StatementOutline {
        let outline = StatementOutline(command: "SELECT", action: .query)
        if let lock = cursor.sessionLock {
            return StatementOutline(command: "SELECT", action: .session(.sessionLock(lock)))
        }
        if cursor.setsVariable { return StatementOutline(command: "SELECT", action: .session(.variable)) }
        var rest = cursor
        _ = rest.skip(to: ["INTO"])
        guard rest.accept("INTO") else { return outline }
        if rest.isNext("OUTFILE") || rest.isNext("DUMPFILE") {
            return StatementOutline(command: "SELECT INTO OUTFILE", action: .copy(rest.copyTarget))
        }
        guard engine == .postgresql else { return outline }
        let isTemporary = rest.accept(oneOf: ["TEMP", "TEMPORARY"]) != nil
        _ = rest.accept("UNLOGGED")
        _ = rest.accept("TABLE")
        let creation = TableCreation(name: rest.name(), isTemporary: isTemporary, isFromQuery: true)
        return StatementOutline(command: "SELECT INTO", action: .createTable(creation))
    }

    /// `COPY a [(…)] FROM STDIN | 'file' | PROGRAM '…'`, `COPY … TO …`.
    private mutating func copy() -> StatementOutline {
        cursor.advance()
        _ = cursor.parenthesized()
        _ = cursor.skip(to: ["FROM", "TO"])
        let command = cursor.take() == "TO" ? "COPY TO" : "COPY FROM"
        let source: CopySource =
            switch cursor.text {
            case "STDIN", "STDOUT": .client
            case "PROGRAM": .program
            default: .serverFile
            }
        return StatementOutline(command: command, action: .copy(source))
    }

    /// `LOAD DATA [LOCAL] INFILE '…'`, `LOAD DATA FROM S3 '…'`; `LOAD INDEX INTO CACHE` is something else.
    private mutating func load() -> StatementOutline? {
        guard cursor.isNext("LOAD", "DATA") || cursor.isNext("LOAD", "XML") else { return nil }
        let head = cursor.tokens.prefix(8).map(\.text)
        let source: CopySource = head.contains("LOCAL") ? .client : head.contains("S3") ? .s3 : .serverFile
        return StatementOutline(command: "LOAD DATA", action: .copy(source))
    }
}

extension TokenCursor {
    /// A function that takes a lock for the session, and not for the transaction.
    fileprivate var sessionLock: String? {
        let functions: Set<String> =
            engine == .mysql
            ? ["GET_LOCK"]
            : ["PG_ADVISORY_LOCK", "PG_ADVISORY_LOCK_SHARED", "PG_TRY_ADVISORY_LOCK", "PG_TRY_ADVISORY_LOCK_SHARED"]
        return zip(tokens, tokens.dropFirst()).first { functions.contains($0.text) && $1.text == "(" }?.0.text
            .lowercased()
    }

    /// MySQL: `SELECT @total := 1`, `SELECT 1 INTO @total`.
    fileprivate var setsVariable: Bool {
        guard engine == .mysql else { return false }
        return zip(tokens, tokens.dropFirst()).contains { token, next in
            (token.text == "INTO" && next.token.kind == .variable)
                || (token.token.kind == .variable && next.text == ":")
        }
    }

    /// Aurora MySQL has `INTO OUTFILE S3` as well.
    fileprivate var copyTarget: CopySource {
        isNext("OUTFILE", "S3") ? .s3 : .serverFile
    }
}
