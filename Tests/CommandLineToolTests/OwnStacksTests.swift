import Foundation
import TestSupport
import Testing

/// Our own stacks: their committed output is the reviewable difference and the golden in one.
@Suite struct OwnStacksTests {
    @Test func `the committed output is what the stacks give, each time`() throws {
        let committed = try TemporaryFolder.files(in: PackageFolder.file("out"))
        for _ in 0..<2 {
            let folder = try TemporaryFolder()
            try folder.link("sql", to: PackageFolder.file("sql").path)
            let run = try ProcessRun(SampleRun.executable("stacks"), ["synth"], in: folder.url)
            #expect(run.status == 0, "\(run.errors)")
            let output = try TemporaryFolder.files(in: folder.url("out"))
            #expect(output == committed, "run scripts/synth and look at the difference")
        }
    }

    @Test func `it is the same in another place, time zone, locale and umask, with other file times and rights`() throws
    {
        let folder = try TemporaryFolder()
        for (path, content) in try TemporaryFolder.files(in: PackageFolder.file("sql")) {
            try folder.write(String(decoding: content, as: UTF8.self), to: "sql/\(path)")
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSince1970: 0), .posixPermissions: 0o755],
                ofItemAtPath: folder.url("sql/\(path)").path
            )
        }
        let run = try ProcessRun(
            URL(filePath: "/bin/sh"),
            ["-c", "umask 077; exec \"$0\" synth", SampleRun.executable("stacks").path],
            in: folder.url,
            environment: ["TZ": "Asia/Kathmandu", "LC_ALL": "C"]
        )
        #expect(run.status == 0, "\(run.errors)")
        #expect(
            try TemporaryFolder.files(in: folder.url("out")) == TemporaryFolder.files(in: PackageFolder.file("out"))
        )
    }

    @Test func `an asset is named by what sha256sum says of it`() throws {
        let assets = try TemporaryFolder.files(in: PackageFolder.file("out/assets"))
        #expect(assets.count == 2)
        for name in assets.keys {
            let run = try ProcessRun(
                URL(filePath: "/usr/bin/env"),
                [
                    "python3", "-c",
                    "import hashlib, sys; print(hashlib.sha256(open(sys.argv[1], 'rb').read()).hexdigest())",
                    PackageFolder.file("out/assets/\(name)").path,
                ]
            )
            #expect(run.output == name.replacing(".zip", with: "\n"))
        }
    }
}
