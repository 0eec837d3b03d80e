import AWSConstructs
import BorealisDiagnostics
import Foundation
import SQLMigrations
import TestSupport
import Testing

/// What is dangerous in scripts that were merged long ago is not said again.
@Suite struct SettledScriptsTests {
    private let clone: TestRepository
    private let dropping = "DROP TABLE users;\n"

    /// V1 is on `origin/main`, V2 is our own.
    init() throws {
        let origin = try TestRepository()
        try origin.commit(["sql/V1__a.sql": dropping])
        clone = try TestRepository(["clone", "--quiet", origin.path, "."])
        try clone.git(["switch", "--quiet", "--create", "mine"])
        try clone.commit(["sql/V2__b.sql": dropping])
    }

    private func problems(_ texts: [String: String], in folder: String? = nil) -> [String] {
        let folder = folder ?? clone.folder.url("sql").path
        let files = texts.map { MigrationScripts.File(name: $0, bytes: Array($1.utf8)) }
        return MigrationScripts(files, in: folder, engine: .mysql).settled(inRepositoryOf: folder).problems.map {
            "\($0.place?.file.split(separator: "/").last ?? "") \($0.code.rawValue)"
        }
    }

    @Test func `what a branch adds is checked, and what others have isn't`() {
        #expect(problems(["V1__a.sql": dropping, "V2__b.sql": dropping]) == ["V2__b.sql SQL201"])
    }

    @Test func `a script that was edited since is checked`() {
        #expect(problems(["V1__a.sql": "DROP TABLE posts;\n"]) == ["V1__a.sql SQL201"])
    }

    @Test func `what the Data API refuses is always said`() {
        #expect(problems(["V1__a.sql": dropping, "V3__c.sql": "ROLLBACK;\n"]) == ["V3__c.sql SQL105"])
    }

    @Test func `outside of a repository everything is checked`() throws {
        let outside = try TemporaryFolder()
        #expect(problems(["V1__a.sql": dropping], in: outside.url.path) == ["V1__a.sql SQL201"])
    }
}
