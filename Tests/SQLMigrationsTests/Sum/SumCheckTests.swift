import BorealisDiagnostics
import SQLMigrations
import Testing

@Suite struct SumCheckTests {
    private let recorded = SumScripts("V1__a.sql", "V2__b.sql", "V5__c.sql")

    @Test func `scripts that are as they were recorded leave the sum as it is`() {
        let check = recorded.check(recorded.sum)
        #expect(check.problems == [])
        #expect(check.updated == recorded.sum)
        #expect(!check.isStale)
    }

    @Test func `new scripts above the others are recorded`() {
        let more = recorded.changed { $0["V6__d.sql"] = "SELECT 6;" }
        let check = more.check(recorded.sum)
        #expect(check.problems == [])
        #expect(check.added.map(\.name) == ["V6__d.sql"])
        #expect(check.updated == more.sum)
        #expect(check.isStale)
    }

    @Test func `without a file all scripts are recorded, and without scripts no file is asked for`() {
        let check = recorded.check(nil)
        #expect(check.updated == recorded.sum)
        #expect(check.added.map(\.name) == ["V1__a.sql", "V2__b.sql", "V5__c.sql"])
        #expect(check.isStale)
        #expect(!SumScripts().check(nil).isStale)
    }

    @Test func `what was allowed to change stays recorded when scripts are added`() {
        let checksum = recorded.sum.entries[0].checksum
        let sum = recorded.sum(Rebase("V0.sql", checksum: checksum, change: .removed, reason: "x"))
        let check = recorded.changed { $0["V6__d.sql"] = "SELECT 6;" }.check(sum)
        #expect(check.updated.rebases == sum.rebases)
        #expect(check.updated.entries.count == 4)
        #expect(recorded.changed { $0["V6__d.sql"] = "SELECT 6;" }.check(check.updated).problems == [])
    }

    @Test func `a changed script is refused with the difference and both ways out`() {
        let old = SumScripts(["V1__a.sql": "one\ntwo\n", "V2__b.sql": "three"])
        let history = SumHistory(upstream: old, old: old)
        let check = old.changed { $0["V1__a.sql"] = "one\nzwei\n" }.check(old.sum, history: history)
        #expect(
            check.problems.texts == [
                """
                sql/V1__a.sql: error[SQL412]: the script was changed after it was recorded; got SHA-256 3ab28600da54, \
                expected c3f9c8c283a2, or the change recorded by `migrate rebase` with a reason
                  fix: restore it
                  detail:
                    --- V1__a.sql, recorded
                    +++ V1__a.sql
                    @@ -1,2 +1,2 @@
                     one
                    -two
                    +zwei
                """
            ]
        )
        #expect(check.updated == old.sum)
        #expect(!check.isStale)
    }

    @Test func `a script that the upstream branch doesn't have may be recorded anew`() {
        let upstream = recorded.changed { $0["V5__c.sql"] = nil }
        let history = SumHistory(upstream: upstream, old: SumScripts())
        let edited = recorded.changed { $0["V2__b.sql"] = "x" }.check(recorded.sum, history: history)
        let local = recorded.changed { $0["V5__c.sql"] = "x" }.check(recorded.sum, history: history)
        #expect(edited.problems.map(\.fix) == ["restore it"])
        #expect(
            local.problems.texts == [
                """
                sql/V5__c.sql: error[SQL412]: the script was changed after it was recorded; got SHA-256 2d711642b726, \
                expected 9f98c286f8a4, or the change recorded, as no upstream branch has the script
                  fix: run `migrate sum`
                """
            ]
        )
    }

    @Test func `without an upstream branch every script is our own, and may be recorded anew`() {
        let edited = recorded.changed { ($0["V1__a.sql"], $0["V2__b.sql"]) = ("x", nil) }
        let problems = edited.check(recorded.sum).problems
        #expect(problems.codes == ["SQL412", "SQL413"])
        #expect(problems.map(\.fix) == ["run `migrate sum`", "run `migrate sum`"])
    }

    @Test func `a script that the upstream branch has without a line for it isn't our own`() {
        let upstream = recorded.changed { $0["V5__c.sql"] = "another text" }
        let history = SumHistory(upstream: upstream, old: SumScripts(), isRecorded: false)
        let edited = recorded.changed { ($0["V1__a.sql"], $0["V5__c.sql"]) = ("x", "y") }
        #expect(
            edited.check(recorded.sum, history: history).problems.map(\.fix) == ["restore it", "run `migrate sum`"]
        )
        #expect(edited.check(nil, history: history).problems == [])
    }

    @Test(arguments: [
        (
            "select 'V1__a.sql' -- a comment\n  ;\n",
            "the script was formatted after it was recorded, with no other change"
        ),
        ("SELECT 'v1__a.sql';\n", "the script was changed after it was recorded"),
    ])
    func `a script that was only formatted is told from one that was changed`(text: String, problem: String) {
        let edited = recorded.changed { $0["V1__a.sql"] = text }
        #expect(edited.check(recorded.sum).problems.map(\.problem) == [problem])
    }

    @Test func `a removed script is refused at its line, with what it had`() {
        let history = SumHistory(upstream: recorded, old: recorded)
        let check = recorded.changed { $0["V2__b.sql"] = nil }.check(recorded.sum, history: history)
        #expect(
            check.problems.texts == [
                """
                sql/migrations.sum:3: error[SQL413]: the script was removed after it was recorded; got no V2__b.sql, \
                expected one with SHA-256 5f70d692920c, or the change recorded by `migrate rebase` with a reason
                  fix: restore it
                  detail:
                    --- V2__b.sql, recorded
                    +++ /dev/null
                    @@ -1 +0,0 @@
                    -SELECT 'V2__b.sql';
                """
            ]
        )
    }

    @Test(arguments: ["V2__other.sql", "V3__b.sql", "V9__b.sql", "old/V2__b.sql"])
    func `a renamed script is one problem, whatever its new version`(name: String) {
        let text = recorded.texts["V2__b.sql"]
        let history = SumHistory(upstream: recorded, old: recorded)
        let check = recorded.changed { ($0["V2__b.sql"], $0[name]) = (nil, text) }.check(recorded.sum, history: history)
        #expect(
            check.problems.texts == [
                """
                sql/\(name): error[SQL414]: the script was renamed after it was recorded; got \(name), \
                expected V2__b.sql, or the change recorded by `migrate rebase` with a reason
                  fix: name it V2__b.sql again
                """
            ]
        )
    }

    @Test func `a script that was renamed and changed is known by its version`() {
        let check = recorded.changed { ($0["V2__b.sql"], $0["2026/V2__x.sql"]) = (nil, "SELECT 'x';\n") }
            .check(recorded.sum, history: SumHistory(upstream: recorded, old: recorded))
        #expect(
            check.problems.texts == [
                """
                sql/2026/V2__x.sql: error[SQL414]: the script was renamed and changed after it was recorded; \
                got 2026/V2__x.sql with SHA-256 dd7ea0936b5b, expected V2__b.sql with 5f70d692920c, or the change recorded \
                by `migrate rebase` with a reason
                  fix: name it V2__b.sql again and restore its text
                  detail:
                    --- V2__b.sql, recorded
                    +++ 2026/V2__x.sql
                    @@ -1 +1 @@
                    -SELECT 'V2__b.sql';
                    +SELECT 'x';
                """
            ]
        )
    }

    @Test func `of two scripts with the same text the one with the same version is the renamed one`() {
        let old = SumScripts(["V1__a.sql": "same", "V2__b.sql": "same", "V3__c.sql": "other"])
        let check = old.changed { ($0["V1__a.sql"], $0["V2__b.sql"], $0["V2__x.sql"]) = (nil, nil, "same") }
            .check(old.sum)
        #expect(check.problems.codes == ["SQL414", "SQL413"])
        #expect(check.problems.map(\.place?.line) == [nil, 2])
    }

    @Test func `a new script that comes before a recorded one has one way out`() {
        #expect(
            recorded.changed { $0["V3__x.sql"] = "x" }.check(recorded.sum).problems.texts == [
                """
                sql/V3__x.sql: error[SQL415]: a new script comes before one that is recorded and may have run; \
                got V3__x.sql before V5__c.sql, expected a version above that of V5__c.sql
                  fix: give it a higher version
                """
            ]
        )
    }

    @Test func `a baseline may be added at any version`() {
        let more = recorded.changed { $0["B3__all.sql"] = "SELECT 3" }
        let check = more.check(recorded.sum)
        #expect(check.problems == [])
        #expect(check.updated == more.sum)
        #expect(check.updated.entries.map(\.name) == ["V1__a.sql", "V2__b.sql", "B3__all.sql", "V5__c.sql"])
    }

    @Test func `a baseline that takes the place of a script isn't its new name`() {
        let squashed = recorded.changed { ($0["V5__c.sql"], $0["B5__all.sql"]) = (nil, "SELECT 5") }
        #expect(squashed.check(recorded.sum).problems.codes == ["SQL413"])
    }

    @Test func `a script that can't be read isn't gone`() {
        let unclosed = recorded.changed { ($0["V1__a.sql"], $0["V6__d.sql"]) = ("SELECT 'a", "SELECT 6") }
        #expect(unclosed.scripts.problems.codes == ["SQL001"])
        let check = unclosed.check(recorded.sum)
        #expect(check.problems == [])
        #expect(check.updated == recorded.sum)
        #expect(!check.isStale)
    }

    @Test func `a script with findings is compared all the same`() {
        let dropping = recorded.changed { $0["V5__c.sql"] = "DROP TABLE a;" }
        #expect(dropping.scripts.problems.contains { $0.severity == .error })
        #expect(dropping.check(recorded.sum).problems.codes == ["SQL412"])
    }

    @Test func `lines that were exchanged by hand are one problem`() {
        var sum = recorded.sum
        sum.entries.swapAt(0, 1)
        #expect(
            recorded.check(sum).problems.texts == [
                """
                sql/migrations.sum:3: error[SQL416]: scripts are recorded in another order than they run; \
                got V1__a.sql after V2__b.sql, expected the order of their versions
                  fix: run `migrate sum`
                """
            ]
        )
    }

    @Test func `a line that was taken out or changed by hand is one problem`() {
        var sum = recorded.sum
        sum.entries.remove(at: 1)
        #expect(
            recorded.check(sum).problems.texts == [
                """
                sql/migrations.sum:3: error[SQL411]: the line doesn't follow from the one above: migrations.sum was \
                changed by hand; got 8ef4ecba02f0, expected 68e4273c1bf2
                  fix: run `migrate sum`
                """
            ]
        )
    }

    @Test(arguments: 0..<2)
    func `a change that was allowed can't be taken out by hand`(index: Int) throws {
        let checksum = recorded.sum.entries[0].checksum
        let rebases = ["V3__x.sql", "V4__y.sql"].map {
            Rebase($0, checksum: checksum, change: .removed, reason: "never deployed")
        }
        let sum = MigrationSum(of: recorded.scripts.recorded, rebases: rebases)
        #expect(recorded.check(sum).problems == [])
        var lines = sum.text.split(separator: "\n").map { $0 + "\n" }
        lines.remove(at: 4 + index)
        let cut = try MigrationSum(reading: Array(lines.joined().utf8), at: "f")
        #expect(recorded.check(cut).problems.codes == ["SQL411"])
        #expect(
            recorded.check(cut).problems.map(\.problem) == [
                """
                the line doesn't follow from its script and the changes that were allowed: migrations.sum was changed by \
                hand
                """
            ]
        )
        #expect(recorded.check(cut).problems.map(\.place?.line) == [2])
    }

    @Test func `a script that was changed together with its checksum is found by the hash`() throws {
        let edited = recorded.changed { $0["V1__a.sql"] = "x" }
        let lines = zip(recorded.sum.text.split(separator: "\n"), edited.sum.text.split(separator: "\n")).enumerated()
        let forged = lines.map { index, line in
            let hash = line.0.split(separator: "\t")[0]
            return index == 1 ? hash + line.1.dropFirst(64) : line.0
        }
        let text = forged.map { $0 + "\n" }.joined()
        let check = edited.check(try MigrationSum(reading: Array(text.utf8), at: "f"))
        #expect(check.problems.codes == ["SQL411"])
        #expect(check.problems.map(\.place?.line) == [2])
    }

    @Test func `a file that was removed is looked for upstream`() {
        let history = SumHistory(upstream: recorded, old: SumScripts())
        let edited = recorded.changed { $0["V1__a.sql"] = "x" }
        #expect(edited.check(nil, history: history).problems.codes == ["SQL412"])
        let same = recorded.check(nil, history: history)
        #expect(same.problems == [])
        #expect(same.isStale)
        #expect(same.updated == recorded.sum)
    }

    @Test func `a name that is written with other bytes of the same letters is the same`() {
        let composed = SumScripts(["V1__\u{FC}.sql": "x"])
        let decomposed = SumScripts(["V1__u\u{308}.sql": "x"])
        let check = decomposed.check(composed.sum)
        #expect(check.problems == [])
        #expect(Array(check.updated.text.utf8) == Array(composed.sum.text.utf8))
    }

    @Test func `a long difference is cut, and of many changes only the first are shown`() {
        let names = (1...30).map { "V\($0)__x.sql" }
        let old = SumScripts(Dictionary(uniqueKeysWithValues: names.map { ($0, String(repeating: "x\n", count: 300)) }))
        let new = SumScripts(old.texts.mapValues { _ in "y" })
        let details = new.check(old.sum, history: SumHistory(old: old)).problems.map(\.detail)
        #expect(details.count == 30)
        #expect(details.compactMap(\.self).count == 20)
        #expect(details.first??.split(separator: "\n").count == 101)
        #expect(details.first??.hasSuffix("\n… and 205 more lines") == true)
    }
}
