internal import BorealisDiagnostics

/// A constraint of a domain: all tables with a column of it are looked at, or written anew.
///
/// - Source: PostgreSQL 17, "ALTER DOMAIN" and "ALTER TYPE", read 2026-11-21.
struct ScannedDomain: StatementRule {
    let code = CataloguedCode.scannedDomain
    let severity = Diagnostic.Severity.warning
    let engines = [DatabaseEngine.postgresql]
    let remedy = "add it NOT VALID, and validate it in a later script"

    func findings(of statement: CheckedStatement, in script: CheckedScript) -> [SQLFinding] {
        guard case .alter(let alteration) = statement.outline.action, let name = alteration.name,
            !script.creates(CreatedObject(alteration.kind, name), before: statement)
        else { return [] }
        switch alteration.change {
        case .addConstraint(isValidated: true):
            return [
                statement.finding(
                    "nobody can write to any table with a column of the domain while all rows are looked at",
                    got: name.text,
                    expected: "NOT VALID, then VALIDATE CONSTRAINT in a later script",
                    fix: "add NOT VALID, and VALIDATE CONSTRAINT in a later script"
                )
            ]
        case .changeAttribute:
            return [
                statement.finding(
                    "nobody can use any typed table of the type while it is changed",
                    got: name.text,
                    fix: "run it at a quiet time, and allow \(code.rawValue) with the reason"
                )
            ]
        default: return []
        }
    }
}
