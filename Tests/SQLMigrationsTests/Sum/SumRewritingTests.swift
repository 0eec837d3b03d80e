import BorealisDiagnostics
import SQLMigrations
import Testing

@Suite struct SumRewritingTests {
    private let upstream = SumScripts("V1__a.sql", "V2__b.sql")
    private let local = SumScripts("V1__a.sql", "V2__b.sql", "V3__c.sql", "V4__d.sql")

    @Test func `scripts that only we have are recorded as they are`() {
        let changed = local.changed { ($0["V3__c.sql"], $0["V4__d.sql"], $0["V5__d.sql"]) = ("new", nil, "x") }
        let result = rewriting(changed, [local.sum]).rehashed()
        #expect(result.problems == [])
        #expect(result.sum == changed.sum)
        #expect(result.rebases == [])
    }

    @Test(arguments: [
        ("V1__a.sql", "edited", "SQL412"), ("V1__a.sql", nil, "SQL413"), ("V0__new.sql", "new", "SQL415"),
    ])
    func `a change of what others have needs a reason`(name: String, text: String?, code: String) {
        let changed = local.changed { $0[name] = text }
        let result = rewriting(changed, [local.sum]).rehashed()
        #expect(result.problems.codes == [code])
        #expect(result.problems.allSatisfy { $0.fix != "run `migrate sum`" })
    }

    @Test func `a change with a reason is recorded, and stays allowed`() throws {
        let changed = local.changed {
            ($0["V1__a.sql"], $0["V2__b.sql"], $0["V2__x.sql"]) = ("new", nil, $0["V2__b.sql"])
        }
        let old = local.sum.entries
        let result = rewriting(changed, [local.sum]).rebased(reason: "nobody\nhas run it")
        #expect(result.problems == [])
        #expect(
            result.rebases == [
                Rebase(
                    "V1__a.sql",
                    checksum: old[0].checksum,
                    change: .edited(checksum: changed.sum.entries[0].checksum),
                    reason: "nobody has run it"
                ),
                Rebase(
                    "V2__b.sql",
                    checksum: old[1].checksum,
                    change: .renamed("V2__x.sql", checksum: old[1].checksum),
                    reason: "nobody has run it"
                ),
            ]
        )
        #expect(result.sum == MigrationSum(of: changed.scripts.recorded, rebases: result.rebases))
        #expect(changed.check(result.sum).problems == [])

        let later = changed.changed { $0["V3__c.sql"] = "newer" }
        let rehashed = rewriting(later, [result.sum]).rehashed()
        #expect(rehashed.problems == [])
        #expect(rehashed.sum == MigrationSum(of: later.scripts.recorded, rebases: result.rebases))
    }

    @Test func `a removal with a reason is recorded`() {
        let changed = local.changed { $0["V1__a.sql"] = nil }
        let result = rewriting(changed, [local.sum]).rebased(reason: "x")
        let checksum = local.sum.entries[0].checksum
        #expect(result.rebases == [Rebase("V1__a.sql", checksum: checksum, change: .removed, reason: "x")])
        #expect(changed.check(result.sum).problems == [])
    }

    @Test func `a change and its way back are two reasons`() {
        let changed = local.changed { $0["V1__a.sql"] = "new" }
        let there = rewriting(changed, [local.sum]).rebased(reason: "x")
        let back = rewriting(local, [there.sum]).rebased(reason: "x")
        let again = rewriting(changed, [back.sum]).rebased(reason: "x")
        #expect(again.sum.rebases.count == 3)
        #expect(again.problems == [])
        #expect(rewriting(changed, [again.sum]).rehashed().problems == [])
    }

    @Test func `no reason makes databases run a script that comes too late`() {
        let changed = local.changed { $0["V1.5__x.sql"] = "x" }
        let result = rewriting(changed, [local.sum]).rebased(reason: "x")
        #expect(result.problems.codes == ["SQL415"])
        #expect(result.rebases == [])
    }

    @Test func `a change of our own gets a reason where one is given`() {
        let changed = local.changed { $0["V4__d.sql"] = "x" }
        let result = rewriting(changed, [local.sum]).rebased(reason: "deployed by me")
        #expect(result.rebases.map(\.script) == ["V4__d.sql"])
        #expect(result.problems == [])
    }

    @Test func `a sum that was changed by hand together with a script is compared with the upstream one`() {
        let forged = local.changed { $0["V1__a.sql"] = "x" }
        #expect(rewriting(forged, [forged.sum]).rehashed().problems.codes == ["SQL412"])
        let rebased = rewriting(forged, [forged.sum]).rebased(reason: "x")
        #expect(rebased.rebases.map(\.checksum) == [local.sum.entries[0].checksum])
        #expect(rewriting(forged, [rebased.sum]).rehashed().problems == [])
    }

    @Test func `after a conflict our script gets a higher version, and all reasons of both sides are kept`() {
        let theirs = upstream.changed { $0["V3__theirs.sql"] = "theirs" }
        let checksum = local.sum.entries[0].checksum
        let reasons = ["common", "ours", "theirs"].map {
            Rebase("V0.sql", checksum: checksum, change: .removed, reason: $0)
        }
        let sides = [local.sum(reasons[0], reasons[1]), theirs.sum(reasons[0], reasons[2])]
        let merged = SumScripts(local.texts.merging(theirs.texts) { $1 })
            .changed { ($0["V3__c.sql"], $0["V5__c.sql"]) = (nil, $0["V3__c.sql"]) }
        let result = SumRewriting(
            sides,
            scripts: merged.scripts,
            in: "sql",
            history: SumHistory(upstream: theirs, old: theirs)
        ).rehashed()
        #expect(result.problems == [])
        #expect(
            result.sum.entries.map(\.name) == ["V1__a.sql", "V2__b.sql", "V3__theirs.sql", "V4__d.sql", "V5__c.sql"]
        )
        #expect(Set(result.sum.rebases) == Set(reasons))
        #expect(result.sum.rebases.count == 3)
    }

    @Test func `without an upstream branch nobody else has a script`() {
        let changed = local.changed { $0["V1__a.sql"] = "x" }
        let result = SumRewriting([local.sum], scripts: changed.scripts, in: "sql", history: .none).rehashed()
        #expect(result.problems == [])
        #expect(result.sum == changed.sum)
        let rebased = SumRewriting([local.sum], scripts: changed.scripts, in: "sql", history: .none).rebased(
            reason: "x"
        )
        #expect(rebased.rebases.count == 1)
        #expect(rebased.problems == [])
    }

    @Test func `what others have without a line for it needs a reason, also for a second change`() {
        let history = SumHistory(upstream: upstream, old: upstream, isRecorded: false)
        let changed = local.changed { $0["V1__a.sql"] = "x" }
        let first = SumRewriting([local.sum], scripts: changed.scripts, in: "sql", history: history)
        #expect(first.rehashed().problems.codes == ["SQL412"])
        let rebased = first.rebased(reason: "x")
        #expect(rebased.problems == [])
        let again = changed.changed { $0["V1__a.sql"] = "y" }
        let second = SumRewriting([rebased.sum], scripts: again.scripts, in: "sql", history: history)
        #expect(second.rehashed().problems.codes == ["SQL412"])
        #expect(again.check(rebased.sum, history: history).problems.map(\.fix) == ["restore it"])
        #expect(SumRewriting([], scripts: again.scripts, in: "sql", history: history).rehashed().problems == [])
    }

    @Test func `a script with findings is recorded`() {
        let dropping = local.changed { $0["V4__d.sql"] = "DROP TABLE a;" }
        #expect(dropping.scripts.problems.contains { $0.severity == .error })
        let result = rewriting(dropping, [local.sum]).rehashed()
        #expect(result.problems == [])
        #expect(result.sum == dropping.sum)
    }

    @Test func `a script that can't be read is recorded by neither`() {
        let unclosed = local.changed { $0["V4__d.sql"] = "SELECT 'a" }
        #expect(rewriting(unclosed, [local.sum]).rehashed().problems.codes == ["SQL001"])
        #expect(rewriting(unclosed, [local.sum]).rebased(reason: "x").problems.codes == ["SQL001"])
    }

    @Test func `of two scripts with the same version none is recorded`() {
        let twice = local.changed { $0["V04__x.sql"] = "x" }
        #expect(rewriting(twice, [local.sum]).rehashed().problems.codes == ["SQL402"])
        #expect(twice.check(local.sum).problems == [])
        #expect(!twice.check(local.sum).isStale)
    }

    @Test func `lines in a wrong order are put right`() {
        var sum = local.sum
        sum.entries.swapAt(0, 1)
        let result = rewriting(local, [sum]).rehashed()
        #expect(result.problems == [])
        #expect(result.sum == local.sum)
    }

    private func rewriting(_ scripts: SumScripts, _ sums: [MigrationSum]) -> SumRewriting {
        SumRewriting(
            sums,
            scripts: scripts.scripts,
            in: "sql",
            history: SumHistory(upstream: upstream, old: local)
        )
    }
}
