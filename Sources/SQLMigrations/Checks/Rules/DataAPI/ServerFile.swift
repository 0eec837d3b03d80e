internal import BorealisDiagnostics

/// Nobody has files on a server of Aurora.
///
/// - Source: Aurora User Guide, "Security with Amazon Aurora": no FILE privilege, no pg_read_server_files, read
///   2026-11-21.
struct ServerFile: StatementRule {
    let code = CataloguedCode.serverFile
    let severity = Diagnostic.Severity.error
    let remedy = "import from S3, or export to it"

    func findings(of statement: CheckedStatement, in script: CheckedScript) -> [SQLFinding] {
        guard case .copy(let source) = statement.outline.action else { return [] }
        switch source {
        case .client, .s3, .query: return []
        case .serverFile, .program:
            return [
                statement.finding(
                    "the rows are in a file or a program on the server, and Aurora gives access to neither",
                    got: statement.kind.command,
                    fix: fix(of: statement, in: script)
                )
            ]
        }
    }

    private func fix(of statement: CheckedStatement, in script: CheckedScript) -> String {
        switch statement.kind.command {
        case "COPY TO": "use aws_s3.query_export_to_s3"
        case "LOAD DATA": "use LOAD DATA FROM S3"
        default: script.engine == .mysql ? "use SELECT … INTO OUTFILE S3" : "use aws_s3.table_import_from_s3"
        }
    }
}
