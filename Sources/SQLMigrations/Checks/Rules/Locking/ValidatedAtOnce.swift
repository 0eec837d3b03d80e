internal import BorealisDiagnostics

/// A constraint that is added `NOT VALID` and validated in the same transaction: the stronger lock is kept all along.
struct ValidatedAtOnce: SQLRule {
    let code = CataloguedCode.validatedAtOnce
    let severity = Diagnostic.Severity.warning
    let engines = [DatabaseEngine.postgresql]
    let remedy = "validate it in a later script"

    func findings(in script: CheckedScript) -> [SQLFinding] {
        guard script.isTransaction else { return [] }
        var added: Set<String> = []
        var findings: [SQLFinding] = []
        for statement in script.statements {
            guard case .alterTable(let alteration) = statement.outline.action,
                !script.creates(alteration.name, before: statement)
            else { continue }
            for change in alteration.changes {
                switch change {
                case .addConstraint(let constraint) where constraint.isUnchecked: added.insert(constraint.name ?? "")
                case .validateConstraint(let name) where added.contains(name):
                    findings.append(finding(name, of: statement))
                default: break
                }
            }
        }
        return findings
    }

    private func finding(_ name: String, of statement: CheckedStatement) -> SQLFinding {
        statement.finding(
            "the lock of ADD CONSTRAINT is kept while all rows are looked at: NOT VALID has spared nobody",
            got: "VALIDATE CONSTRAINT \(name)",
            expected: "a script after the one that adds it",
            fix: "move it to a later script"
        )
    }
}
