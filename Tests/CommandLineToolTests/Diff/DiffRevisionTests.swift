import Foundation
import TestSupport
import Testing

/// Comparisons with the output that was committed.
@Suite struct DiffRevisionTests {
    private let repository: TestRepository

    init() throws {
        repository = try TestRepository()
    }

    @Test func `a revision has the output that was committed with it`() throws {
        try diff("synth")
        try repository.commit(["notes": "1"])
        #expect(try diff("diff", "--against", "git:HEAD").status == 0)
        let text = try repository.folder.text("out/network.template.yaml")
        let edited = text.replacing("EnableDnsSupport: true", with: "EnableDnsSupport: false")
        try repository.commit(["out/network.template.yaml": edited])
        #expect(try diff("diff", "--against", "git:main").status == 2)
        #expect(try diff("diff", "--against", "git:HEAD~1").status == 0)
        try FileManager.default.removeItem(at: repository.folder.url("out"))
        #expect(try diff("diff", "--against", "git:HEAD~1").status == 0, "what is checked out doesn't matter")
    }

    @Test func `a project in a folder of a repository has its own output`() throws {
        try FileManager.default.createDirectory(
            at: repository.folder.url("project"),
            withIntermediateDirectories: true
        )
        try diff("synth", in: "project")
        try repository.commit([:])
        #expect(try diff("diff", "--against", "git:HEAD", in: "project").status == 0)
        let broken = try diff("diff", "--against", "git:HEAD")
        #expect(broken.errors.hasPrefix("HEAD:out/manifest.json: error[DIF030]: there is no output of synth"))
    }

    @Test func `a broken template is told as Git names it`() throws {
        try diff("synth")
        try repository.commit(["out/network.template.yaml": "Resources:\n  Vpc: [\n"])
        let result = try diff("diff", "network", "--against", "git:main")
        #expect(result.status == 1)
        #expect(result.errors.hasPrefix("main:out/network.template.yaml:3:1: error[TPL006]"), "\(result.errors)")
    }

    @Test(arguments: ["git:nowhere", "git:-h", "git:HEAD:out", "git:--all", "git:^HEAD"])
    func `a revision that there is none of is named`(source: String) throws {
        try repository.commit(["notes": "1"])
        let result = try diff("diff", "--against", source)
        #expect(result.status == 1)
        #expect(
            result.errors == """
                error[DIF030]: Git knows no such commit here; got \(source.dropFirst(4)), expected a commit, a branch or a tag
                  fix: check the name, or fetch it: a shallow clone lacks what is older

                """
        )
    }

    @Test func `a revision without output is told`() throws {
        try repository.commit(["notes": "1"])
        let result = try diff("diff", "--against", "git:main")
        #expect(result.status == 1)
        #expect(
            result.errors == """
                main:out/manifest.json: error[DIF030]: there is no output of synth; got no such file, \
                expected the manifest that synth writes
                  fix: commit the output of synth, or name another revision

                """
        )
    }

    @discardableResult
    private func diff(_ arguments: String..., in folder: String = "") throws -> ProcessRun {
        try ProcessRun(SampleRun.executable("sample-app"), arguments, in: repository.folder.url(folder))
    }
}
