internal import BorealisDiagnostics

/// `DROP VIEW`: whoever reads it fails, unless the script makes it anew.
struct DroppedView: StatementRule {
    let code = CataloguedCode.droppedView
    let severity = Diagnostic.Severity.warning
    let remedy = "drop it when nobody reads it"

    func findings(of statement: CheckedStatement, in script: CheckedScript) -> [SQLFinding] {
        guard case .drop(let removal) = statement.outline.action, [.view, .materializedView].contains(removal.kind)
        else {
            return []
        }
        return removal.names.filter { script.loses(CreatedObject(removal.kind, $0), at: statement) }.map { name in
            statement.finding(
                "whoever reads the view fails",
                got: name.text,
                fix: "drop it when nobody reads it, or make it anew in the same script"
            )
        }
    }
}

extension CheckedScript {
    /// Whether a thing is gone after the script that was there before.
    func loses(_ object: CreatedObject, at statement: CheckedStatement) -> Bool {
        !creates(object, before: statement) && !creates(object, after: statement)
    }
}
