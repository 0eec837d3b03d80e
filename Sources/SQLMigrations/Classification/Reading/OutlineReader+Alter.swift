extension OutlineReader {
    /// What follows `ALTER`.
    mutating func alter() -> StatementOutline {
        var definer: String?
        while let option = viewOption() { definer = option.definer ?? definer }
        guard let kind = SQLObjectKind(&cursor) else {
            return StatementOutline(command: "ALTER \(cursor.text)", action: .other)
        }
        if kind == .table || kind == .foreignTable { return alterTable(kind) }
        var alteration = ObjectAlteration(kind: kind, definer: definer)
        _ = cursor.accept("IF", "EXISTS")
        alteration.name = kind == .system || kind == .instance ? nil : cursor.name()
        alteration.change = change(of: kind)
        return StatementOutline(command: "ALTER " + kind.rawValue, action: .alter(alteration))
    }

    private mutating func alterTable(_ kind: SQLObjectKind) -> StatementOutline {
        var alteration = TableAlteration(options: AlterOptions(cursor))
        _ = cursor.accept("IF", "EXISTS")
        _ = cursor.accept("ONLY")
        let isAll = cursor.accept("ALL", "IN", "TABLESPACE")
        alteration.name = isAll ? nil : cursor.name()
        _ = cursor.accept("*")
        if isAll {
            alteration.changes = [.rewrite("SET TABLESPACE")]
        } else {
            let parts = cursor.parts()
            alteration.cascades = parts.contains { $0.isNext("DROP") && $0.contains("CASCADE") }
            alteration.changes = parts.flatMap { part in
                engine == .mysql ? part.mysqlTableChanges() : part.postgreSQLTableChanges()
            }
        }
        return StatementOutline(command: "ALTER " + kind.rawValue, action: .alterTable(alteration))
    }

    /// What is altered of a thing that is no table.
    private mutating func change(of kind: SQLObjectKind) -> ObjectAlteration.Change {
        if cursor.accept("RENAME") {
            return cursor.isNext("ATTRIBUTE") || cursor.isNext("VALUE") || cursor.isNext("COLUMN")
                ? .renameAttribute : .rename
        }
        if cursor.accept("SET", "SCHEMA") { return .setSchema }
        if cursor.accept("SET", "TABLESPACE") { return .setTablespace }
        switch kind {
        case .type: return typeChange()
        case .domain where cursor.accept("ADD"):
            return .addConstraint(isValidated: !cursor.contains("NOT", "VALID"))
        case .domain where cursor.accept("SET", "NOT", "NULL"):
            return .addConstraint(isValidated: true)
        default: return .other
        }
    }

    /// `ADD VALUE 'x'` of an enum, `ADD ATTRIBUTE …` of a composite type.
    private mutating func typeChange() -> ObjectAlteration.Change {
        if cursor.accept("ADD", "VALUE") {
            _ = cursor.accept("IF", "NOT", "EXISTS")
            return .addValue(cursor.string() ?? "")
        }
        if cursor.isNext("DROP", "ATTRIBUTE") { return .dropAttribute }
        return cursor.isNext("ADD", "ATTRIBUTE") || cursor.isNext("ALTER", "ATTRIBUTE") ? .changeAttribute : .other
    }
}
