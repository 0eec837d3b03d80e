extension TokenCursor {
    /// An action of MySQL's `ALTER TABLE`: `ADD COLUMN (a int, b int)` are two.
    func mysqlTableChanges() -> [TableChange] {
        var cursor = self
        switch cursor.take() {
        case "ADD": return cursor.mysqlAdded()
        case "DROP": return [cursor.mysqlDropped()]
        case "ALTER": return [cursor.mysqlAltered()]
        case "RENAME": return [cursor.mysqlRenamed()]
        case "MODIFY":
            _ = cursor.accept("COLUMN")
            guard let name = cursor.identifier() else { return [.other] }
            return [.redefine(column: name, as: cursor.columnDefinition(named: name))]
        case "CHANGE":
            _ = cursor.accept("COLUMN")
            return cursor.changedColumn()
        case "CONVERT": return [.convertCharacterSet]
        case "CHARACTER", "CHARSET", "COLLATE": return [.setCharacterSet]
        case "DEFAULT": return [cursor.isNext("COLLATE") || cursor.isNext("CHARACTER") ? .setCharacterSet : .other]
        case "TRUNCATE": return [.truncatePartition]
        case let word: return [cursor.mysqlTableOption(word)]
        }
    }

    private func mysqlTableOption(_ word: String) -> TableChange {
        switch word {
        case "ENGINE", "ROW_FORMAT", "KEY_BLOCK_SIZE", "FORCE", "TABLESPACE", "ENCRYPTION", "COMPRESSION":
            .rewrite(word)
        case "REORGANIZE", "COALESCE", "REBUILD", "OPTIMIZE", "REPAIR", "EXCHANGE", "DISCARD", "IMPORT":
            mentions(["PARTITION", "PARTITIONING"]) ? .repartition(word + " PARTITION") : .rewrite(word)
        case "PARTITION": .repartition("PARTITION BY")
        case "REMOVE": .repartition("REMOVE PARTITIONING")
        case "ALGORITHM", "LOCK", "COMMENT", "AUTO_INCREMENT", "WITH", "WITHOUT", "STATS_PERSISTENT",
            "STATS_AUTO_RECALC", "STATS_SAMPLE_PAGES", "ENABLE", "DISABLE":
            .lightSetting
        default: .other
        }
    }

    private mutating func mysqlAdded() -> [TableChange] {
        if accept("PARTITION") { return [.addPartition] }
        if let constraint = tableConstraint() { return [.addConstraint(constraint)] }
        let kind = accept(oneOf: ["FULLTEXT", "SPATIAL"]) ?? ""
        if accept(oneOf: ["INDEX", "KEY"]) != nil || !kind.isEmpty {
            return [.addIndex(name: isNext("(") || isNext("USING") ? nil : identifier(), kind: kind)]
        }
        _ = accept("COLUMN")
        let isConditional = accept("IF", "NOT", "EXISTS")
        if let list = parenthesized() {
            return list.parts().map { part in
                var part = part
                return part.identifier().map { .addColumn(part.columnDefinition(named: $0)) } ?? .other
            }
        }
        guard let name = identifier() else { return [.other] }
        var column = columnDefinition(named: name)
        column.isConditional = isConditional
        return [.addColumn(column)]
    }

    private mutating func mysqlDropped() -> TableChange {
        if accept("PARTITION") { return .dropPartition }
        if accept("PRIMARY", "KEY") { return .dropConstraint(nil, .primaryKey) }
        if accept("FOREIGN", "KEY") { return .dropConstraint(identifier(), .foreignKey) }
        if accept("CONSTRAINT") { return .dropConstraint(identifier(), nil) }
        if accept("CHECK") { return .dropConstraint(identifier(), .check) }
        if accept(oneOf: ["INDEX", "KEY"]) != nil { return identifier().map(TableChange.dropIndex) ?? .other }
        _ = accept("COLUMN")
        _ = accept("IF", "EXISTS")
        return identifier().map(TableChange.dropColumn) ?? .other
    }

    private mutating func mysqlAltered() -> TableChange {
        if accept(oneOf: ["INDEX", "CONSTRAINT", "CHECK"]) != nil { return .lightSetting }
        _ = accept("COLUMN")
        _ = identifier()
        return isNext("SET") || isNext("DROP") ? .setDefault : .other
    }

    private mutating func mysqlRenamed() -> TableChange {
        if accept("COLUMN") { return identifier().map { .renameColumn($0, to: newName()) } ?? .other }
        if accept(oneOf: ["INDEX", "KEY"]) != nil { return .renameIndex(identifier(), to: newName()) }
        return .renameTable
    }

    /// `CHANGE a b int`: a new name, and the whole definition once more.
    private mutating func changedColumn() -> [TableChange] {
        guard let old = identifier(), let new = identifier() else { return [.other] }
        let change = TableChange.redefine(column: old, as: columnDefinition(named: new))
        return old == new ? [change] : [.renameColumn(old, to: new), change]
    }
}
