internal import Foundation
internal import TestSupport
internal import Testing

/// Runs of the tool that are ended from outside: no server outlives them, and no folder.
struct KilledRunTests {
    @Test(arguments: [("postgresql", SIGKILL), ("postgresql", SIGINT), ("mysql", SIGKILL), ("mysql", SIGTERM)])
    func `Nothing is left of a run that is ended by a signal`(dialect: String, signal: Int32) throws {
        let run = try EndlessRun(dialect: dialect)
        let server = try run.serverInScript()
        #expect(ServerProcess.isAlive(server))
        kill(run.process.processIdentifier, signal)
        try eventually { try run.folders().isEmpty && !ServerProcess.isAlive(server) }
    }

    #if os(Linux)
    @Test(arguments: [SIGKILL, SIGINT])
    func `What a busy server has of the system is given back`(signal: Int32) throws {
        let run = try EndlessRun(dialect: "postgresql", script: "DO $$ BEGIN LOOP END LOOP; END $$;\n")
        let server = try run.serverInScript()
        try eventually { try run.commands().contains { $0.hasSuffix(" DO") } }
        #expect(try ServerProcess.sharedSegments(of: server) == 1)
        kill(run.process.processIdentifier, signal)
        try eventually { try run.folders().isEmpty }
        #expect(try run.commands().isEmpty)
        #expect(try ServerProcess.sharedSegments(of: server) == 0)
    }
    #endif

    @Test
    func `A server ends with its run also when somebody has removed its folder`() throws {
        let run = try EndlessRun(dialect: "mysql")
        let server = try run.serverInScript()
        try run.moveFolders()
        kill(run.process.processIdentifier, SIGKILL)
        try eventually { !ServerProcess.isAlive(server) }
    }

    @Test
    func `Two runs at once don't meet`() throws {
        let runs = [try EndlessRun(dialect: "postgresql"), try EndlessRun(dialect: "postgresql")]
        let servers = [try runs[0].serverInScript(), try runs[1].serverInScript()]
        #expect(servers[0] != servers[1])
        kill(runs[0].process.processIdentifier, SIGKILL)
        try eventually { !ServerProcess.isAlive(servers[0]) }
        #expect(ServerProcess.isAlive(servers[1]))
        kill(runs[1].process.processIdentifier, SIGKILL)
        try eventually { !ServerProcess.isAlive(servers[1]) }
    }
}

/// A rehearsal of a script that doesn't end.
private struct EndlessRun {
    let process = Process()
    private let files: TemporaryFolder

    init(dialect: String, script: String? = nil) throws {
        files = try TemporaryFolder()
        let script = script ?? (dialect == "mysql" ? "SELECT SLEEP(600);\n" : "SELECT pg_sleep(600);\n")
        try files.write(script, to: "sql/V1__wait.sql")
        try files.write("", to: "temporary/empty")
        // Foundation starts programs with all signals blocked, and a shell doesn't.
        let unblock = """
            import os, signal, sys
            signal.pthread_sigmask(signal.SIG_SETMASK, [])
            os.execv(sys.argv[1], sys.argv[1:])
            """
        let tool = PackageFolder.file(".build/debug/sample-app").path
        process.executableURL = PackageFolder.python
        process.arguments = ["-c", unblock, tool, "migrate", "rehearse", "--scripts", "sql", "--dialect", dialect]
        process.currentDirectoryURL = files.url
        process.environment = ProcessInfo.processInfo.environment.merging(["TMPDIR": files.url("temporary").path]) {
            $1
        }
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
    }

    /// Waits until the server has a connection that runs the script.
    func serverInScript() throws -> pid_t {
        var found: pid_t?
        try eventually {
            guard let folder = try folders().first else { return false }
            let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
            // The socket is there when the server, and no longer what makes its data, has the folder.
            guard names.contains("socket") || names.contains(".s.PGSQL.5432") else { return false }
            found = (try? String(contentsOf: folder.appending(path: "pid"), encoding: .utf8)).flatMap {
                pid_t($0.trimmingCharacters(in: .whitespacesAndNewlines))
            }
            return found != nil
        }
        return try #require(found)
    }

    func moveFolders() throws {
        for folder in try folders() {
            try FileManager.default.moveItem(at: folder, to: files.url("moved-\(folder.lastPathComponent)"))
        }
    }

    /// The command lines of what runs in the folders of servers, by whatever names these have.
    func commands() throws -> [String] {
        let folder = files.url("temporary").resolvingSymlinksInPath().path
        return try FileManager.default.contentsOfDirectory(atPath: "/proc").filter { Int($0) != nil }.compactMap { id in
            let link = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(id)/cwd")
            guard let link, link.hasPrefix("\(folder)/borealis-db-") else { return nil }
            let command = try? String(contentsOfFile: "/proc/\(id)/cmdline", encoding: .utf8)
            return command?.trimmingCharacters(in: CharacterSet(charactersIn: "\0 "))
        }
    }

    /// The folders of servers.
    func folders() throws -> [URL] {
        try files.names(in: "temporary").filter { $0.hasPrefix("borealis-db-") }.map { files.url("temporary/\($0)") }
    }
}

private enum ServerProcess {
    /// How many pieces of shared memory there are that a process has made.
    static func sharedSegments(of id: pid_t) throws -> Int {
        // All of it: what reads a file by its size gets a part.
        let file = try FileHandle(forReadingFrom: URL(filePath: "/proc/sysvipc/shm"))
        let table = String(decoding: try file.readToEnd() ?? Data(), as: UTF8.self)
        // key, shmid, perms, size, cpid
        return table.split(separator: "\n").dropFirst().count { $0.split(separator: " ")[4] == "\(id)" }
    }

    /// A process that has ended and whose end nobody has asked for yet is gone.
    static func isAlive(_ id: pid_t) -> Bool {
        guard kill(id, 0) == 0 else { return false }
        guard let status = try? String(contentsOfFile: "/proc/\(id)/stat", encoding: .utf8) else { return true }
        return status.split(separator: ")").last?.contains("Z") != true
    }
}

/// Keeps its thread: one that is given back while other tests wait for programs may be long in coming.
private func eventually(_ condition: () throws -> Bool) throws {
    for _ in 0..<3000 {
        if try condition() { return }
        usleep(20_000)
    }
    try #require(Bool(false), "it didn't come about within a minute")
}
