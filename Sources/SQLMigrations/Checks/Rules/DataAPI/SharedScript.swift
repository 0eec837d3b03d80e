internal import BorealisDiagnostics

/// A statement that PostgreSQL refuses in a transaction has its script for itself: the others are one transaction.
struct SharedScript: StatementRule {
    let code = CataloguedCode.sharedScript
    let severity = Diagnostic.Severity.error
    let engines = [DatabaseEngine.postgresql]
    let remedy = "move the statement to a script of its own"

    func findings(of statement: CheckedStatement, in script: CheckedScript) -> [SQLFinding] {
        guard statement.kind.transaction == .outside else { return [] }
        if script.all.count > 1 {
            return [
                statement.finding(
                    "the statement can't be run in a transaction, and shares its script with others",
                    got: "\(statement.kind.command) among \(script.all.count) statements",
                    expected: "a script with this statement alone",
                    fix: "move it to a script of its own"
                )
            ]
        }
        guard script.directives.isTransaction == true else { return [] }
        return [
            statement.finding(
                "the statement can't be run in a transaction, and the script asks for one",
                got: statement.kind.command,
                fix: "remove -- borealis:transaction file"
            )
        ]
    }
}
