internal import BorealisDiagnostics

/// A value that a transaction adds to an enum can't be used before its commit.
///
/// Of which type a string is can't always be told from the text, so that a finding can be let pass.
///
/// - Source: PostgreSQL 17, "ALTER TYPE", read 2026-11-21.
struct NewEnumValue: SQLRule {
    let code = CataloguedCode.newEnumValue
    let severity = Diagnostic.Severity.error
    let isFixed = false
    let engines = [DatabaseEngine.postgresql]
    let remedy = "use the value in a later script"

    private struct Addition {
        let statement: CheckedStatement
        /// The enum's name in capitals, as the type of a column has it.
        let type: String
    }

    func findings(in script: CheckedScript) -> [SQLFinding] {
        guard script.isTransaction else { return [] }
        let added = additions(in: script)
        guard let first = added.values.compactMap(\.first?.statement.index).min() else { return [] }
        return script.all.indices.dropFirst(first + 1).compactMap { finding(of: $0, using: added, in: script) }
    }

    /// By value, in the order in which they are added.
    private func additions(in script: CheckedScript) -> [String: [Addition]] {
        var added: [String: [Addition]] = [:]
        for statement in script.statements {
            guard case .alter(let alteration) = statement.outline.action, case .addValue(let value) = alteration.change,
                let name = alteration.name, !script.creates(CreatedObject(.type, name), before: statement)
            else { continue }
            added[value, default: []].append(Addition(statement: statement, type: name.name.uppercased()))
        }
        return added
    }

    private func finding(
        of index: Int,
        using added: [String: [Addition]],
        in script: CheckedScript
    ) -> SQLFinding? {
        let statement = script.all[index]
        // `ADD VALUE … AFTER 'great'` names it, and is no use of it.
        guard statement.kind.command != "ALTER TYPE", statement.kind.command != "COMMENT" else { return nil }
        let cursor = TokenCursor(code: statement.statement.code, in: script.bytes, engine: script.engine)
        for use in cursor.uses(of: statement.kind) {
            let addition = added[use.value]?.first { addition in
                addition.statement.index < index && (use.type ?? addition.type) == addition.type
            }
            guard let addition else { continue }
            return SQLFinding(
                statement: index,
                problem: "a value of an enum is used in the transaction that adds it, which PostgreSQL refuses",
                got: "'\(use.value)', added at line \(addition.statement.place.line)",
                expected: nil,
                fix: "move the statement to a later script"
            )
        }
        return nil
    }
}

/// A string that may be a value of an enum.
private struct EnumUse {
    let value: String
    /// Of the column that it stands with; nil where that isn't known.
    let type: String?
}

extension TokenCursor {
    /// Its strings, with the types of the columns that the statement defines.
    fileprivate func uses(of kind: StatementClass) -> [EnumUse] {
        var rest = self
        switch kind.command {
        case "CREATE TABLE", "CREATE TEMPORARY TABLE":
            while !rest.isAtEnd, rest.text != "(" { rest.advance() }
            let columns = rest.parenthesized()?.parts() ?? []
            return columns.flatMap { $0.strings(of: $0.typeOfColumn) } + rest.strings(of: nil)
        case "ALTER TABLE":
            return parts().flatMap { part in
                var column = part
                // The first action has the table before it.
                _ = column.skip(to: ["ADD"])
                guard column.accept("ADD") else { return part.strings(of: nil) }
                _ = column.accept("COLUMN")
                _ = column.accept("IF", "NOT", "EXISTS")
                return part.strings(of: column.typeOfColumn)
            }
        default: return strings(of: nil)
        }
    }

    /// In capitals; nil where it defines no column.
    private var typeOfColumn: String? {
        var rest = self
        guard !isNext(oneOf: ["CONSTRAINT", "CHECK", "PRIMARY", "UNIQUE", "FOREIGN", "EXCLUDE", "LIKE", "NOT"]),
            rest.identifier() != nil, rest.kind == .word || rest.kind == .quotedName
        else { return nil }
        return rest.columnType().name
    }

    private func strings(of type: String?) -> [EnumUse] {
        tokens.compactMap { token in
            guard token.token.kind == .string, bytes[token.token.range.lowerBound] == UInt8(ascii: "'") else {
                return nil
            }
            let text = String(decoding: bytes[token.token.range].dropFirst().dropLast(), as: UTF8.self)
            return EnumUse(value: text, type: type)
        }
    }
}
