extension TokenCursor {
    /// An action of PostgreSQL's `ALTER TABLE`.
    func postgreSQLTableChanges() -> [TableChange] {
        var cursor = self
        switch cursor.take() {
        case "ADD": return cursor.added()
        case "DROP": return [cursor.dropped()]
        case "ALTER": return [cursor.altered()]
        case "RENAME": return [cursor.renamed()]
        case "VALIDATE":
            _ = cursor.accept("CONSTRAINT")
            return [.validateConstraint(cursor.identifier() ?? "")]
        case "ATTACH":
            _ = cursor.accept("PARTITION")
            return [.attachPartition(cursor.name())]
        case "DETACH": return [.detachPartition(isConcurrent: cursor.contains("CONCURRENTLY"))]
        case "SET": return [cursor.tableSetting()]
        case "ENABLE", "DISABLE": return [cursor.mentions(["TRIGGER"]) ? .triggers : .other]
        case "RESET", "CLUSTER": return [.lightSetting]
        default: return [.other]
        }
    }

    /// `ADD [COLUMN] [IF NOT EXISTS] a …`, `ADD CONSTRAINT …`.
    private mutating func added() -> [TableChange] {
        if let constraint = tableConstraint() { return [.addConstraint(constraint)] }
        _ = accept("COLUMN")
        let isConditional = accept("IF", "NOT", "EXISTS")
        guard let name = identifier() else { return [.other] }
        var column = columnDefinition(named: name)
        column.isConditional = isConditional
        return [.addColumn(column)]
    }

    private mutating func dropped() -> TableChange {
        if accept("CONSTRAINT") {
            _ = accept("IF", "EXISTS")
            return .dropConstraint(identifier(), nil)
        }
        _ = accept("COLUMN")
        _ = accept("IF", "EXISTS")
        return identifier().map(TableChange.dropColumn) ?? .other
    }

    /// `ALTER [COLUMN] a …`.
    private mutating func altered() -> TableChange {
        if accept("CONSTRAINT") { return .other }
        _ = accept("COLUMN")
        guard let column = identifier() else { return .other }
        if accept("TYPE") || accept("SET", "DATA", "TYPE") {
            let type = columnType()
            return .changeType(column: column, to: type, isConverted: contains("USING"))
        }
        if accept("SET", "NOT", "NULL") { return .setNotNull(column) }
        if accept("DROP", "NOT", "NULL") { return .dropNotNull }
        if isNext("SET", "DEFAULT") || isNext("DROP", "DEFAULT") { return .setDefault }
        if accept("SET", "EXPRESSION") { return .rewrite("SET EXPRESSION") }
        if accept("DROP", "EXPRESSION") || accept("DROP", "IDENTITY") { return .dropGeneration }
        if isNext("ADD", "GENERATED") || isNext("SET", "GENERATED") || isNext("RESTART") { return .setGeneration }
        return isNext("SET", "STATISTICS") || isNext("SET", "(") || isNext("RESET") ? .lightSetting : .other
    }

    private mutating func renamed() -> TableChange {
        if accept("TO") { return .renameTable }
        if accept("CONSTRAINT") { return .renameConstraint(identifier(), to: newName()) }
        _ = accept("COLUMN")
        return identifier().map { .renameColumn($0, to: newName()) } ?? .other
    }

    /// What follows `SET` of a table as a whole.
    private mutating func tableSetting() -> TableChange {
        switch take() {
        case "SCHEMA": .setSchema
        case "TABLESPACE": .rewrite("SET TABLESPACE")
        case "LOGGED": .rewrite("SET LOGGED")
        case "UNLOGGED": .rewrite("SET UNLOGGED")
        case "ACCESS": .rewrite("SET ACCESS METHOD")
        case "(": .lightSetting
        case "WITHOUT": .lightSetting
        default: .other
        }
    }
}
