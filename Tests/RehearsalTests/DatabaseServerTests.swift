internal import BorealisDiagnostics
internal import BorealisRehearsal
internal import Foundation
internal import SQLMigrations
internal import TestSupport
internal import Testing

struct DatabaseServerTests {
    @Test(arguments: [DatabaseEngine.mysql, .postgresql])
    func `Servers run side by side, each with a database of its own`(engine: DatabaseEngine) throws {
        let programs = try programs(engine)
        let servers = try (0..<2).map { _ in try DatabaseServer(engine, programs: programs) }
        try servers[0].connection().run("CREATE TABLE mine (a int)")
        #expect(throws: DatabaseFailure.self) { try servers[1].connection().run("DROP TABLE mine") }
        try servers[0].connection().run("DROP TABLE mine")
    }

    @Test(arguments: [DatabaseEngine.mysql, .postgresql])
    func `Several statements in one text are refused`(engine: DatabaseEngine) throws {
        let connection = try SharedServer.connection(to: engine)
        let found = failure { try connection.run("SELECT 1; SELECT 2") }
        guard case .refused(let refusal) = found else {
            Issue.record("\(String(describing: found))")
            return
        }
        #expect(refusal.sqlState == (engine == .mysql ? "42000" : "42601"))
        #expect(try connection.rows("SELECT 1") == [["1"]])
    }

    @Test(arguments: [DatabaseEngine.mysql, .postgresql])
    func `Texts of all sizes go to the server and back`(engine: DatabaseEngine) throws {
        let connection = try SharedServer.connection(to: engine)
        for size in [0, 1, 250, 251, 65_535, 65_536, 0xFF_FFFF - 9, 0xFF_FFFF, 0x100_0000 + 100] {
            let text = String(repeating: "x", count: size)
            #expect(try connection.rows("SELECT '\(text)', NULL") == [[text, nil]])
        }
    }

    @Test
    func `Files are not read by COPY, and the connection goes on`() throws {
        let connection = try SharedServer.connection(to: .postgresql)
        try connection.run("CREATE TABLE lines (a text)")
        #expect(failure { try connection.run("COPY lines FROM STDIN") } != nil)
        try connection.run("COPY lines TO STDOUT")
        #expect(try connection.rows("SELECT count(*) FROM lines") == [["0"]])
    }

    @Test
    func `A procedure's results are read to their end`() throws {
        let connection = try SharedServer.connection(to: .mysql)
        try connection.run("CREATE PROCEDURE two() BEGIN SELECT 1; SELECT 2; END")
        #expect(try connection.rows("CALL two()") == [["1"], ["2"]])
        #expect(try connection.rows("SELECT 3") == [["3"]])
    }

    @Test
    func `A folder without a server says what to install`() throws {
        let folder = try TemporaryFolder()
        let diagnostic = #expect(throws: Diagnostic.self) {
            try ServerPrograms(for: .postgresql, in: folder.url.path)
        }
        #expect(diagnostic?.code == "CLI020")
        #expect(diagnostic?.fix == "install postgresql, or name the folder of its programs with --server-binaries")
    }

    @Test
    func `A server that ends at once shows what it wrote`() throws {
        let folder = try TemporaryFolder()
        try folder.program("initdb", "exit 0")
        try folder.program("postgres", "echo no such luck; exit 3")
        let programs = try ServerPrograms(for: .postgresql, in: folder.url.path)
        let diagnostic = #expect(throws: Diagnostic.self) { try DatabaseServer(.postgresql, programs: programs) }
        #expect(diagnostic?.code == "CLI021")
        #expect(diagnostic?.got == "\(folder.url.path)/postgres: it ended with status 3")
        #expect(diagnostic?.trace.map(\.text) == ["no such luck"])
    }

    @Test
    func `A data directory that can't be made shows why`() throws {
        let folder = try TemporaryFolder()
        try folder.program("initdb", "echo no room; exit 1")
        try folder.program("postgres", "exit 0")
        let programs = try ServerPrograms(for: .postgresql, in: folder.url.path)
        let diagnostic = #expect(throws: Diagnostic.self) { try DatabaseServer(.postgresql, programs: programs) }
        #expect(diagnostic?.got == "\(folder.url.path)/initdb: it ended with status 1")
        #expect(diagnostic?.trace.map(\.text) == ["no room"])
    }
}

extension TemporaryFolder {
    fileprivate func program(_ name: String, _ script: String) throws {
        try write("#!/bin/sh\n\(script)\n", to: name)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: url(name).path)
    }
}
