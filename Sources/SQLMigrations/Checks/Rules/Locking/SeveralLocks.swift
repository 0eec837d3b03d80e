internal import BorealisDiagnostics

/// One transaction that needs several tables for itself keeps the first ones while it waits for the others.
struct SeveralLocks: SQLRule {
    let code = CataloguedCode.severalLocks
    let severity = Diagnostic.Severity.note
    let engines = [DatabaseEngine.postgresql]
    let remedy = "one script for each table"

    func findings(in script: CheckedScript) -> [SQLFinding] {
        guard script.isTransaction else { return [] }
        var tables: [String] = []
        for statement in script.statements where statement.kind.lock?.blocked == .readsAndWrites {
            let existing = statement.lockedTables.filter { !script.creates($0, before: statement) }.map(\.text)
            tables += existing.filter { !tables.contains($0) }
            guard tables.count > 1 else { continue }
            return [
                statement.finding(
                    "the transaction keeps one table to itself while it waits for another, which can end in a deadlock",
                    got: tables.joined(separator: ", "),
                    expected: "one table in use in each script",
                    fix: "divide the script by table"
                )
            ]
        }
        return []
    }
}
