import BorealisDiagnostics
import SQLMigrations
import TemplateDiff
import Testing

/// What a statement is in a table of statements.
@Suite struct StatementLineTests {
    private static func statements(_ text: String, _ engine: DatabaseEngine = .postgresql) -> [ScriptStatement] {
        var old = MigratedStack(scripts: ["V1__a.sql": "SELECT 1;"], engine: engine)
        old.engine = engine
        var stack = old
        stack.scripts["V2__b.sql"] = text
        return stack.difference(from: old).migrations.first?.scripts.first?.statements ?? []
    }

    @Test(arguments: [
        ("SELECT 1", "SELECT 1"),
        ("SELECT\n\t 1 ,2", "SELECT 1 ,2"),
        ("SELECT 1 -- one\n + 2", "SELECT 1 + 2"),
        ("SELECT/* two */2", "SELECT 2"),
        ("SELECT 'a  b'  ||  $$c\n\td$$", #"SELECT 'a  b' || $$c\n\td$$"#),
        ("SELECT '\u{202E}a\u{2028}\u{7F}'", #"SELECT '\u{202E}a\u{2028}\u{7F}'"#),
        ("INSERT INTO t VALUES ('Straße', 'é')", "INSERT INTO t VALUES ('Straße', 'é')"),
    ])
    func `between tokens one space or nothing is left`(_ text: String, _ line: String) {
        #expect(Self.statements(text + ";\n").map(\.text) == [line])
    }

    @Test func `hints of MySQL stay`() {
        let text = "SELECT /*+ MAX_EXECUTION_TIME(9) */ /* all */ * FROM t;"
        #expect(Self.statements(text, .mysql).map(\.text) == ["SELECT /*+ MAX_EXECUTION_TIME(9) */ * FROM t"])
    }

    @Test func `a statement with a password is not shown`() {
        let text = "SELECT 1;\nCREATE ROLE app LOGIN PASSWORD 'hunter2';\n"
        let statements = Self.statements(text)
        #expect(statements.map(\.text) == ["SELECT 1", nil])
        #expect(!"\(statements)".contains("hunter2"))
    }

    @Test(arguments: [
        "SELECT dblink('postgres://app:hunter2@db/blog', 'SELECT 1')", "UPDATE users SET password = 'hunter2'",
        "INSERT INTO keys VALUES ('ghp_hunter2hunter2')",
    ])
    func `a statement whose literal is a secret is not shown`(_ text: String) {
        #expect(Self.statements(text + ";\n").map(\.text) == [nil])
    }

    @Test func `columns that are compared are shown, whatever they are called`() {
        let text = "SELECT 1 FROM a JOIN b ON a.token=b.token WHERE a.password = '' AND a.secret = $1"
        #expect(Self.statements(text + ";\n").map(\.text) == [text])
    }

    @Test func `a statement says where it is and what it does`() {
        let text = "-- all\nSELECT 1;\n  CREATE INDEX i ON users (name);\nDROP TABLE posts;\n"
        let statements = Self.statements(text)
        #expect(statements.map(\.index) == [1, 2, 3])
        #expect(statements.map { [$0.place.line, $0.place.column] } == [[2, 1], [3, 3], [4, 1]])
        #expect(statements.map(\.place.file) == Array(repeating: "sql/main/V2__b.sql", count: 3))
        #expect(statements.map(\.command) == ["SELECT", "CREATE INDEX", "DROP TABLE"])
        #expect(statements.map(\.effect) == ["dml neutral", "ddl additive", "ddl destructive"])
        #expect(statements.map(\.transaction) == ["inside", "inside", "inside"])
        #expect(
            statements.map(\.lock) == [
                nil, "blocks writes to users (SHARE), longer for a larger table",
                "blocks reads and writes of posts (ACCESS EXCLUSIVE)",
            ]
        )
    }
}
