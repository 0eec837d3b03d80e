import BorealisDiagnostics
import Foundation
import SQLMigrations
import TestSupport
import Testing

/// What Git makes of `migrations.sum`.
@Suite struct SumMergeTests {
    private let common = SumScripts("V1__a.sql", "V2__b.sql")
    private let repository: TestRepository

    init() throws {
        repository = try TestRepository()
        try commit(common)
    }

    @Test(arguments: ["V3__theirs.sql", "V4__theirs.sql"])
    func `two branches that both add a script are in conflict, and the sum that is left can be rewritten`(
        name: String
    ) throws {
        let theirs = common.changed { $0[name] = "theirs" }
        let ours = common.changed { $0["V3__ours.sql"] = "ours" }
        let merge = try merge(theirs, into: ours)
        #expect(merge.status == 1)
        #expect(try repository.git(["diff", "--name-only", "--diff-filter=U"]) == "sql/migrations.sum")

        let bytes = Array(try repository.folder.text("sql/migrations.sum").utf8)
        #expect(throws: Diagnostic.self) { try MigrationSum(reading: bytes, at: "f") }
        let sides = try MigrationSum.sides(of: bytes, at: "f")
        #expect(sides == [ours.sum, theirs.sum])

        let resolved = theirs.changed { $0["V5__ours.sql"] = "ours" }
        let result = SumRewriting(
            sides,
            scripts: resolved.scripts,
            in: "sql",
            history: SumHistory(upstream: theirs, old: theirs)
        ).rehashed()
        #expect(result.problems == [])
        #expect(result.sum == resolved.sum)
    }

    @Test func `a branch that rebases and one that adds a script are in conflict`() throws {
        let edited = common.changed { $0["V1__a.sql"] = "edited" }
        let rebased = SumRewriting([common.sum], scripts: edited.scripts, in: "sql", history: .none).rebased(
            reason: "x"
        )
        let added = common.changed { $0["V3__c.sql"] = "c" }
        try repository.git(["switch", "--quiet", "--create", "ours"])
        try commit(added)
        try repository.git(["switch", "--quiet", "main"])
        try commit(edited, sum: rebased.sum)
        #expect(try repository.attempt(["merge", "ours"]).status == 1)
    }

    @Test func `a branch that doesn't touch the scripts is merged`() throws {
        try repository.git(["switch", "--quiet", "--create", "other"])
        try repository.commit(["README.md": "x"])
        try repository.git(["switch", "--quiet", "main"])
        let added = common.changed { $0["V3__c.sql"] = "c" }
        try commit(added)
        try repository.git(["merge", "--quiet", "other"])
        #expect(try repository.folder.text("sql/migrations.sum") == added.sum.text)
    }

    @Test func `two branches that have taken over the same script are merged`() throws {
        let both = common.changed { $0["V3__c.sql"] = "c" }
        #expect(try merge(both, into: both).status == 0)
        #expect(try repository.folder.text("sql/migrations.sum") == both.sum.text)
    }

    @Test func `a checkout with line ends of Windows changes nothing`() throws {
        let clone = try TestRepository(["clone", "--quiet", "--config", "core.autocrlf=true", repository.path, "."])
        let text = try clone.folder.text("sql/migrations.sum")
        #expect(text.utf8.count { $0 == UInt8(ascii: "\r") } == 3)
        let sum = try MigrationSum(reading: Array(text.utf8), at: "f")
        let scripts = SumScripts(
            try Dictionary(
                uniqueKeysWithValues: common.texts.keys.map { ($0, try clone.folder.text("sql/\($0)")) }
            )
        )
        #expect(scripts.texts != common.texts)
        let check = scripts.check(sum)
        #expect(check.problems == [])
        #expect(!check.isStale)
    }

    private func merge(_ theirs: SumScripts, into ours: SumScripts) throws -> ProcessRun {
        try repository.git(["switch", "--quiet", "--create", "ours"])
        try commit(ours)
        try repository.git(["switch", "--quiet", "main"])
        try commit(theirs)
        try repository.git(["switch", "--quiet", "ours"])
        return try repository.attempt(["merge", "--no-edit", "main"])
    }

    private func commit(_ scripts: SumScripts, sum: MigrationSum? = nil) throws {
        var files = Dictionary(uniqueKeysWithValues: scripts.texts.map { ("sql/\($0)", Optional($1)) })
        files["sql/migrations.sum"] = (sum ?? scripts.sum).text
        try repository.commit(files)
    }
}
