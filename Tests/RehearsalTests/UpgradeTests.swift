internal import BorealisDiagnostics
internal import BorealisRehearsal
internal import SQLMigrations
internal import Testing

/// Upgrades follow the rules by which a deploy decides what is pending.
struct UpgradeTests {
    private let old = [("V1__a.sql", "SELECT 1"), ("V2__b.sql", "SELECT 2")]

    @Test
    func `An empty database gets what contracts in the order of its version, an older one last`() throws {
        let first = [("V1__a.sql", "CREATE TABLE a (b int, c int)")]
        let new =
            first + [
                ("V2__d.sql", "CREATE TABLE d (e int)"),
                ("V3__c.sql", "-- borealis:phase contract\nALTER TABLE a DROP COLUMN c"),
                ("R__f.sql", "CREATE OR REPLACE VIEW f AS SELECT b FROM a"),
            ]
        let report = try rehearse(new, from: first)
        #expect(
            report.runs.map { $0.scripts.map(\.name) } == [
                ["V1__a.sql", "V2__d.sql", "V3__c.sql", "R__f.sql"], [], ["V2__d.sql", "R__f.sql", "V3__c.sql"],
            ]
        )
    }

    @Test
    func `An empty database gets what expands after what contracts`() throws {
        let files = [
            ("V1__a.sql", "CREATE TABLE a (b int)"), ("V2__c.sql", "-- borealis:phase contract\nDROP TABLE a"),
            ("V3__d.sql", "CREATE TABLE a (b text)"),
        ]
        let report = try rehearse(files, from: Array(files.prefix(2)))
        #expect(report.runs[0].scripts.map(\.name) == ["V1__a.sql", "V2__c.sql", "V3__d.sql"])
        #expect(report.runs[2].scripts.map(\.name) == ["V3__d.sql"])
    }

    @Test
    func `What contracts before what expands is refused where both are pending`() throws {
        let new =
            old + [("V3__c.sql", "-- borealis:phase contract\nSELECT 3"), ("V4__d.sql", "SELECT 4")]
        #expect(refusal(of: new) == Refusal(place: "sql/V3__c.sql", got: "V4__d.sql after it"))
    }

    @Test
    func `A script that was edited and renamed is edited`() throws {
        let new = [old[0], ("V2__renamed.sql", "SELECT 22")]
        #expect(
            refusal(of: new)
                == Refusal(place: "sql/V2__renamed.sql", got: "another text, and the name V2__b.sql in the history")
        )
    }

    @Test
    func `A script that was only renamed is the one that was applied`() throws {
        let report = try rehearse([old[0], ("V2__renamed.sql", "SELECT 2")], from: old)
        #expect(report.runs[2].scripts.isEmpty)
    }

    @Test
    func `An edit that was accepted is no edit`() throws {
        let new = [old[0], ("V2__b.sql", "SELECT 22"), ("V3__c.sql", "SELECT 3")]
        let rebase = try rebase("V2__b.sql", .edited(checksum: ""))
        #expect(try rehearse(new, rebases: [rebase], from: old).runs[2].scripts.map(\.name) == ["V3__c.sql"])
    }

    @Test
    func `A script with a new version that was accepted isn't run again`() throws {
        let new = [old[0], ("V4__b.sql", "SELECT 2"), ("V5__c.sql", "SELECT 3")]
        let rebases = [
            try rebase("V2__b.sql", .renamed("V3__b.sql", checksum: "")),
            Rebase("V3__b.sql", checksum: "", change: .renamed("V4__b.sql", checksum: ""), reason: "twice"),
        ]
        #expect(try rehearse(new, rebases: rebases, from: old).runs[2].scripts.map(\.name) == ["V5__c.sql"])
    }

    @Test
    func `A script whose removal was accepted may be missing, and its version is taken`() throws {
        let rebases = [try rebase("V2__b.sql", .removed)]
        #expect(try rehearse([old[0]], rebases: rebases, from: old).runs[2].scripts.isEmpty)
        let taken = [old[0], ("V2__other.sql", "SELECT 3")]
        #expect(
            refusal(of: taken, rebases: rebases)
                == Refusal(place: "sql/V2__other.sql", got: "the version of V2__b.sql")
        )
    }

    @Test
    func `A baseline above what was applied leaves a gap where the older scripts are gone`() throws {
        let new = [("B4__all.sql", "SELECT 1"), ("V5__e.sql", "SELECT 5")]
        #expect(refusal(of: new) == Refusal(place: "sql/B4__all.sql", got: "2 applied"))
    }

    private func rehearse(
        _ files: [(String, String)],
        rebases: [Rebase] = [],
        from old: [(String, String)]
    ) throws -> RehearsalReport {
        let set = rehearsedSet(.postgresql, files, rebases: rebases)
        let origin = OlderScripts(origin: "v1", scripts: scripts(.postgresql, old))
        return try Rehearsal(of: set, programs: try programs(.postgresql)).run(upgradingFrom: origin)
    }

    private func refusal(of files: [(String, String)], rebases: [Rebase] = []) -> Refusal? {
        let diagnostic = #expect(throws: Diagnostic.self) { try rehearse(files, rebases: rebases, from: old) }
        guard let diagnostic, diagnostic.code == "CLI025" else { return nil }
        return Refusal(place: diagnostic.place?.file, got: diagnostic.got)
    }

    /// A change of one of the old scripts.
    private func rebase(_ name: String, _ change: Rebase.Change) throws -> Rebase {
        let script = try #require(scripts(.postgresql, old).first { $0.name == name })
        return Rebase(name, checksum: script.checksum, change: change, reason: "spelling")
    }
}

private struct Refusal: Hashable {
    let place: String?
    let got: String?
}
