internal import BorealisDiagnostics

/// `COPY … TO STDOUT`, `COPY … FROM STDIN` and `LOAD DATA LOCAL` need a client that sends or takes the rows.
struct RowsFromClient: StatementRule {
    let code = CataloguedCode.rowsInScript
    let severity = Diagnostic.Severity.error
    let remedy = "write the rows as INSERT, or import them from S3"

    func findings(of statement: CheckedStatement, in script: CheckedScript) -> [SQLFinding] {
        guard case .copy(.client) = statement.outline.action else { return [] }
        return [
            statement.finding(
                "the rows go through a client, and the Data API has no such call",
                got: statement.kind.command,
                fix: fix(of: statement, in: script)
            )
        ]
    }

    private func fix(of statement: CheckedStatement, in script: CheckedScript) -> String {
        if statement.kind.command == "COPY TO" { return "remove it" }
        return script.engine == .mysql
            ? "use LOAD DATA FROM S3, or INSERT" : "use aws_s3.table_import_from_s3, or INSERT"
    }
}
