import BorealisProcesses
import TestSupport
import Testing

@Suite struct GitUpstreamTests {
    private let origin: TestRepository
    private let clone: TestRepository

    init() throws {
        origin = try TestRepository()
        try origin.commit(["a": "1"])
        clone = try TestRepository(["clone", "--quiet", origin.path, "."])
    }

    private var upstream: GitUpstream? { GitFolder(clone.path)?.upstream() }

    @Test func `without a remote there is none`() {
        #expect(GitFolder(origin.path)?.upstream() == nil)
    }

    @Test func `a branch follows the one that it says`() throws {
        try origin.git(["branch", "develop"])
        try clone.git(["fetch", "--quiet"])
        try clone.git(["switch", "--quiet", "--create", "mine", "--track", "origin/develop"])
        try clone.commit(["b": "2"])
        #expect(upstream == GitUpstream(name: "origin/develop", commit: try clone.git(["rev-parse", "HEAD~1"])))
    }

    @Test func `a branch that is pushed under its own name follows the default branch`() throws {
        try clone.git(["switch", "--quiet", "--create", "mine"])
        try clone.commit(["b": "2"])
        #expect(upstream?.name == "origin/main")
        try clone.git(["push", "--quiet", "--set-upstream", "origin", "mine"])
        #expect(upstream == GitUpstream(name: "origin/main", commit: try clone.git(["rev-parse", "main"])))
    }

    @Test func `the default branch follows itself`() throws {
        try clone.commit(["b": "2"])
        #expect(upstream == GitUpstream(name: "origin/main", commit: try clone.git(["rev-parse", "HEAD~1"])))
    }

    @Test(arguments: ["main", "master"])
    func `where the remote's default isn't known it is main or master`(name: String) throws {
        try clone.git(["switch", "--quiet", "--create", "mine"])
        try clone.git(["update-ref", "refs/remotes/origin/\(name)", "HEAD"])
        try clone.git(["remote", "set-head", "origin", "--delete"])
        if name == "master" { try clone.git(["update-ref", "-d", "refs/remotes/origin/main"]) }
        #expect(upstream?.name == "origin/\(name)")
    }

    @Test func `a branch that is its own only remote branch is followed all the same`() throws {
        try clone.git(["switch", "--quiet", "--create", "mine"])
        try clone.git(["push", "--quiet", "--set-upstream", "origin", "mine"])
        try clone.git(["remote", "set-head", "origin", "--delete"])
        try clone.git(["update-ref", "-d", "refs/remotes/origin/main"])
        #expect(upstream?.name == "origin/mine")
    }

    @Test func `what others have added since is not counted until it is merged`() throws {
        let start = try clone.git(["rev-parse", "HEAD"])
        try clone.git(["switch", "--quiet", "--create", "mine"])
        try clone.commit(["a": "mine"])
        try origin.commit(["a": "theirs"])
        try clone.git(["fetch", "--quiet"])
        #expect(upstream?.commit == start)

        #expect(try clone.attempt(["merge", "origin/main"]).status == 1)
        #expect(upstream?.commit == (try clone.git(["rev-parse", "origin/main"])))
    }

    @Test func `a checkout without a branch follows the default branch`() throws {
        try clone.git(["switch", "--quiet", "--detach"])
        #expect(upstream?.name == "origin/main")
    }
}
