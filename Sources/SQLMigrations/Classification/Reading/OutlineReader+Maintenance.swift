extension OutlineReader {
    /// A statement that looks after tables and indexes; nil for another.
    mutating func maintenance() -> StatementOutline? {
        switch cursor.text {
        case "REINDEX": return reindex()
        case "REFRESH" where cursor.isNext("REFRESH", "MATERIALIZED", "VIEW"): return refresh()
        case "VACUUM", "CLUSTER": return vacuum()
        case "ANALYZE", "OPTIMIZE", "CHECK", "CHECKSUM", "REPAIR": return inspection()
        default: return nil
        }
    }

    /// `REINDEX [(options)] INDEX | TABLE | SCHEMA | DATABASE | SYSTEM [CONCURRENTLY] name`.
    private mutating func reindex() -> StatementOutline {
        cursor.advance()
        let options = cursor.parenthesized()
        var maintenance = Maintenance(kind: .reindex)
        maintenance.scope = cursor.take()
        maintenance.isConcurrent = cursor.accept("CONCURRENTLY") || options?.mentions(["CONCURRENTLY"]) == true
        let name = cursor.name()
        maintenance.tables = maintenance.scope == "TABLE" ? [name].compactMap(\.self) : []
        return outline(of: maintenance, command: "REINDEX " + maintenance.scope)
    }

    private mutating func refresh() -> StatementOutline {
        _ = cursor.accept("REFRESH", "MATERIALIZED", "VIEW")
        var maintenance = Maintenance(kind: .refresh)
        maintenance.isConcurrent = cursor.accept("CONCURRENTLY")
        maintenance.tables = cursor.name().map { [$0] } ?? []
        return outline(of: maintenance, command: maintenance.kind.rawValue)
    }

    /// `VACUUM [(FULL, …)] [FULL] [a, b]`, `CLUSTER [(VERBOSE)] [VERBOSE] [a [USING i]]`.
    private mutating func vacuum() -> StatementOutline {
        let isVacuum = cursor.take() == "VACUUM"
        let options = cursor.parenthesized()
        let words: Set<String> = ["FULL", "FREEZE", "VERBOSE", "ANALYZE"]
        var maintenance = Maintenance(kind: isVacuum ? .vacuum : .cluster)
        maintenance.isFull = cursor.isNext("FULL") || options?.mentions(["FULL"]) == true
        while cursor.accept(oneOf: words) != nil {}
        maintenance.tables = cursor.names()
        return outline(
            of: maintenance,
            command: isVacuum && maintenance.isFull ? "VACUUM FULL" : maintenance.kind.rawValue
        )
    }

    /// `ANALYZE a`; MySQL: `OPTIMIZE TABLE a, b` and its like.
    private mutating func inspection() -> StatementOutline? {
        guard let kind = Maintenance.Kind(rawValue: cursor.text) else { return nil }
        cursor.advance()
        _ = cursor.parenthesized()
        while cursor.accept(oneOf: ["NO_WRITE_TO_BINLOG", "LOCAL", "VERBOSE"]) != nil {}
        let isTable = cursor.accept(oneOf: ["TABLE", "TABLES"]) != nil
        let maintenance = Maintenance(kind: kind, tables: cursor.names())
        return outline(of: maintenance, command: isTable ? kind.rawValue + " TABLE" : kind.rawValue)
    }

    private func outline(of maintenance: Maintenance, command: String) -> StatementOutline {
        StatementOutline(
            command: maintenance.isConcurrent ? command + " CONCURRENTLY" : command,
            action: .maintain(maintenance)
        )
    }
}
