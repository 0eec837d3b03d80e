import Foundation
import TestSupport
import Testing

/// Our own stacks: their committed output is the reviewable difference and the golden in one.
@Suite struct OwnStacksTests {
    @Test func `the committed output is what the stacks give, each time`() throws {
        let committed = try contents(of: PackageFolder.file("out"))
        for _ in 0..<2 {
            let folder = try TemporaryFolder()
            let run = try ProcessRun(SampleRun.executable("stacks"), ["synth"], in: folder.url)
            #expect(run.status == 0, "\(run.errors)")
            #expect(try contents(of: folder.url("out")) == committed, "run scripts/synth and look at the difference")
        }
    }

    private func contents(of folder: URL) throws -> [String: Data] {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        return try names.reduce(into: [:]) { contents, name in
            contents[name] = try Data(contentsOf: folder.appending(path: name))
        }
    }
}
