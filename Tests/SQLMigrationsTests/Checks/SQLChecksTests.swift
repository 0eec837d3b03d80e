import BorealisDiagnostics
import SQLMigrations
import Testing

/// How much findings matter, and which may pass.
@Suite struct SQLChecksTests {
    /// An error, a warning and a note of ``SQLChecks/standard``, and what the Data API refuses.
    private let script = SampleScript("DROP TABLE a;\nALTER TABLE b RENAME TO c;\nCOMMIT;")

    private func severities(_ checks: SQLChecks) -> [String: Diagnostic.Severity] {
        Dictionary(
            script.findings(checks).problems.map { ($0.code.rawValue, $0.severity) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    @Test func `by default lost data is an error, and who has to wait is warned of`() {
        #expect(
            severities(.standard) == [
                "SQL105": .error, "SQL201": .error, "SQL209": .warning, "SQL314": .note, "SQL315": .note,
            ]
        )
    }

    @Test func `strict checks make errors of warnings`() {
        #expect(
            severities(.strict) == [
                "SQL105": .error, "SQL201": .error, "SQL209": .error, "SQL314": .note, "SQL315": .note,
            ]
        )
    }

    @Test func `relaxed checks have no errors but of the Data API`() {
        #expect(
            severities(.relaxed) == [
                "SQL105": .error, "SQL201": .warning, "SQL209": .note, "SQL314": .note, "SQL315": .note,
            ]
        )
    }

    @Test func `the last setting of a code counts`() {
        let checks = SQLChecks.standard.reporting("SQL209", as: .note).reporting("SQL209", as: .error)
        #expect(severities(checks)["SQL209"] == .error)
        #expect(checks.problems.isEmpty)
    }

    @Test func `a code that is let pass is kept with its reason`() {
        let checks = SQLChecks.standard.allowing("SQL201", "nobody has it yet")
        let findings = script.findings(checks)
        #expect(!findings.problems.contains { $0.code == "SQL201" })
        #expect(findings.waived.map(\.finding.code) == ["SQL201"])
        #expect(findings.waived.map(\.reason) == ["nobody has it yet"])
        #expect(findings.waived.map(\.statement) == [0])
    }

    @Test(arguments: ["SQL105", "SQL999", "VAL001"] as [DiagnosticCode])
    func `what the Data API refuses, and what is no check, can't be changed`(code: DiagnosticCode) {
        let checks = SQLChecks.standard.reporting(code, as: .note).allowing(code, "please")
        #expect(checks.problems.map(\.code) == ["SQL142", "SQL142"])
        #expect(severities(checks)["SQL105"] == .error)
    }

    /// PostgreSQL most likely refuses it, and what a string means is known to who wrote it.
    private let value = SampleScript("ALTER TYPE a ADD VALUE 'x';\nUPDATE b SET c = 'x' WHERE d;")

    @Test(arguments: [SQLChecks.standard, .strict, .relaxed])
    func `the use of a new value is an error everywhere`(checks: SQLChecks) {
        #expect(value.findings(checks).problems.filter { $0.code == "SQL109" }.map(\.severity) == [.error])
    }

    @Test func `the use of a new value can be let pass`() {
        let findings = value.findings(.standard.allowing("SQL109", "c is a text"))
        #expect(!findings.problems.contains { $0.code == "SQL109" })
        #expect(findings.waived.map(\.reason) == ["c is a text"])
        let waiver = Waiver(code: "SQL109", reason: "c is a text", line: 1)
        let script = SampleScript("ALTER TYPE a ADD VALUE 'x';\nUPDATE b SET c = 'x' WHERE d;", ofScript: [waiver])
        #expect(!script.findings().problems.contains { ["SQL109", "SQL140", "SQL141"].contains($0.code.rawValue) })
    }

    @Test func `a code isn't let pass without a reason`() {
        #expect(SQLChecks.standard.allowing("SQL201", "").problems.map(\.code) == ["SQL142"])
    }

    @Test func `a setting's problem is at its line`() throws {
        let problem = try #require(SQLChecks.standard.reporting("SQL999", as: .note).problems.first)
        #expect(problem.place?.line == #line - 1)
        #expect(problem.place?.file.hasSuffix("SQLChecksTests.swift") == true)
    }
}

/// Waivers in the comments of a script.
@Suite struct ScriptWaiverTests {
    private let drop = "DROP TABLE a;\nDROP TABLE b;"

    @Test func `a waiver lets the findings of its statement pass`() {
        let findings = SampleScript(drop, waivers: [Waiver(code: "SQL201", reason: "empty", line: 1)]).findings()
        #expect(findings.problems.filter { $0.code == "SQL201" }.map(\.place?.line) == [2])
        #expect(findings.waived.map(\.finding.place?.line) == [1])
        #expect(findings.waived.map(\.reason) == ["empty"])
    }

    @Test func `a waiver of the script lets all of them pass`() {
        let findings = SampleScript(drop, ofScript: [Waiver(code: "SQL201", reason: "empty", line: 1)]).findings()
        #expect(findings.waived.map(\.statement) == [0, 1])
        #expect(!findings.problems.contains { $0.code == "SQL201" })
    }

    @Test func `the waiver of the statement gives the reason`() {
        let findings = SampleScript(
            drop,
            waivers: [Waiver(code: "SQL201", reason: "empty", line: 2)],
            ofScript: [Waiver(code: "SQL201", reason: "all of it is new", line: 1)]
        ).findings()
        #expect(findings.waived.map(\.reason) == ["empty", "all of it is new"])
    }

    @Test func `a waiver that lets nothing pass is a warning`() throws {
        let findings = SampleScript("SELECT 1;", waivers: [Waiver(code: "SQL201", reason: "old", line: 7)]).findings()
        let problem = try #require(findings.problems.first)
        #expect(problem.code == "SQL140")
        #expect(problem.severity == .warning)
        #expect(problem.place == Place(file: "sql/V1__a.sql", line: 7))
    }

    @Test func `an unknown code is named with the nearest one`() {
        let findings = SampleScript("SELECT 1;", waivers: [Waiver(code: "SQL2O1", reason: "old", line: 1)]).findings()
        #expect(findings.problems.map(\.code) == ["SQL141"])
        #expect(findings.problems.map(\.fix) == ["write SQL201"])
    }

    @Test func `what the Data API refuses is an error with a waiver, too`() {
        let findings = SampleScript("COMMIT;", waivers: [Waiver(code: "SQL105", reason: "old", line: 1)]).findings()
        #expect(findings.problems.map(\.code) == ["SQL141", "SQL105"])
        #expect(findings.waived.isEmpty)
    }
}

/// `BEGIN` and `COMMIT` around a script.
@Suite struct TransactionPairTests {
    private func inner(_ text: String, _ engine: DatabaseEngine = .postgresql) -> Range<Int>? {
        let bytes = Array(text.utf8)
        let statements = StatementSplitter.statements(of: bytes, engine: engine).statements
        return TransactionPair(around: statements, in: bytes, engine: engine)?.inner
    }

    @Test(arguments: [
        "BEGIN; SELECT 1; COMMIT;", "begin transaction;\nSELECT 1;\nend", "START TRANSACTION; SELECT 1; COMMIT WORK;",
    ])
    func `a pair is found`(script: String) {
        #expect(inner(script) == 1..<2)
    }

    @Test func `a pair around nothing leaves nothing`() {
        #expect(inner("BEGIN; COMMIT;", .mysql) == 1..<1)
    }

    @Test(arguments: [
        "SELECT 1; COMMIT;", "BEGIN; SELECT 1;", "BEGIN ISOLATION LEVEL SERIALIZABLE; SELECT 1; COMMIT;", "BEGIN;", "",
        "BEGIN; SELECT 1; ROLLBACK;", "BEGIN; SELECT 1; COMMIT AND CHAIN;",
    ])
    func `anything else is no pair`(script: String) {
        #expect(inner(script) == nil)
    }

    @Test func `the note is at BEGIN`() throws {
        let bytes = Array("-- all at once\n  BEGIN; SELECT 1; COMMIT;".utf8)
        let statements = StatementSplitter.statements(of: bytes, engine: .postgresql).statements
        let note = try #require(TransactionPair(around: statements, in: bytes, engine: .postgresql)).note(file: "a.sql")
        #expect(note.code == "SQL115")
        #expect(note.severity == .note)
        #expect(note.place == Place(file: "a.sql", line: 2, column: 3))
    }
}
