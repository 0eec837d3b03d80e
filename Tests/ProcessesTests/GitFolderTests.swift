import BorealisProcesses
import Foundation
import TestSupport
import Testing

@Suite struct GitFolderTests {
    private let repository: TestRepository

    init() throws {
        repository = try TestRepository()
        try repository.commit(["sql/blog/V1__a.sql": "one", "sql/other.txt": "x"])
    }

    private var folder: GitFolder? { GitFolder(repository.folder.url("sql/blog").path) }

    @Test func `a folder knows where it is in its repository`() throws {
        let folder = try #require(folder)
        #expect(folder.root == repository.folder.url.resolvingSymlinksInPath().path)
        #expect(folder.prefix == "sql/blog/")
        #expect(GitFolder(repository.path)?.prefix == "")
    }

    @Test func `a folder that is in no repository, or not there, is none`() throws {
        let outside = try TemporaryFolder()
        #expect(GitFolder(outside.url.path) == nil)
        #expect(GitFolder(outside.url("nothing").path) == nil)
    }

    @Test func `a file is read as it was at a revision, whatever bytes it has`() throws {
        let bytes = [UInt8](0...255) + [0, 0, 10]
        try Data(bytes).write(to: repository.folder.url("sql/blog/V2 ü*.sql"))
        try repository.commit(["sql/blog/V1__a.sql": "two"])
        let folder = try #require(folder)
        #expect(folder.content(of: "V2 ü*.sql", at: "HEAD") == bytes)
        #expect(folder.content(of: "V1__a.sql", at: "HEAD~1") == Array("one".utf8))
        #expect(folder.content(of: "V1__a.sql", at: "main") == Array("two".utf8))
        #expect(folder.content(of: "V2 ü*.sql", at: "HEAD~1") == nil)
        #expect(folder.content(of: "", at: "HEAD") == nil)
        #expect(folder.content(of: "V1__a.sql", at: "no-such-revision") == nil)
        #expect(folder.content(of: "V1__a.sql", at: "--help") == nil)
    }

    @Test func `a revision is one commit`() throws {
        let folder = try #require(folder)
        let head = try #require(folder.commit("HEAD"))
        #expect(head.utf8.count == 40)
        #expect(folder.commit(head) == head)
        #expect(folder.commit("^HEAD") == nil)
        #expect(folder.files(at: "^HEAD") { _ in true } == nil)
    }

    @Test func `all wanted files of a revision are read, and links are not`() throws {
        try repository.folder.link("sql/blog/link.sql", to: "V1__a.sql")
        try repository.commit([
            "sql/blog/2026/V3__c d.sql": "three\n\nx", "sql/blog/V2__ü\n.sql": "", "sql/blog/note.txt": "x",
            "sql/blogs/V1.sql": "x",
        ])
        try repository.commit(["sql/blog/V1__a.sql": nil])
        let folder = try #require(folder)
        let files = folder.files(at: "HEAD~1") { $0.hasSuffix(".sql") }
        #expect(files?.map(\.name) == ["2026/V3__c d.sql", "V1__a.sql", "V2__ü\n.sql"])
        #expect(files?.map { String(decoding: $0.bytes, as: UTF8.self) } == ["three\n\nx", "one", ""])
        #expect(folder.files(at: "HEAD~2") { $0.hasSuffix(".sql") }?.map(\.name) == ["V1__a.sql"])
        #expect(folder.files(at: "HEAD~9") { _ in true } == nil)
        #expect(GitFolder(repository.path)?.files(at: "HEAD~2") { _ in true }?.count == 2)
    }

    @Test func `a folder that a revision doesn't have is empty at it`() throws {
        try repository.commit(["new/x.sql": "x"])
        #expect(GitFolder(repository.folder.url("new").path)?.files(at: "HEAD~1") { _ in true } == [])
    }

    @Test func `an old version is found by a test, the newest first`() throws {
        for text in ["two", "one", "three", "two b"] {
            try repository.commit(["sql/blog/V1__a.sql": text])
        }
        try repository.commit(["sql/blog/V1__a.sql": nil])
        let folder = try #require(folder)
        func version(_ isSought: (String) -> Bool) -> String? {
            folder.version(of: "V1__a.sql") { isSought(String(decoding: $0, as: UTF8.self)) }
                .map { String(decoding: $0, as: UTF8.self) }
        }
        #expect(version { $0 == "one" } == "one")
        #expect(version { $0.hasPrefix("two") } == "two b")
        #expect(version { $0 == "never" } == nil)
        #expect(folder.version(of: "V9__x.sql") { _ in true } == nil)
    }

    @Test func `an old version is found on another branch, and in a merge that changed it`() throws {
        try repository.git(["switch", "--quiet", "--create", "other"])
        try repository.commit(["sql/blog/V1__a.sql": "other"])
        try repository.git(["switch", "--quiet", "main"])
        let folder = try #require(folder)
        let other = Array("other".utf8)
        #expect(folder.version(of: "V1__a.sql") { $0 == other } == nil)
        #expect(folder.version(of: "V1__a.sql", in: ["no-such", "other"]) { $0 == other } == other)

        try repository.commit(["sql/blog/V1__a.sql": "main"])
        #expect(try repository.attempt(["merge", "other"]).status == 1)
        try repository.commit(["sql/blog/V1__a.sql": "both"])
        try repository.commit(["sql/blog/V1__a.sql": "later"])
        #expect(folder.version(of: "V1__a.sql") { $0 == Array("both".utf8) } != nil)
    }

    @Test func `the variables that Git sets for a hook are taken away, but not those with settings`() throws {
        let variables = try repository.git(["rev-parse", "--local-env-vars"]).split(separator: "\n").map(String.init)
        #expect(variables.contains("GIT_DIR"))
        for name in variables where !name.hasPrefix("GIT_CONFIG") {
            #expect(Git.environment[name] == .some(nil), "\(name)")
        }
        #expect(!Git.environment.keys.contains { $0.hasPrefix("GIT_CONFIG") })
    }

    @Test func `without Git there is no answer`() {
        #expect(GitFolder(repository.path, program: "no-such-git") == nil)
        #expect(GitFolder(repository.path, program: "false") == nil)
        #expect(GitFolder(repository.path, program: "true") == nil)
    }

    @Test func `a clone without its history answers from what it has`() throws {
        try repository.commit(["sql/blog/V1__a.sql": "two"])
        let clone = try TestRepository(["clone", "--quiet", "--depth=1", "file://\(repository.path)", "."])
        let folder = try #require(GitFolder(clone.folder.url("sql/blog").path))
        #expect(folder.content(of: "V1__a.sql", at: "HEAD~1") == nil)
        #expect(folder.version(of: "V1__a.sql") { $0 == Array("one".utf8) } == nil)
        #expect(folder.version(of: "V1__a.sql") { $0 == Array("two".utf8) } == Array("two".utf8))
        #expect(folder.upstream()?.name == "origin/main")
    }

    @Test func `a repository without a commit has nothing to tell`() throws {
        let empty = try TestRepository()
        let folder = try #require(GitFolder(empty.path))
        #expect(folder.commit("HEAD") == nil)
        #expect(folder.files(at: "HEAD") { _ in true } == nil)
        #expect(folder.version(of: "x") { _ in true } == nil)
        #expect(folder.upstream() == nil)
    }
}
