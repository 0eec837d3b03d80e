import BorealisSnapshots
import Foundation
import TestSupport
import Testing

@Suite struct SnapshotTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test(arguments: Recording.allCases)
    func `a missing snapshot is recorded in every mode but never`(recording: Recording) throws {
        let problem = problem(with: "new\n", recording)
        #expect(
            problem
                == (recording == .never
                    ? """
                    there is no snapshot FOLDER/new/golden.yaml
                      fix: record it with RECORD_IT=missing
                    """ : recorded)
        )
        #expect((try? text) == (recording == .never ? nil : "new\n"))
    }

    @Test(arguments: Recording.allCases)
    func `one that differs is recorded with failed and all`(recording: Recording) throws {
        try folder.write("one\ntwo\n", to: "new/golden.yaml")
        let isRecorded = recording == .failed || recording == .all
        #expect(
            problem(with: "one\nthree\n", recording)
                == (isRecorded
                    ? recorded
                    : """
                    the snapshot FOLDER/new/golden.yaml differs
                    --- recorded
                    +++ made now
                    @@ -1,2 +1,2 @@
                     one
                    -two
                    +three
                      fix: record it anew with RECORD_IT=failed
                    """)
        )
        #expect(try text == (isRecorded ? "one\nthree\n" : "one\ntwo\n"))
    }

    @Test(arguments: Recording.allCases)
    func `one that is the same fails only a run that records all`(recording: Recording) throws {
        try folder.write("same\n", to: "new/golden.yaml")
        #expect(problem(with: "same\n", recording) == (recording == .all ? recorded : nil))
    }

    @Test func `texts that only Swift takes for the same differ`() throws {
        try folder.write("\u{E9}\n", to: "new/golden.yaml")
        #expect(problem(with: "e\u{301}\n", .failed) == recorded)
        #expect(try text.unicodeScalars.count == 3)
    }

    @Test func `a recording leaves nothing else in the folder`() throws {
        _ = problem(with: "new\n", .missing)
        #expect(try folder.names(in: "new") == ["golden.yaml"])
    }

    @Test func `a snapshot that can't be written fails with the reason`() throws {
        try folder.write("", to: "new")
        let refusal = try #require(problem(with: "new\n", .all))
        #expect(refusal.hasPrefix("the snapshot FOLDER/new/golden.yaml can't be read or written; got: "))
    }

    @Test(arguments: [(nil, .never), ("", .never), ("missing", .missing), ("all", Recording.all)] as [(String?, _)])
    func `the mode is a word, and none compares only`(value: String?, recording: Recording) throws {
        #expect(try Recording(value, of: "RECORD_IT") == recording)
    }

    @Test func `another word is refused`() {
        let error = #expect(throws: Recording.UnknownMode.self) { try Recording("yes", of: "RECORD_IT") }
        #expect(error?.explanation == "RECORD_IT is not a mode; got yes, expected all, failed, missing or never")
    }

    private let recorded = "recorded FOLDER/new/golden.yaml; run again without RECORD_IT"

    private var text: String {
        get throws { try folder.text("new/golden.yaml") }
    }

    private func problem(with text: String, _ recording: Recording) -> String? {
        let snapshot = Snapshot(folder.url("new/golden.yaml").path, recordedBy: "RECORD_IT")
        return snapshot.problem(with: text, recording: recording)?.replacing(folder.url.path, with: "FOLDER")
    }
}
