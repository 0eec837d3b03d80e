import AWSConstructs
import BorealisDiagnostics
import Foundation
import SQLMigrations
import TestSupport
import Testing

/// `migrations.sum` with the history that Git has of the scripts.
@Suite struct RecordedHistoryTests {
    private let origin: TestRepository
    private let clone: TestRepository
    private let shared = ["V1__a.sql": "one\n", "V2__b.sql": "two\n"]

    /// V1 and V2 are on `origin/main`, V3 is our own.
    init() throws {
        origin = try TestRepository()
        try Self.commit(shared, to: origin)
        clone = try TestRepository(["clone", "--quiet", origin.path, "."])
        try clone.git(["switch", "--quiet", "--create", "mine"])
        try Self.commit(mine, to: clone)
    }

    private var mine: [String: String] { shared.merging(["V3__c.sql": "three\n"]) { $1 } }

    @Test func `a change of a script that others have is shown, and needs a reason`() {
        let changed = mine.merging(["V1__a.sql": "eins\n"]) { $1 }
        #expect(
            check(changed).problems.map { DiagnosticText().text(of: $0) } == [
                """
                sql/V1__a.sql: error[SQL412]: the script was changed after it was recorded; got SHA-256 b98443f17c84, \
                expected 2c8b08da5ce6, or the change recorded by `migrate rebase` with a reason
                  fix: restore it
                  detail:
                    --- V1__a.sql, recorded
                    +++ V1__a.sql
                    @@ -1 +1 @@
                    -one
                    +eins
                """
            ]
        )
        #expect(rewriting(changed).rehashed().problems.map(\.code.rawValue) == ["SQL412"])
        #expect(rewriting(changed).rebased(reason: "x").problems == [])
    }

    @Test func `a change of a script of our own is recorded without one, also after it was pushed`() throws {
        let changed = mine.merging(["V3__c.sql": "drei\n"]) { $1 }
        for _ in 1...2 {
            #expect(check(changed).problems.map(\.fix) == ["run `migrate sum`"])
            #expect(check(changed).problems.map { $0.detail?.hasSuffix("-three\n+drei") } == [true])
            let result = rewriting(changed).rehashed()
            #expect(result.problems == [])
            #expect(result.sum == MigrationSum(of: scripts(changed).recorded))
            try clone.git(["push", "--quiet", "--set-upstream", "origin", "mine"])
        }
    }

    @Test func `a script that was renamed or removed is shown with its old text`() {
        let changed = ["V1__x.sql": "eins\n", "V3__c.sql": "three\n"]
        let problems = check(changed).problems
        #expect(problems.map(\.code.rawValue) == ["SQL414", "SQL413"])
        #expect(
            problems.map { $0.detail?.split(separator: "\n").suffix(2).joined(separator: " ") } == [
                "-one +eins", "@@ -1 +0,0 @@ -two",
            ]
        )
    }

    @Test func `without a repository a change is refused without its difference`() throws {
        let changed = scripts(mine.merging(["V3__c.sql": "drei\n"]) { $1 })
        let outside = try TemporaryFolder()
        let history = SumHistory(ofFolder: outside.url.path)
        let problems = SumCheck(MigrationSum(of: scripts(mine).recorded), scripts: changed, in: "sql", history: history)
            .problems
        #expect(problems.map(\.code.rawValue) == ["SQL412"])
        #expect(problems.map(\.fix) == ["run `migrate sum`"])
        #expect(problems.map(\.detail) == [nil])
    }

    @Test func `what the upstream branch has without a sum isn't our own`() throws {
        try origin.commit(["sql/migrations.sum": nil, "sql/V3__c.sql": "three\n", "sql/V4__d.sql": "another\n"])
        try clone.git(["fetch", "--quiet"])
        try clone.git(["merge", "--quiet", "--strategy=ours", "--no-edit", "origin/main"])
        let recorded = MigrationSum(of: scripts(mine.merging(["V4__d.sql": "four\n"]) { $1 }).recorded)
        let changed = scripts(mine.mapValues { "-- \($0)SELECT 1" }.merging(["V4__d.sql": "five\n"]) { $1 })
        let check = SumCheck(recorded, scripts: changed, in: "sql", history: history())
        #expect(check.problems.map(\.fix) == ["restore it", "restore it", "restore it", "run `migrate sum`"])
        let rewriting = SumRewriting([recorded], scripts: changed, in: "sql", history: history())
        #expect(
            rewriting.rehashed().problems.map(\.place?.file) == ["sql/V1__a.sql", "sql/V2__b.sql", "sql/V3__c.sql"]
        )
    }

    private func check(_ texts: [String: String]) -> SumCheck {
        SumCheck(MigrationSum(of: scripts(mine).recorded), scripts: scripts(texts), in: "sql", history: history())
    }

    private func rewriting(_ texts: [String: String]) -> SumRewriting {
        SumRewriting([MigrationSum(of: scripts(mine).recorded)], scripts: scripts(texts), in: "sql", history: history())
    }

    private func history() -> SumHistory {
        SumHistory(ofFolder: clone.folder.url("sql").path)
    }

    private func scripts(_ texts: [String: String]) -> MigrationScripts {
        Self.scripts(texts)
    }

    private static func scripts(_ texts: [String: String]) -> MigrationScripts {
        MigrationScripts(texts.map { .init(name: $0, bytes: Array($1.utf8)) }, in: "sql", engine: .mysql)
    }

    private static func commit(_ texts: [String: String], to repository: TestRepository) throws {
        var files = Dictionary(uniqueKeysWithValues: texts.map { ("sql/\($0)", Optional($1)) })
        files["sql/migrations.sum"] = MigrationSum(of: scripts(texts).recorded).text
        try repository.commit(files)
    }
}
