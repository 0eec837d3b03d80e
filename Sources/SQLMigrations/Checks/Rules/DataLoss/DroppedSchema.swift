internal import BorealisDiagnostics

/// `DROP SCHEMA`, `DROP DATABASE`, `DROP OWNED`: all that is in it goes.
struct DroppedSchema: StatementRule {
    let code = CataloguedCode.droppedSchema
    let severity = Diagnostic.Severity.error
    let remedy = "drop what is in it one by one"

    func findings(of statement: CheckedStatement, in script: CheckedScript) -> [SQLFinding] {
        guard case .drop(let removal) = statement.outline.action, [.schema, .database, .owned].contains(removal.kind)
        else {
            return []
        }
        return removal.names.filter { !script.creates(CreatedObject(removal.kind, $0), before: statement) }.map {
            name in
            statement.finding(
                "everything in it is dropped",
                got: "\(statement.kind.command) \(name.text)",
                fix: "drop what is in it one by one, or allow \(code.rawValue) with the reason"
            )
        }
    }
}
