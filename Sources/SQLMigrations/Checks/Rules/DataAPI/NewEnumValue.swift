internal import BorealisDiagnostics

/// A value that a transaction adds to an enum can't be used before its commit.
///
/// - Source: PostgreSQL 17, "ALTER TYPE", read 2026-11-21.
struct NewEnumValue: SQLRule {
    let code = CataloguedCode.newEnumValue
    let severity = Diagnostic.Severity.error
    let engines = [DatabaseEngine.postgresql]
    let remedy = "use the value in a later script"

    func findings(in script: CheckedScript) -> [SQLFinding] {
        guard script.isTransaction else { return [] }
        let added = additions(in: script)
        guard let first = added.values.map(\.index).min() else { return [] }
        return script.all.indices.dropFirst(first + 1).compactMap { finding(of: $0, using: added, in: script) }
    }

    /// The values, in quotes, with the statements that add them.
    private func additions(in script: CheckedScript) -> [String: CheckedStatement] {
        var added: [String: CheckedStatement] = [:]
        for statement in script.statements {
            guard case .alter(let alteration) = statement.outline.action, case .addValue(let value) = alteration.change,
                let name = alteration.name, !script.creates(CreatedObject(.type, name), before: statement)
            else { continue }
            added["'\(value)'"] = added["'\(value)'"] ?? statement
        }
        return added
    }

    private func finding(
        of index: Int,
        using added: [String: CheckedStatement],
        in script: CheckedScript
    ) -> SQLFinding? {
        // `ADD VALUE … AFTER 'great'` names it, and is no use of it.
        guard script.all[index].kind.command != "ALTER TYPE" else { return nil }
        let tokens = SQLToken.code(of: script.all[index].statement.code, in: script.bytes, engine: script.engine)
        for token in tokens where token.kind == .string {
            let value = String(decoding: script.bytes[token.range], as: UTF8.self)
            guard let addition = added[value], addition.index < index else { continue }
            return SQLFinding(
                statement: index,
                problem: "a value of an enum is used in the transaction that adds it, which PostgreSQL refuses",
                got: "\(value), added at line \(addition.place.line)",
                expected: nil,
                fix: "move the statement to a later script"
            )
        }
        return nil
    }
}
