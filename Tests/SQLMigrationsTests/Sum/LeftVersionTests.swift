import BorealisDiagnostics
import SQLMigrations
import Testing

/// A version that databases may have in their history is used by no other script.
@Suite struct LeftVersionTests {
    private let old = SumScripts("V1__a.sql", "V2__b.sql")
    private let without = SumScripts("V1__a.sql")

    private func sum(after scripts: SumScripts, from sum: MigrationSum) -> MigrationSum {
        rewriting(scripts, sum).rebased(reason: "x").sum
    }

    private func rewriting(_ scripts: SumScripts, _ sum: MigrationSum) -> SumRewriting {
        SumRewriting([sum], scripts: scripts.scripts, in: "sql", history: .none)
    }

    @Test func `a new script can't have the version of a removed one`() {
        let removed = sum(after: without, from: old.sum)
        let new = without.changed { $0["V02__new.sql"] = "SELECT 'new';" }
        #expect(
            new.check(removed).problems.texts == [
                """
                sql/V02__new.sql: error[SQL418]: the version was that of a removed script; got V02__new.sql, expected \
                another version than that of V2__b.sql, under which databases may have applied it
                  fix: give it a higher version
                """
            ]
        )
        #expect(new.check(removed).updated == removed)
        #expect(!new.check(removed).isStale)
        #expect(rewriting(new, removed).rehashed().problems.codes == ["SQL418"])
        #expect(rewriting(new, removed).rebased(reason: "x").problems.codes == ["SQL418"])
    }

    @Test func `the removed script itself can be restored, and changed again with a reason`() {
        let removed = sum(after: without, from: old.sum)
        let restored = old.check(removed)
        #expect(restored.problems == [])
        #expect(restored.updated.entries.map(\.name) == ["V1__a.sql", "V2__b.sql"])
        let renamed = without.changed { $0["V2__x.sql"] = old.texts["V2__b.sql"] }
        #expect(renamed.check(removed).problems == [])
        let changed = old.changed { $0["V2__b.sql"] = "SELECT 'other';" }
        #expect(changed.check(removed).problems.codes == ["SQL418"])
        let again = rewriting(changed, restored.updated).rebased(reason: "x")
        #expect(again.problems == [])
        #expect(changed.check(again.sum).problems == [])
    }

    @Test func `a new script can't have the version that another had before`() {
        let renamed = old.changed { ($0["V2__b.sql"], $0["V9__b.sql"]) = (nil, $0["V2__b.sql"]) }
        let moved = sum(after: renamed, from: old.sum)
        #expect(renamed.check(moved).problems == [])
        let new = SumRewriting(
            [moved],
            scripts: renamed.changed { $0["V2__new.sql"] = "x" }.scripts,
            in: "sql",
            history: .none
        )
        #expect(
            new.rehashed().problems.map(\.problem) == ["the version was that of a script which has another one now"]
        )
        let back = rewriting(old, moved).rebased(reason: "back")
        #expect(back.problems == [])
        #expect(old.check(back.sum).problems == [])
    }

    @Test func `a script can't be renamed to the version of a removed one`() {
        let removed = sum(after: without, from: old.sum)
        let more = without.changed { $0["V9__c.sql"] = "SELECT 9;" }
        let added = more.check(removed).updated
        let renamed = without.changed { $0["V2__c.sql"] = "SELECT 9;" }
        #expect(rewriting(renamed, added).rebased(reason: "x").problems.codes == ["SQL418"])
    }

    @Test func `a script that takes the place of a removed one at once is its new name`() {
        let replaced = without.changed { $0["V2__c.sql"] = "SELECT 'c';" }
        let result = rewriting(replaced, old.sum).rebased(reason: "x")
        #expect(result.problems == [])
        #expect(replaced.check(result.sum).problems == [])
    }

    @Test func `a baseline or a script of another version is free`() {
        let removed = sum(after: without, from: old.sum)
        let more = without.changed { ($0["B2__all.sql"], $0["V2.1__c.sql"]) = ("SELECT 1;", "SELECT 2;") }
        #expect(more.check(removed).problems == [])
    }
}
