import BorealisDiagnostics
import SQLMigrations
import Testing

/// Which scripts a range of versions is about.
@Suite struct VersionRangeTests {
    private let set = scriptSet([
        "V1__a.sql", "V2__b.sql", "V3__c.sql", "V10__d.sql", "R__x.sql", "U2__b.sql", "U3__c.sql",
    ])

    private func names(applying range: String) throws -> [String] {
        let range = try #require(VersionRange(range))
        return try OfflineSelection(applying: range, of: set).scripts.map(\.name)
    }

    @Test(arguments: [
        ("1..3", ["V2__b.sql", "V3__c.sql"]),
        ("..2", ["V1__a.sql", "V2__b.sql"]),
        ("3..", ["V10__d.sql", "R__x.sql"]),
        ("2", ["V2__b.sql"]),
        ("01.0..2", ["V2__b.sql"]),
        ("10..", ["R__x.sql"]),
    ])
    func `a range has the scripts after its beginning up to its end`(range: String, expected: [String]) throws {
        #expect(try names(applying: range) == expected)
    }

    @Test func `all is what an empty database needs`() throws {
        let names = try OfflineSelection(applying: .all, of: set).scripts.map(\.name)
        #expect(names == ["V1__a.sql", "V2__b.sql", "V3__c.sql", "V10__d.sql", "R__x.sql"])
    }

    @Test func `an empty database begins with the newest baseline of the range`() throws {
        let set = scriptSet(["V1__a.sql", "V2__b.sql", "V3__c.sql", "B1__old.sql", "B2__all.sql"])
        #expect(try OfflineSelection(applying: .all, of: set).scripts.map(\.name) == ["B2__all.sql", "V3__c.sql"])
        let first = try #require(VersionRange("..1"))
        #expect(try OfflineSelection(applying: first, of: set).scripts.map(\.name) == ["B1__old.sql"])
        let second = try #require(VersionRange("1..2"))
        #expect(try OfflineSelection(applying: second, of: set).scripts.map(\.name) == ["V2__b.sql"])
    }

    @Test func `versions are in their order whatever their phases, as on an empty database`() throws {
        let set = scriptSet([
            "V1__a.sql": "SELECT 1;", "V2__b.sql": "-- borealis:phase contract\nSELECT 1;", "V3__c.sql": "SELECT 1;",
            "R__x.sql": "SELECT 1;",
        ])
        let names = try OfflineSelection(applying: .all, of: set).scripts.map(\.name)
        #expect(names == ["V1__a.sql", "V2__b.sql", "V3__c.sql", "R__x.sql"])
    }

    @Test(arguments: ["", "..", "a", "1..b", "1...2", "-1", "1..2..3", "1 ..2"])
    func `other texts are no ranges`(text: String) {
        #expect(VersionRange(text) == nil)
    }

    @Test(arguments: [
        (
            "4",
            "sql: error[CLI012]: no script has this version; got 4, expected a version that a script has; the last is 10",
            "3"
        ),
        ("0..2", "got 0, expected", "1"),
        ("1..99", "got 99, expected", "10"),
    ])
    func `a version that no script has is refused with one that a script has`(
        range: String,
        problem: String,
        nearest: String
    ) throws {
        let diagnostic = try #require(throws: Diagnostic.self) { try names(applying: range) }
        let text = DiagnosticText().text(of: diagnostic)
        #expect(text.contains(problem), "\(text)")
        #expect(text.hasSuffix("  fix: say \(nearest)"))
    }

    @Test(arguments: [("3..1", "say 1..3"), ("2..2", "say 2 for this script alone")])
    func `a range that ends before it begins is refused`(range: String, fix: String) throws {
        let diagnostic = try #require(throws: Diagnostic.self) { try names(applying: range) }
        #expect((diagnostic.code, diagnostic.fix) == (.known(.emptyRange), fix))
    }

    @Test func `only what can be undone is undone`() throws {
        let range = try #require(VersionRange("1..3"))
        #expect(try OfflineSelection(undoing: range, of: set).scripts.map(\.name) == ["V2__b.sql", "V3__c.sql"])
        let all = try #require(VersionRange("..10"))
        let diagnostic = try #require(throws: Diagnostic.self) { try OfflineSelection(undoing: all, of: set) }
        #expect(
            DiagnosticText().text(of: diagnostic) == """
                sql/V1__a.sql: error[CLI014]: the script has nothing that undoes it; got V1__a.sql, V10__d.sql, \
                expected a script that undoes each: U7__orders.sql for V7__orders.sql
                  fix: write it, or leave the script out of the range
                """
        )
    }
}

/// Scripts that are read as those of a stack.
func scriptSet(_ scripts: [String: String], engine: DatabaseEngine = .postgresql) -> MigrationSet {
    MigrationSet(
        folder: "sql",
        engine: engine,
        name: "main",
        options: ScriptOptions(),
        files: scripts.map { MigrationScripts.File(name: $0, bytes: Array($1.utf8)) },
        others: [],
        place: Place(file: "sql")
    )
}

private func scriptSet(_ names: [String]) -> MigrationSet {
    scriptSet(Dictionary(uniqueKeysWithValues: names.map { ($0, "SELECT 1;\n") }))
}
