internal import BorealisDiagnostics

/// MySQL: `DROP PARTITION`, `TRUNCATE PARTITION`: the rows in it are gone.
struct DroppedPartition: TableChangeRule {
    let code = CataloguedCode.droppedPartition
    let severity = Diagnostic.Severity.error
    let engines = [DatabaseEngine.mysql]
    let remedy = "exchange the partition with an empty table"

    func finding(of change: TableChange, in table: AlteredTable) -> SQLFinding? {
        let command: String
        switch change {
        case .dropPartition: command = "DROP PARTITION"
        case .truncatePartition: command = "TRUNCATE PARTITION"
        default: return nil
        }
        return table.statement.finding(
            "the rows of the partition are removed",
            got: "\(command) of \(table.name)",
            fix: "exchange it with an empty table first, or allow \(code.rawValue) with the reason"
        )
    }
}
