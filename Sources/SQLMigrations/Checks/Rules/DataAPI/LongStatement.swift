internal import BorealisDiagnostics

/// A call of the Data API takes 65,536 characters.
///
/// - Source: RDS Data API, ExecuteStatement, `sql`, read 2026-11-21.
struct LongStatement: SQLRule {
    let code = CataloguedCode.longStatement
    let severity = Diagnostic.Severity.error
    let remedy = "divide the statement"

    private static let limit = 65_536

    func findings(in script: CheckedScript) -> [SQLFinding] {
        script.all.indices.compactMap { index in
            let code = script.all[index].statement.code
            // No character is shorter than a byte.
            guard code.count > Self.limit else { return nil }
            let count = String(decoding: script.bytes[code], as: UTF8.self).utf16.count
            guard count > Self.limit else { return nil }
            return SQLFinding(
                statement: index,
                problem: "the statement is longer than the Data API takes",
                got: "\(count) characters",
                expected: "at most \(Self.limit)",
                fix: "divide it: several INSERT statements, or a procedure that is made of smaller ones"
            )
        }
    }
}
