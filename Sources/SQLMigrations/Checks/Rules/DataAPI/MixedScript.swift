internal import BorealisDiagnostics

/// MySQL commits at every statement that changes the schema: a script with rows and schema isn't undone as a whole.
struct MixedScript: SQLRule {
    let code = CataloguedCode.mixedScript
    let severity = Diagnostic.Severity.warning
    let engines = [DatabaseEngine.mysql]
    let remedy = "give each its own script"

    func findings(in script: CheckedScript) -> [SQLFinding] {
        guard let schema = script.statements.first(where: \.changesSchema)?.index,
            let rows = script.all.firstIndex(where: { $0.kind.language == .dml && $0.kind.effect == .data })
        else { return [] }
        return [
            SQLFinding(
                statement: max(schema, rows),
                problem: "rows and schema are changed in one script, which MySQL can't undo as a whole",
                got: "\(script.all[schema].kind.command) and \(script.all[rows].kind.command)",
                expected: "one of the two in each script",
                fix: "move the statements that change rows to a script of their own"
            )
        ]
    }
}

extension CheckedStatement {
    /// MySQL commits before it, and the schema is another one after it; a lock or an analysis changes nothing.
    fileprivate var changesSchema: Bool {
        if case .maintain = outline.action { return false }
        return kind.transaction == .commits && kind.language == .ddl
    }
}
