import Foundation
import SQLMigrations
import TestSupport
import Testing

/// What is known of statements without a database; the input of a golden has one statement in each line.
@Suite struct StatementClassTests {
    @Test(arguments: [DatabaseEngine.postgresql, .mysql])
    func `statements of all kinds have their classes`(engine: DatabaseEngine) throws {
        let folder = "Tests/SQLMigrationsTests/Goldens/Classes/"
        let input = try String(
            decoding: Data(contentsOf: PackageFolder.file(folder + engine.rawValue + ".sql")),
            as: UTF8.self
        )
        let lines = input.split(separator: "\n").map { line in
            "\(line)\n    \(StatementClass(ofStatement: String(line), engine: engine).summary)\n"
        }
        Golden(folder + engine.rawValue + ".golden").expect(lines.joined())
    }

    @Test(arguments: [
        "-- one\nCREATE /* two */ INDEX -- three\n i ON users (email)", "create index I on USERS(email)",
        "CREATE INDEX \"i\" ON \"users\" (email)",
    ])
    func `comments, capitals and quotes change nothing`(statement: String) {
        let expected = StatementClass(ofStatement: "CREATE INDEX i ON users (email)", engine: .postgresql)
        #expect(StatementClass(ofStatement: statement, engine: .postgresql) == expected)
    }

    @Test(arguments: ["INSERT", "insert", "Replace", "UPDATE", "delete", "INSERTED", "REPLACES", "DELETE_1", "UPDAT"])
    func `the first word tells the same with a comment before it`(word: String) {
        for engine in [DatabaseEngine.postgresql, .mysql] {
            for rest in [" INTO a VALUES (1)", " a SET password = 1", "", "/**/FROM a", "(", "é"] {
                let kind = StatementClass(ofStatement: word + rest, engine: engine)
                #expect(kind == StatementClass(ofStatement: "/**/" + word + rest, engine: engine))
            }
        }
    }

    @Test func `a name with quotes keeps its capitals and its quotes`() {
        let kind = StatementClass(ofStatement: #"DROP TABLE "My ""Odd"" Table""#, engine: .postgresql)
        #expect(kind.probe == StatementProbe(.table, name: #"My "Odd" Table"#, exists: false))
    }

    @Test func `names of MySQL are not folded`() {
        let kind = StatementClass(ofStatement: "DROP TABLE Blog.`User``s`", engine: .mysql)
        #expect(kind.probe == StatementProbe(.table, schema: "Blog", name: "User`s", exists: false))
    }

    @Test func `the rows of a long list are not read`() {
        let rows = Array(repeating: "(1, 'a;b', NULL)", count: 200_000).joined(separator: ",")
        let clock = ContinuousClock()
        let script = Array("INSERT INTO users VALUES \(rows)".utf8)
        let statement = SQLStatement(range: script.indices, code: script.indices, line: 1, column: 1)
        let duration = clock.measure {
            for _ in 0..<1000 {
                #expect(StatementClass(of: statement, in: script, engine: .mysql).command == "INSERT")
            }
        }
        #expect(duration < .seconds(2))
    }

    @Test(arguments: [DatabaseEngine.postgresql, .mysql])
    func `any beginning of a statement has a class`(engine: DatabaseEngine) throws {
        let file = "Tests/SQLMigrationsTests/Goldens/Classes/\(engine.rawValue).sql"
        let input = try String(decoding: Data(contentsOf: PackageFolder.file(file)), as: UTF8.self)
        for line in input.split(separator: "\n") {
            for length in 1..<line.count {
                let kind = StatementClass(ofStatement: String(line.prefix(length)), engine: engine)
                #expect(!kind.command.hasSuffix("  "))
            }
        }
    }

    @Test func `words in any order have a class`() throws {
        let seed = UInt64.random(in: .min ... .max)
        var generator = SeededGenerator(seed: seed)
        let words =
            [
                "CREATE", "ALTER", "TABLE", "users", "(", ")", ",", "ADD", "COLUMN", "DROP", "INDEX", "ON", "'a'",
                "\"b\"",
            ]
            + [
                "SET", "NOT", "NULL", "DEFAULT", "CONSTRAINT", "CHECK", ".", "AS", "WITH", "SELECT", "DELETE", "@x",
                "1",
            ]
        for _ in 0..<5000 {
            let count = Int.random(in: 1...12, using: &generator)
            let text = (0..<count).compactMap { _ in words.randomElement(using: &generator) }.joined(separator: " ")
            for engine in [DatabaseEngine.postgresql, .mysql] {
                #expect(!StatementClass(ofStatement: text, engine: engine).summary.isEmpty, "seed \(seed): \(text)")
            }
        }
    }
}

extension StatementClass {
    init(ofStatement text: String, engine: DatabaseEngine) {
        let bytes = Array(text.utf8)
        let statement = SQLStatement(range: bytes.indices, code: bytes.indices, line: 1, column: 1)
        self.init(of: statement, in: bytes, engine: engine)
    }

    /// In a line: `CREATE INDEX; ddl, additive, inside; SHARE on users for writes, grows; index users.i is there`.
    var summary: String {
        let parts = [
            command, "\(language.rawValue), \(effect.rawValue), \(transaction.rawValue)", lock?.summary, probe?.summary,
        ]
        return (parts.compactMap(\.self) + (hasSecret ? ["secret"] : [])).joined(separator: "; ")
    }
}

extension StatementLock {
    fileprivate var summary: String {
        "\(name) on \(table ?? "?") blocks \(blocked.rawValue)" + (growsWithTable ? ", grows" : "")
    }
}

extension StatementProbe {
    fileprivate var summary: String {
        let name = [schema, table, name].compactMap(\.self).joined(separator: ".")
        return "\(kind.rawValue) \(name) is \(exists ? "there" : "gone")"
    }
}
