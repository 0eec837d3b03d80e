package import BorealisDiagnostics

/// What the checks found in a script.
package struct ScriptFindings: Sendable {
    /// Sorted.
    package private(set) var problems: [Diagnostic] = []
    /// By statement.
    package private(set) var waived: [WaivedFinding] = []
}

/// A finding that a waiver lets pass; the history keeps it.
package struct WaivedFinding: Hashable, Sendable {
    /// What it would have been.
    package let finding: Diagnostic
    package let reason: String
    /// Its number in the script, counted from 0.
    package let statement: Int
}

extension ScriptFindings {
    /// - Parameter folder: where the script was found, for the places of problems.
    package init(of script: MigrationScript, in folder: String, engine: DatabaseEngine, checks: SQLChecks = .standard) {
        let checked = CheckedScript(
            file: "\(folder)/\(script.name)",
            bytes: script.text.bytes,
            statements: script.statements,
            engine: engine,
            mode: script.mode,
            directives: script.directives,
            waivers: script.waivers
        )
        self.init(of: checked, checks: checks)
    }

    /// What undoes a script drops what the script made: nothing but what the Data API refuses is found in it.
    package init(ofUndo script: UndoScript, in folder: String, engine: DatabaseEngine) {
        let checked = CheckedScript(
            file: "\(folder)/\(script.name)",
            bytes: script.text.bytes,
            statements: script.statements,
            engine: engine,
            mode: script.mode
        )
        let rules = SQLRules.all.filter { $0.isFixed && $0.engines.contains(engine) }
        problems = rules.flatMap { rule in
            rule.findings(in: checked).map { $0.diagnostic(of: rule, severity: rule.severity, in: checked) }
        }.sorted()
    }

    package init(of script: CheckedScript, checks: SQLChecks = .standard) {
        var used: Set<Waiver> = []
        for rule in SQLRules.all where rule.engines.contains(script.engine) {
            let (severity, reason) = (checks.severity(of: rule), checks.reason(for: rule))
            for finding in rule.findings(in: script) {
                let diagnostic = finding.diagnostic(of: rule, severity: severity, in: script)
                if !rule.isFixed, let waiver = script.waiver(of: rule.code, for: finding.statement) {
                    used.insert(waiver)
                    waived.append(
                        WaivedFinding(finding: diagnostic, reason: waiver.reason, statement: finding.statement)
                    )
                } else if let reason {
                    waived.append(WaivedFinding(finding: diagnostic, reason: reason, statement: finding.statement))
                } else {
                    problems.append(diagnostic)
                }
            }
        }
        problems += script.problems(of: script.allWaivers.filter { !used.contains($0) })
        problems.sort()
        waived.sort { ($0.statement, $0.finding) < ($1.statement, $1.finding) }
    }
}

extension SQLFinding {
    fileprivate func diagnostic(
        of rule: any SQLRule,
        severity: Diagnostic.Severity,
        in script: CheckedScript
    ) -> Diagnostic {
        let place = script.all[statement].statement
        return Diagnostic(
            .known(rule.code),
            severity: severity,
            at: Place(file: script.file, line: place.line, column: place.column),
            problem,
            got: got,
            expected: expected,
            fix: fix
        )
    }
}

extension CheckedScript {
    fileprivate var allWaivers: [Waiver] { waivers + all.flatMap(\.waivers) }

    fileprivate func waiver(of code: CataloguedCode, for statement: Int) -> Waiver? {
        (all[statement].waivers + waivers).first { $0.code == code.rawValue }
    }

    /// What is wrong with waivers that let nothing pass.
    fileprivate func problems(of waivers: [Waiver]) -> [Diagnostic] {
        waivers.map { waiver in
            guard let rule = SQLRules.rule(waiver.code) else { return .unknownWaiver(waiver, file: file) }
            return rule.isFixed ? .fixedWaiver(waiver, file: file) : .staleWaiver(waiver, file: file)
        }
    }
}
