extension OutlineReader {
    /// What follows `DROP`.
    mutating func drop() -> StatementOutline {
        let isTemporary = cursor.accept("TEMPORARY")
        _ = cursor.accept("PROCEDURAL")
        guard let kind = SQLObjectKind(&cursor) else {
            // MySQL takes `DROP TABLES` as well.
            guard cursor.accept("TABLES") else {
                return StatementOutline(command: "DROP \(cursor.text)", action: .other)
            }
            return drop(.table, isTemporary: isTemporary)
        }
        return drop(kind, isTemporary: isTemporary)
    }

    private mutating func drop(_ kind: SQLObjectKind, isTemporary: Bool) -> StatementOutline {
        var removal = ObjectRemoval(kind: kind, isTemporary: isTemporary)
        removal.isConcurrent = kind == .index && engine == .postgresql && cursor.accept("CONCURRENTLY")
        removal.isConditional = cursor.accept("IF", "EXISTS")
        if kind == .owned { _ = cursor.accept("BY") }
        removal.names = droppedNames()
        removal.cascades = cursor.contains("CASCADE")
        if [.index, .trigger, .policy, .rule].contains(kind), cursor.accept("ON") {
            removal.table = cursor.name()
        }
        removal.options = AlterOptions(cursor)
        return StatementOutline(
            command: "DROP " + kind.rawValue + (removal.isConcurrent ? " CONCURRENTLY" : ""),
            action: .drop(removal)
        )
    }

    /// The names, without what a function's is followed by.
    private mutating func droppedNames() -> [QualifiedName] {
        var names: [QualifiedName] = []
        repeat {
            guard let name = cursor.name() else { break }
            names.append(name)
            _ = cursor.parenthesized()
        } while cursor.accept(",")
        return names
    }
}
