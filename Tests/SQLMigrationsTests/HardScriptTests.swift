import SQLMigrations
import Testing

/// Scripts that are as deep or as long as none is: what is recursive, or looks at something twice, doesn't get through.
@Suite struct HardScriptTests {
    private static let million = 1_000_000

    @Test(arguments: [("/*", "*/", "comment"), ("(", ")", "parenthesis")])
    func `postgresql a million deep`(open: String, close: String, opened: String) {
        let head = "SELECT 1; SELECT " + String(repeating: open, count: Self.million)
        let closed = split(head + String(repeating: close, count: Self.million) + "; SELECT 2", .postgresql)
        #expect(closed.problems == [])
        #expect(closed.statements.count == 3)
        let unclosed = split(head, .postgresql)
        #expect(unclosed.problems.map(\.cause) == [.unclosed(opened, expected: close)])
        #expect(unclosed.statements.count == 1)
    }

    @Test func `mysql blocks a million deep`() {
        expectNesting(of: "BEGIN ", closedBy: "END; ", closing: "END", depth: Self.million)
    }

    @Test(arguments: [
        ("IF a THEN ", "END IF; ", "END IF"), ("WHILE 1 DO ", "END WHILE; ", "END WHILE"),
        ("LOOP ", "END LOOP; ", "END LOOP"), ("REPEAT ", "UNTIL 1 END REPEAT; ", "END REPEAT"),
        ("CASE WHEN 1 THEN ", "END CASE; ", "END CASE"), ("BEGIN SELECT CASE WHEN 1 THEN 2 END; ", "END; ", "END"),
    ])
    func `mysql bodies ten thousand deep`(open: String, close: String, closing: String) {
        expectNesting(of: open, closedBy: close, closing: closing, depth: Self.million / 100)
    }

    private func expectNesting(of open: String, closedBy close: String, closing: String, depth: Int) {
        let head = "SELECT 1; CREATE PROCEDURE p() " + String(repeating: open, count: depth)
        let closed = split(head + String(repeating: close, count: depth) + "SELECT 2", .mysql)
        #expect(closed.problems == [])
        #expect(closed.statements.count == 3)
        let unclosed = split(head, .mysql)
        #expect(unclosed.problems.map(\.cause) == [.unclosed("body", expected: closing)])
        #expect(unclosed.statements.count == 1)
    }

    @Test func `mysql expressions a hundred thousand deep`() {
        let depth = Self.million / 10
        let nested =
            String(repeating: "CASE WHEN 1 THEN ", count: depth) + "1" + String(repeating: " END", count: depth)
        let found = split("CREATE FUNCTION f() RETURNS INT RETURN \(nested); SELECT 1;", .mysql)
        #expect(found.problems == [])
        #expect(found.statements.count == 2)
    }

    @Test(arguments: [DatabaseEngine.mysql, .postgresql])
    func `a line of 64 MB`(engine: DatabaseEngine) {
        var bytes = Array("INSERT INTO t VALUES ('".utf8)
        bytes += [UInt8](repeating: UInt8(ascii: "x"), count: 64 << 20)
        let unclosed = StatementSplitter.statements(of: bytes, engine: engine)
        #expect(unclosed.problems.map(\.column) == [23])
        bytes += Array("'); SELECT 1;".utf8)
        let found = StatementSplitter.statements(of: bytes, engine: engine)
        #expect(found.statements.map(\.column) == [1, bytes.count - 8])
        #expect(found.problems == [])
    }

    /// What could be looked for again and again from each of many places.
    @Test(arguments: [
        (DatabaseEngine.postgresql, "$a"), (.postgresql, "E'' -- x\n"), (.postgresql, "\\copy t from stdin "),
        (.postgresql, "$a$b"), (.postgresql, "SELECT 1 \\p\n"), (.postgresql, "/"), (.postgresql, ")"),
        (.mysql, "DELIMITER $\nDELIMITER ;\n"), (.mysql, "x\n DELIMITER $\n"), (.mysql, "SELECT 1\\p"),
        (.mysql, "/*!1"), (.mysql, "`a`'b'\"c\""), (.mysql, "@"), (.mysql, "a;"), (.mysql, "0x"),
    ])
    func `a hundred thousand times the same`(engine: DatabaseEngine, part: String) {
        let clock = ContinuousClock()
        let script = String(repeating: part, count: Self.million / 10)
        let duration = clock.measure { _ = split(script, engine) }
        #expect(duration < .seconds(10))
    }

    @Test func `a delimiter is found in a word of megabytes`() {
        let word = String(repeating: "$a", count: Self.million)
        let found = split("DELIMITER $$\nSELECT \(word)$$ SELECT 1$$", .mysql)
        #expect(found.statements.count == 2)
        #expect(found.problems == [])
    }

    private func split(_ text: String, _ engine: DatabaseEngine) -> StatementSplitter.Result {
        StatementSplitter.statements(of: Array(text.utf8), engine: engine)
    }
}

@Suite struct ForeignBlockTests {
    @Test func `a block of MariaDB is followed, and refused for MySQL`() {
        let text = "BEGIN NOT ATOMIC\n  SELECT 1;\n  SELECT 2;\nEND;"
        let read = MigrationScripts(["V1__a.sql": text], engine: .mysql)
        #expect(read.scripts.map(\.statements.count) == [1])
        #expect(read.codes == ["V1__a.sql:1:1 SQL105"])
    }
}
