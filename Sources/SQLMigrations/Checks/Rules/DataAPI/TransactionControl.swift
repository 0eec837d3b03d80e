internal import BorealisDiagnostics

/// The runner begins and ends the transactions: a script that ends one itself leaves the rest of it without one.
struct TransactionControl: StatementRule {
    let code = CataloguedCode.transactionControl
    let severity = Diagnostic.Severity.error
    let remedy = "remove the statement"

    func findings(of statement: CheckedStatement, in script: CheckedScript) -> [SQLFinding] {
        if statement.kind.command == "BEGIN NOT ATOMIC" {
            return [
                statement.finding(
                    "a block outside of a routine is MariaDB's, and Aurora MySQL has no such statement",
                    got: statement.kind.command,
                    fix: "write it as the body of a procedure, and create it, CALL it and drop it"
                )
            ]
        }
        if script.engine == .mysql, case .session(.setting("transaction")) = statement.outline.action {
            return [
                statement.finding(
                    "the runner has begun the transaction, in which MySQL refuses to change its isolation",
                    got: "SET TRANSACTION",
                    fix: "remove it: SET SESSION comes too late as well"
                )
            ]
        }
        guard statement.kind.transaction == .control else { return [] }
        return [
            statement.finding(
                "a script doesn't begin or end transactions: the runner does",
                got: statement.kind.command,
                expected: "BEGIN and COMMIT around the whole script, or neither",
                fix: "remove it; -- borealis:transaction file asks for one transaction around the script"
            )
        ]
    }
}
