import BorealisDiagnostics
import SQLMigrations
import Testing

/// How what the checks find of a script is told of a folder.
@Suite struct CheckedFolderTests {
    private let drop: KeyValuePairs = ["V1__a.sql": "-- borealis:lock-timeout 5s\nDROP TABLE a;"]

    @Test func `a finding is a problem, and a waiver lets it pass and is kept`() {
        #expect(MigrationScripts(drop).codes == ["V1__a.sql:2:1 SQL201"])
        let read = MigrationScripts([
            "V1__a.sql": "-- borealis:lock-timeout 5s\n-- borealis:allow SQL201 \"empty\"\nDROP TABLE a;"
        ])
        #expect(read.problems == [])
        #expect(read.scripts[0].waived.map(\.finding.code) == ["SQL201"])
        #expect(read.scripts[0].waived.map(\.reason) == ["empty"])
    }

    @Test func `the migration says how much a finding matters`() {
        let relaxed = MigrationScripts(drop, options: ScriptOptions(checks: .relaxed))
        #expect(relaxed.problems.map(\.severity) == [.warning])
        let wrong = MigrationScripts(drop, options: ScriptOptions(checks: .relaxed.reporting("SQL999", as: .error)))
        #expect(wrong.problems.contains { $0.code == "SQL142" })
    }

    @Test(arguments: [
        ["V1__a.sql": "SELECT 1;", "U1__a.sql": "SELECT 1;\nSAVEPOINT x;"],
        ["V1__a.sql": "-- migrate:up\nSELECT 1;\n-- migrate:down\nSAVEPOINT x;"],
        ["V1__a.sql": "SELECT 1;", "R__b.sql": "SELECT 1;\nSAVEPOINT x;"],
        ["V1__a.sql": "SELECT 1;", "B1__b.sql": "SELECT 1;\nSAVEPOINT x;"],
        ["V1__a.sql": "-- borealis:environments dev\nSAVEPOINT x;"],
    ])
    func `every kind of script is checked, those for other environments too`(texts: [String: String]) {
        let files = texts.map { MigrationScripts.File(name: $0.key, bytes: Array($0.value.utf8)) }
        let read = MigrationScripts(
            files,
            in: "sql",
            engine: .postgresql,
            options: ScriptOptions(environment: "prod")
        )
        #expect(read.problems.map(\.code.rawValue) == ["SQL105"])
    }

    @Test func `a finding after a value is where it is in the source`() {
        let read = MigrationScripts(
            ["V1__a.sql": "SELECT ${s}, ${s}; SAVEPOINT x;"],
            options: ScriptOptions(placeholders: ["s": .literal("a long text")])
        )
        #expect(read.codes == ["V1__a.sql:1:20 SQL105"])
    }

    @Test func `what has no value is not checked`() {
        #expect(MigrationScripts(["V1__a.sql": "SELECT ${s}; SAVEPOINT x;"]).codes == ["V1__a.sql:1:8 SQL017"])
    }

    @Test func `problems are sorted by their places`() {
        let read = MigrationScripts([
            "V2__b.sql": "SAVEPOINT x;\n-- borealis:x\nSAVEPOINT y;", "V1__a.sql": "SELECT 'x", "x.sql": "x",
        ])
        #expect(
            read.codes == [
                "V1__a.sql:1:8 SQL001", "V2__b.sql:1:1 SQL105", "V2__b.sql:2:4 SQL010", "V2__b.sql:3:1 SQL105",
                "x.sql SQL401",
            ]
        )
    }
}
