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
        return script.statements.flatMap { statement -> [SQLFinding] in
            guard case .alter(let alteration) = statement.outline.action, case .addValue(let value) = alteration.change,
                let name = alteration.name, !script.creates(CreatedObject(.type, name), before: statement)
            else { return [] }
            return uses(of: value, after: statement, in: script)
        }
    }

    private func uses(of value: String, after addition: CheckedStatement, in script: CheckedScript) -> [SQLFinding] {
        let literal = Array("'\(value)'".utf8)
        return script.all.indices.dropFirst(addition.index + 1).compactMap { index in
            let code = script.all[index].statement.code
            let tokens = SQLToken.code(of: code, in: script.bytes, engine: script.engine)
            guard tokens.contains(where: { $0.kind == .string && script.bytes[$0.range].elementsEqual(literal) }) else {
                return nil
            }
            return SQLFinding(
                statement: index,
                problem: "a value of an enum is used in the transaction that adds it, which PostgreSQL refuses",
                got: "'\(value)', added at line \(addition.place.line)",
                expected: nil,
                fix: "move the statement to a later script"
            )
        }
    }
}
