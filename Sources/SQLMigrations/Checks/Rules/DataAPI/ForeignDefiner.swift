internal import BorealisDiagnostics

/// Only an account with more rights than Aurora gives can make what runs as somebody else.
struct ForeignDefiner: StatementRule {
    let code = CataloguedCode.foreignDefiner
    let severity = Diagnostic.Severity.error
    let engines = [DatabaseEngine.mysql]
    let remedy = "leave out DEFINER, or write CURRENT_USER"

    func findings(of statement: CheckedStatement, in script: CheckedScript) -> [SQLFinding] {
        let definer: String?
        switch statement.outline.action {
        case .create(let creation): definer = creation.definer
        case .alter(let alteration): definer = alteration.definer
        default: return []
        }
        guard let definer, !definer.uppercased().hasPrefix("CURRENT_USER") else { return [] }
        return [
            statement.finding(
                "the definer is an account of another server, or one whose rights the runner can't give",
                got: definer,
                expected: "CURRENT_USER, or no DEFINER",
                fix: "remove DEFINER"
            )
        ]
    }
}
