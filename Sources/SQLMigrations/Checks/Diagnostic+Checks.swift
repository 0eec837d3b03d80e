internal import BorealisDiagnostics

/// The words for what is wrong with waivers and settings of checks; those of a check are in its rule.
extension Diagnostic {
    static func transactionPair(at place: Place) -> Diagnostic {
        Diagnostic(
            .known(.transactionPair),
            severity: .note,
            at: place,
            "the script is run as one transaction: its own BEGIN and COMMIT are left out",
            fix: "write -- borealis:transaction file in their place"
        )
    }

    static func staleWaiver(_ waiver: Waiver, file: String) -> Diagnostic {
        Diagnostic(
            .known(.staleScriptWaiver),
            severity: .warning,
            at: Place(file: file, line: waiver.line),
            "the waiver lets nothing pass",
            got: waiver.code,
            fix: "remove the comment, or move it to the statement that it is about"
        )
    }

    static func unknownWaiver(_ waiver: Waiver, file: String) -> Diagnostic {
        let nearest = NearestName.of(waiver.code, among: SQLRules.all.filter { !$0.isFixed }.map(\.code.rawValue))
        return Diagnostic(
            .known(.invalidScriptWaiver),
            at: Place(file: file, line: waiver.line),
            "no check has the code of the waiver",
            got: waiver.code,
            expected: "a code such as SQL201",
            fix: nearest.map { "write \($0)" } ?? "write the code of the finding that may pass"
        )
    }

    static func fixedWaiver(_ waiver: Waiver, file: String) -> Diagnostic {
        Diagnostic(
            .known(.invalidScriptWaiver),
            at: Place(file: file, line: waiver.line),
            "what the Data API refuses can't be let pass",
            got: waiver.code,
            expected: "the code of a check on data loss or locking",
            fix: "change the statement, and remove the comment"
        )
    }

    static func unchangeableCheck(_ code: DiagnosticCode, _ place: Place) -> Diagnostic {
        Diagnostic(
            .known(.invalidCheckSetting),
            at: place,
            "the severity of the code can't be changed here",
            got: code.rawValue,
            expected: "the code of a check on data loss or locking, such as SQL201",
            fix: "remove the setting"
        )
    }

    static func unreasonedCheck(_ code: DiagnosticCode, _ place: Place) -> Diagnostic {
        Diagnostic(
            .known(.invalidCheckSetting),
            at: place,
            "a check is let pass without a reason",
            got: code.rawValue,
            expected: "a few words on why its findings may pass",
            fix: "write the reason"
        )
    }
}
