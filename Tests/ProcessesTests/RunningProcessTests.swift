import BorealisProcesses
import Foundation
import TestSupport
import Testing

@Suite struct RunningProcessTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test func `a program runs beside us until it is asked to end, and writes to a file`() throws {
        let process = try start("echo out; echo err >&2; exec sleep 60")
        try wait { try folder.text("log") == "out\nerr\n" }
        #expect(process.isRunning)
        #expect(try process.wait(limit: .milliseconds(20)) == nil)
        process.terminate()
        #expect(try process.wait() == .killed(15))
        #expect(!process.isRunning)
        #expect(try process.wait(limit: .zero) == .killed(15))
        process.kill()
    }

    @Test func `what the program has started ends with it`() throws {
        let process = try start("sleep 60 & echo $!; wait")
        let child = try started()
        #expect(isAlive(child))
        process.kill()
        #expect(try process.wait() == .killed(9))
        try wait { !isAlive(child) }
    }

    @Test func `a program that doesn't want to end is ended`() throws {
        let process = try start("trap '' TERM; echo 1; while true; do sleep 1; done")
        _ = try started()
        #expect(try process.stop(within: .milliseconds(200)) == .killed(9))
    }

    @Test func `a program is asked by the signal that it understands`() throws {
        let process = try start("trap 'exit 3' INT; echo 1; while true; do sleep 0.05; done")
        _ = try started()
        #expect(try process.stop(signal: 2, within: .seconds(30)) == .exited(3))
    }

    @Test func `while one waits another can end it`() throws {
        let process = try start("exec sleep 600")
        Thread.detachNewThread {
            Thread.sleep(forTimeInterval: 0.05)
            process.terminate()
        }
        #expect(try process.wait() == .killed(15))
    }

    @Test func `a program that nothing refers to any more is killed`() throws {
        var process: RunningProcess? = try start("exec sleep 60")
        let identifier = try #require(process?.identifier)
        #expect(isAlive(identifier))
        process = nil
        #expect(!isAlive(identifier))
    }

    @Test func `a program leads a process group of its own and reads nothing`() throws {
        let process = try start("cat; echo $$; exec sleep 60")
        #expect(try started() == process.identifier)
        #expect(getpgid(process.identifier) == process.identifier)
        #expect(getpgid(0) != process.identifier)
    }

    @Test func `a file that can't be written is told`() {
        #expect(throws: ProcessFailure.refused("true", reason: "no such file or directory")) {
            try ProgramCall("true").start(outputTo: "/no/such/folder/log")
        }
    }

    private func start(_ script: String) throws -> RunningProcess {
        try ProgramCall("sh", ["-c", script]).start(outputTo: folder.url("log").path)
    }

    /// The number that it writes first.
    private func started() throws -> Int32 {
        try wait { try folder.text("log").hasSuffix("\n") }
        return try #require(Int32(try folder.text("log").trimmingCharacters(in: .newlines)))
    }

    /// A child of somebody else that has ended may still be there for a while, as a zombie.
    private func isAlive(_ process: Int32) -> Bool {
        guard kill(process, 0) == 0 else { return false }
        guard let state = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8) else { return true }
        return !state.contains(") Z ")
    }

    private func wait(until isTrue: () throws -> Bool) throws {
        let deadline = ContinuousClock.now + .seconds(30)
        while try !isTrue() {
            try #require(ContinuousClock.now < deadline)
            Thread.sleep(forTimeInterval: 0.01)
        }
    }
}
