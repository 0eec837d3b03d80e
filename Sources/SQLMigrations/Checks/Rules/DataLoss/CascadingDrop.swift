internal import BorealisDiagnostics

/// `CASCADE`: what depends on it goes as well, whatever it is.
struct CascadingDrop: StatementRule {
    let code = CataloguedCode.cascadingDrop
    let severity = Diagnostic.Severity.error
    let remedy = "name what is dropped, and leave out CASCADE"

    func findings(of statement: CheckedStatement, in script: CheckedScript) -> [SQLFinding] {
        guard let names = cascading(statement, in: script), !names.isEmpty else { return [] }
        return [
            statement.finding(
                "CASCADE takes whatever depends on it along, also what was made elsewhere",
                got: "\(statement.kind.command) … CASCADE",
                expected: "statements that name what goes",
                fix: "drop what depends on it by name, and remove CASCADE"
            )
        ]
    }

    /// What is dropped and hasn't been made by the script; nil where nothing cascades.
    ///
    /// On MySQL the word says nothing.
    private func cascading(_ statement: CheckedStatement, in script: CheckedScript) -> [QualifiedName]? {
        guard script.engine == .postgresql else { return nil }
        switch statement.outline.action {
        case .drop(let removal) where removal.cascades:
            return removal.names.filter { !script.creates(CreatedObject(removal.kind, $0), before: statement) }
        case .truncate(let names, true): return names.filter { !script.creates($0, before: statement) }
        case .alterTable(let alteration) where alteration.cascades:
            return script.creates(alteration.name, before: statement) ? [] : alteration.name.map { [$0] }
        default: return nil
        }
    }
}
