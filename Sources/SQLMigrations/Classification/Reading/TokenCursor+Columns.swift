extension TokenCursor {
    /// The words that a column's type ends at.
    private static let columnWords: Set<String> = [
        "NOT", "NULL", "DEFAULT", "CONSTRAINT", "PRIMARY", "UNIQUE", "REFERENCES", "CHECK", "GENERATED", "COLLATE",
        "USING", "AS", "AUTO_INCREMENT", "COMMENT", "FIRST", "AFTER", "KEY", "ON", "STORAGE", "COMPRESSION", "VISIBLE",
        "INVISIBLE", "SRID", "COLUMN_FORMAT", "CHARACTER", "CHARSET", "UNSIGNED", "SIGNED", "ZEROFILL",
    ]

    /// `varchar(50)`, `double precision`, `timestamp with time zone`, `int unsigned`, `text[]`.
    mutating func columnType() -> ColumnType {
        // `CHARACTER VARYING` begins with a word that can also follow a type.
        var words = isNext("CHARACTER") || kind == .quotedName ? [typeWord()] : []
        var type = ColumnType(name: "")
        while !isAtEnd, !Self.columnWords.contains(text) || (words.isEmpty && kind == .word) {
            if let inner = parenthesized() {
                type.arguments = inner.parts().map { part in
                    part.tokens.map { String(decoding: bytes[$0.token.range], as: UTF8.self) }.joined()
                }
            } else if accept("[") {
                type.isArray = true
            } else if kind == .word || kind == .quotedName {
                words.append(typeWord())
            } else if text == "." {
                // `public.citext`: the schema says nothing of the type.
                advance()
                words = []
            } else {
                advance()
            }
        }
        let isUnsigned = accept("UNSIGNED")
        _ = accept("SIGNED")
        _ = accept("ZEROFILL")
        type.name = (words + (isUnsigned ? ["UNSIGNED"] : [])).joined(separator: " ")
        return type
    }

    private mutating func typeWord() -> String {
        kind == .quotedName ? identifier()?.uppercased() ?? "" : take()
    }

    /// A column's type and what follows it.
    mutating func columnDefinition(named name: String) -> ColumnDefinition {
        var column = ColumnDefinition(name: name, type: columnType())
        if ["SERIAL", "BIGSERIAL", "SMALLSERIAL", "SERIAL4", "SERIAL8", "SERIAL2"].contains(column.type.name),
            engine == .postgresql
        {
            column.default = .volatile("nextval")
        }
        var constraint: String?
        while !isAtEnd {
            if accept("CONSTRAINT") {
                constraint = identifier()
            } else {
                option(of: &column, constraint: constraint)
                constraint = nil
            }
        }
        return column
    }

    private mutating func option(of column: inout ColumnDefinition, constraint: String?) {
        if accept("NOT", "NULL") {
            column.isNotNull = true
        } else if accept("DEFAULT") {
            column.default = defaultValue()
        } else if accept("GENERATED") || isNext("AS", "(") {
            column.generation = generation()
        } else if accept("AUTO_INCREMENT") {
            column.isAutoIncrement = true
        } else if accept("PRIMARY", "KEY") {
            column.constraints.append(TableConstraint(kind: .primaryKey, name: constraint))
        } else if accept("UNIQUE") {
            _ = accept("KEY")
            column.constraints.append(TableConstraint(kind: .unique, name: constraint))
        } else if accept("REFERENCES") {
            let table = name()
            // InnoDB reads over a foreign key that stands with its column.
            guard engine == .postgresql else { return }
            column.constraints.append(TableConstraint(kind: .foreignKey, name: constraint, references: table))
        } else if accept("CHECK") {
            _ = parenthesized()
            let isUnchecked = accept("NOT", "ENFORCED")
            column.constraints.append(TableConstraint(kind: .check, name: constraint, isUnchecked: isUnchecked))
        } else {
            advance()
        }
    }

    /// What follows `DEFAULT`, to the next option of the column.
    private mutating func defaultValue() -> ColumnDefinition.Default {
        if accept("NULL") { return .none }
        var value = skip(to: Self.columnWords.subtracting(["AS"]))
        let constants: Set<String> = [
            "NOW", "CURRENT_TIMESTAMP", "CURRENT_DATE", "CURRENT_TIME", "LOCALTIMESTAMP", "LOCALTIME",
            "TRANSACTION_TIMESTAMP",
            "STATEMENT_TIMESTAMP", "CURRENT_USER", "SESSION_USER", "CURRENT_SETTING", "VARCHAR", "CHAR", "NUMERIC",
            "DECIMAL",
            "TIMESTAMP", "TIMESTAMPTZ", "TIME", "BIT", "VARBIT", "INTERVAL", "LOWER", "UPPER", "JSON_ARRAY",
            "JSON_OBJECT",
            "JSONB_BUILD_OBJECT", "JSONB_BUILD_ARRAY", "JSON_BUILD_OBJECT", "JSON_BUILD_ARRAY", "TO_DATE", "MAKE_DATE",
            "CAST", "COALESCE", "ARRAY", "TIMEZONE", "DATE_TRUNC", "CONCAT", "VARYING", "PRECISION",
        ]
        while !value.isAtEnd {
            if value.kind == .word, value.tokens.dropFirst().first?.text == "(", !constants.contains(value.text) {
                return .volatile(value.text.lowercased())
            }
            value.advance()
        }
        return .constant
    }

    /// `GENERATED ALWAYS AS (…) STORED`, `AS (…) VIRTUAL`, `GENERATED BY DEFAULT AS IDENTITY`.
    private mutating func generation() -> ColumnDefinition.Generation {
        _ = accept("ALWAYS")
        _ = accept("BY", "DEFAULT")
        _ = accept("AS")
        if accept("IDENTITY") {
            _ = parenthesized()
            return .identity
        }
        _ = parenthesized()
        if accept("STORED") || accept("PERSISTENT") { return .stored }
        return accept("VIRTUAL") || engine == .mysql ? .virtual : .stored
    }
}

extension TokenCursor {
    /// A constraint of a table, with its name if it has one; nil where none comes next.
    mutating func tableConstraint() -> TableConstraint? {
        var rest = self
        var constraintName: String?
        if rest.accept("CONSTRAINT"), !["PRIMARY", "UNIQUE", "FOREIGN", "CHECK"].contains(rest.text) {
            constraintName = rest.identifier()
        }
        guard let kind = rest.constraintKind() else { return nil }
        self = rest
        var constraint = TableConstraint(kind: kind, name: constraintName)
        if engine == .mysql, constraintName == nil, kind == .unique || kind == .foreignKey, text != "(" {
            constraint.name = identifier()
        }
        constraint.isUnchecked = contains("NOT", "VALID") || contains("NOT", "ENFORCED")
        constraint.usesIndex = contains("USING", "INDEX") && !contains("USING", "INDEX", "TABLESPACE")
        _ = skip(to: ["REFERENCES"])
        if accept("REFERENCES") { constraint.references = name() }
        return constraint
    }

    private mutating func constraintKind() -> ConstraintKind? {
        if accept("PRIMARY", "KEY") { return .primaryKey }
        if accept("FOREIGN", "KEY") { return .foreignKey }
        if accept("CHECK") { return .check }
        if accept("EXCLUDE") { return .exclude }
        if engine == .postgresql, accept("NOT", "NULL") { return .notNull }
        guard accept("UNIQUE") else { return nil }
        if engine == .mysql { _ = accept(oneOf: ["KEY", "INDEX"]) }
        return .unique
    }
}
