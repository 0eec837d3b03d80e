import BorealisSnapshots
import BorealisTesting
import Foundation
import TestSupport
import Testing

@Suite struct SnapshotTests {
    private let folder: TemporaryFolder
    private let template: StackTemplate

    init() throws {
        folder = try TemporaryFolder()
        template = try synthesize(NetworkStack())
    }

    @Test(arguments: [Recording.all, .failed, .missing])
    func `a snapshot is recorded beside its test, and is then the template`(recording: Recording) throws {
        #expect(
            problem(recording)
                == "recorded FOLDER/Snapshots/DatabaseTests.network.yaml; run again without RECORD_SNAPSHOTS"
        )
        #expect(try folder.text("Snapshots/DatabaseTests.network.yaml") == template.text)
        #expect(problem(.never) == nil)
    }

    @Test func `a snapshot that is missing fails with how to record it`() throws {
        #expect(
            problem(.never) == """
                there is no snapshot FOLDER/Snapshots/DatabaseTests.network.yaml
                  fix: record it with RECORD_SNAPSHOTS=missing
                """
        )
        #expect(try folder.names() == [])
    }

    @Test(arguments: [Recording.missing, .never])
    func `one that differs fails with the difference`(recording: Recording) throws {
        let old = template.text.replacing("10.0.0.0/16", with: "10.1.0.0/16")
        try folder.write(old, to: "Snapshots/DatabaseTests.network.yaml")
        #expect(
            problem(recording) == """
                the snapshot FOLDER/Snapshots/DatabaseTests.network.yaml differs
                --- recorded
                +++ made now
                @@ -3,4 +3,4 @@
                   Network:
                     Type: AWS::EC2::VPC
                     Properties:
                -      CidrBlock: 10.1.0.0/16
                +      CidrBlock: 10.0.0.0/16
                  fix: record it anew with RECORD_SNAPSHOTS=failed
                """
        )
        #expect(try folder.text("Snapshots/DatabaseTests.network.yaml") == old)
    }

    @Test(arguments: [Recording.all, .failed])
    func `one that differs is recorded anew`(recording: Recording) throws {
        try folder.write("old\n", to: "Snapshots/DatabaseTests.network.yaml")
        #expect(problem(recording)?.hasPrefix("recorded ") == true)
        #expect(try folder.text("Snapshots/DatabaseTests.network.yaml") == template.text)
    }

    @Test func `a name tells the snapshots of a file apart`() throws {
        _ = problem(.all, named: "empty")
        #expect(try folder.names(in: "Snapshots") == ["DatabaseTests.empty.yaml"])
    }

    @Test func `files that begin alike have snapshots of their own`() throws {
        for file in ["Blog.Database.swift", "Blog.API.swift", "Blog.swift"] {
            _ = problem(.all, file: file)
        }
        #expect(
            try folder.names(in: "Snapshots") == [
                "Blog.API.network.yaml", "Blog.Database.network.yaml", "Blog.network.yaml",
            ]
        )
    }

    @Test func `a name that leads to another folder is refused`() {
        let words = "the name of a snapshot leads to another folder; got ../old, expected a name without a slash"
        #expect(template.snapshotProblem(named: "../old", file: "/dev/null/ShopTests.swift") == words)
        expectIssue(words) { template.expectSnapshot(named: "../old", file: "/dev/null/ShopTests.swift") }
    }

    @Test func `an expectation fails at its own line`() {
        let words =
            "the snapshot /dev/null/Snapshots/ShopTests.network.yaml can't be read or written; got: not a directory"
        #expect(template.snapshotProblem(file: "/dev/null/ShopTests.swift") == words)
        expectIssue(words) { template.expectSnapshot(file: "/dev/null/ShopTests.swift") }
    }

    private func problem(
        _ recording: Recording,
        named name: String? = nil,
        file: String = "DatabaseTests.swift"
    ) -> String? {
        let snapshot = template.snapshot(named: name, file: folder.url(file).path)
        return snapshot.problem(with: template.text, recording: recording)?.replacing(folder.url.path, with: "FOLDER")
    }
}
