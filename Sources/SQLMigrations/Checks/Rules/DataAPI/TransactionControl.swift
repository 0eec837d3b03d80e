internal import BorealisDiagnostics

/// The runner begins and ends the transactions: a script that ends one itself leaves the rest of it without one.
struct TransactionControl: StatementRule {
    let code = CataloguedCode.transactionControl
    let severity = Diagnostic.Severity.error
    let remedy = "remove the statement"

    func findings(of statement: CheckedStatement, in script: CheckedScript) -> [SQLFinding] {
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
