import BorealisProcesses
import Foundation
import TestSupport
import Testing

@Suite struct ProgramCallTests {
    @Test func `a program is found in PATH and gets its arguments as they are`() throws {
        let finished = try ProgramCall("printf", ["%s|", "a b", "", "$HOME", "ü\n", "*"]).run()
        #expect(finished.ending == .exited(0))
        #expect(finished.isSuccess)
        #expect(String(decoding: finished.output, as: UTF8.self) == "a b||$HOME|ü\n|*|")
        #expect(finished.errors == [])
    }

    @Test func `both streams are kept apart, and the status is told`() throws {
        let finished = try shell("echo out; echo err >&2; exit 7")
        #expect(finished == FinishedProcess.expected(.exited(7), "out\n", "err\n"))
    }

    @Test func `a program that dies of a signal is told from one that ends`() throws {
        #expect(try shell("kill -TERM $$").ending == .killed(15))
    }

    @Test func `more than any pipe holds goes in and comes out`() throws {
        let bytes = (0..<(3 << 20)).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let finished = try ProgramCall("sh", ["-c", "tee /dev/stderr"], input: bytes).run()
        #expect(finished.output == bytes)
        #expect(finished.errors == bytes)
    }

    @Test func `input that nobody reads does no harm`() throws {
        let bytes = [UInt8](repeating: 65, count: 3 << 20)
        #expect(try ProgramCall("true", input: bytes).run().isSuccess)
    }

    @Test func `without input a program finds an end at once`() throws {
        #expect(try ProgramCall("cat").run().output == [])
    }

    @Test func `the environment is ours with the changes`() throws {
        let call = ProgramCall(
            "sh",
            ["-c", "echo $A-${HOME-none}-${PATH:+path}"],
            environment: ["A": "=1", "HOME": nil]
        )
        #expect(String(decoding: try call.run().output, as: UTF8.self) == "=1-none-path\n")
    }

    @Test func `a program that isn't there is told by its name`() {
        #expect(throws: ProcessFailure.notFound("no-such-program")) { try ProgramCall("no-such-program").run() }
        #expect(throws: ProcessFailure.notFound("/no/such")) { try ProgramCall("/no/such").run() }
        #expect(throws: ProcessFailure.notFound("/tmp")) { try ProgramCall("/tmp").run() }
        #expect(throws: ProcessFailure.notFound("")) { try ProgramCall("").run() }
    }

    @Test func `a file that is no program is refused with the system's reason`() throws {
        let folder = try TemporaryFolder()
        try folder.write("no program", to: "file")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.url("file").path)
        let path = folder.url("file").path
        #expect(throws: ProcessFailure.refused(path, reason: "exec format error")) { try ProgramCall(path).run() }
    }

    @Test func `a text that the system would cut off is refused`() {
        #expect(throws: ProcessFailure.refused("echo", reason: "invalid argument")) {
            try ProgramCall("echo", ["a\0b"]).run()
        }
    }

    @Test func `a program that runs too long is killed`() {
        let start = ContinuousClock.now
        #expect(throws: ProcessFailure.timedOut("sleep", limit: .milliseconds(200))) {
            try ProgramCall("sleep", ["60"], limit: .milliseconds(200)).run()
        }
        #expect(ContinuousClock.now - start < .seconds(30))
    }

    @Test func `a program that ends in its time isn't killed`() throws {
        #expect(
            try ProgramCall("sh", ["-c", "sleep 0.1; echo x"], limit: .seconds(60)).run().output == Array("x\n".utf8)
        )
    }

    @Test func `a program that starts another and leaves it behind is waited for, and not the other`() throws {
        let start = ContinuousClock.now
        let finished = try shell("sleep 60 & echo $!")
        #expect(ContinuousClock.now - start < .seconds(30))
        #expect(try ProgramCall("kill", finished.outputWords).run().isSuccess)
    }

    @Test func `a file that we have open isn't open in a program`() throws {
        let folder = try TemporaryFolder()
        try folder.write("x", to: "file")
        let descriptor = open(folder.url("file").path, O_RDONLY)
        defer { close(descriptor) }
        try #require(descriptor > 2)
        #expect(try !ProgramCall("cat", ["/dev/fd/\(descriptor)"]).run().isSuccess)
    }

    @Test func `many programs run at once without mixing what they write`() async throws {
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<50 {
                group.addTask {
                    let finished = try ProgramCall("cat", input: Array("\(number)".utf8)).run()
                    return String(decoding: finished.output, as: UTF8.self) == "\(number)"
                }
            }
            for try await isRight in group { #expect(isRight) }
        }
    }

    @Test func `failures are told in small letters`() {
        #expect(ProcessFailure.notFound("git").explanation == "git is not in PATH")
        #expect(ProcessFailure.refused("git", reason: "x").explanation == "git can't be run: x")
        #expect(
            ProcessFailure.timedOut("git", limit: .seconds(20)).explanation == "git has not ended after 20 seconds"
        )
    }

    private func shell(_ script: String) throws -> FinishedProcess {
        try ProgramCall("sh", ["-c", script]).run()
    }
}

extension FinishedProcess {
    fileprivate var outputWords: [String] {
        String(decoding: output, as: UTF8.self).split(whereSeparator: \.isWhitespace).map(String.init)
    }

    fileprivate static func expected(_ ending: ProcessEnding, _ output: String, _ errors: String) -> FinishedProcess {
        FinishedProcess(ending: ending, output: Array(output.utf8), errors: Array(errors.utf8))
    }
}
