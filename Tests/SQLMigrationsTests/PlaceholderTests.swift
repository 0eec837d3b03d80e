import BorealisDiagnostics
import SQLMigrations
import TestSupport
import Testing

@Suite struct PlaceholderTests {
    private func text(
        _ text: String,
        _ values: [String: PlaceholderValue],
        engine: DatabaseEngine = .postgresql
    ) -> String? {
        let read = MigrationScripts(["V1__a.sql": text], engine: engine, options: ScriptOptions(placeholders: values))
        #expect(read.problems == [])
        return read.scripts.first.map { String(decoding: $0.text.bytes, as: UTF8.self) }
    }

    @Test(arguments: [
        ("SELECT ${a}", "SELECT blog"),
        ("SELECT '${a}', \"${a}\", x_${a}_y, ${a}", "SELECT 'blog', \"blog\", x_blog_y, blog"),
        ("SELECT $f$ ${a} -- ${a} $f$", "SELECT $f$ blog -- blog $f$"), ("${a}${a}", "blogblog"),
        ("SELECT '$${a}' || '${a}'", "SELECT '${a}' || 'blog'"), ("SELECT '$$$${a}${a}'", "SELECT '$$${a}blog'"),
        ("-- ${a} ${b} $${c}\nSELECT ${a} /* ${b} */", "-- ${a} ${b} $${c}\nSELECT blog /* ${b} */"),
        ("SELECT '--', ${a}, '/*', ${a}", "SELECT '--', blog, '/*', blog"),
        (
            "SELECT $${\"k\": 1}$$::json, '${}', '${1}', '${', '{a}', $1 || ${a}",
            "SELECT $${\"k\": 1}$$::json, '${}', '${1}', '${', '{a}', $1 || blog"
        ),
        ("DO $$ BEGIN RAISE '$${a} ${a}'; END $$", "DO $$ BEGIN RAISE '${a} blog'; END $$"),
    ])
    func `a placeholder is replaced wherever it is, but not in comments`(source: String, expected: String) {
        #expect(text(source, ["a": "blog"]) == expected)
    }

    @Test(
        arguments: [
            ("blog", "blog", "blog"), ("eu-west-1", "eu-west-1", "eu-west-1"), (5, "5", "5"), (-7, "-7", "-7"),
            (true, "true", "true"), (.init("2.5"), "2.5", "2.5"), (.init(3), "3", "3"),
            (.init(false), "false", "false"),
            (.literal("it's"), "'it''s'", "'it''s'"), (.literal(#"a\b"#), #"'a\b'"#, #"'a\\b'"#),
            (.literal(""), "''", "''"),
            (.literal("'; DROP TABLE x; --"), "'''; DROP TABLE x; --'", "'''; DROP TABLE x; --'"),
            (.literal(#"\'"#), #"'\'''"#, #"'\\'''"#), (.literal("ü"), "'ü'", "'ü'"),
            (.identifier("we ird"), "\"we ird\"", "`we ird`"), (.identifier("a\"b`c"), "\"a\"\"b`c\"", "`a\"b``c`"),
            (.sql("now() + interval '1 day'"), "now() + interval '1 day'", "now() + interval '1 day'"),
        ] as [(PlaceholderValue, String, String)]
    )
    func `a value is written as its form says`(value: PlaceholderValue, postgreSQL: String, mysql: String) {
        #expect(text("SELECT ${a}", ["a": value]) == "SELECT " + postgreSQL)
        #expect(text("SELECT ${a}", ["a": value], engine: .mysql) == "SELECT " + mysql)
    }

    @Test(arguments: [
        "a b", "", "it's", "a;b", "a--b", "-", "-a", "a-", ".5", "1..2", "ü", "a/b", "a\nb", "x\"", "--1",
    ])
    func `a plain value is a word or a number`(word: String) {
        let options = ScriptOptions(placeholders: ["a": PlaceholderValue(word)])
        let read = MigrationScripts(["V1__a.sql": "SELECT 1 -- ${a}"], options: options)
        #expect(read.problems.map(\.code.rawValue) == ["SQL019", "SQL021"])
        #expect(read.problems.first?.place == Place(file: "Blog.swift", line: 7))
    }

    @Test(
        arguments: [
            (.literal("a\nb"), true, true), (.sql("a\u{0}"), true, true), (.identifier(""), true, true),
            (.identifier(String(repeating: "ä", count: 32)), true, false), (.identifier("a "), false, true),
            (.identifier(String(repeating: "a", count: 64)), true, false),
            (.identifier(String(repeating: "a", count: 65)), true, true), (.sql(""), false, false),
        ] as [(PlaceholderValue, Bool, Bool)]
    )
    func `a value is one line, and a name has the length of names`(
        value: PlaceholderValue,
        postgreSQL: Bool,
        mysql: Bool
    ) {
        let options = ScriptOptions(placeholders: ["a": value])
        for (engine, isRefused) in [(DatabaseEngine.postgresql, postgreSQL), (.mysql, mysql)] {
            let read = MigrationScripts(["V1__a.sql": "SELECT ${a}"], engine: engine, options: options)
            #expect(read.problems.contains { $0.code == "SQL019" } == isRefused)
        }
    }

    @Test func `one without a value is refused with the nearest`() {
        let read = MigrationScripts(
            ["V1__a.sql": "SELECT ${schema},\n  '${shcema}', ${other}, ${flyway:user}, ${ schema }"],
            options: ScriptOptions(placeholders: ["schema": "app"])
        )
        #expect(
            read.printed == [
                """
                sql/V1__a.sql:2:4: error[SQL017]: the placeholder has no value; got ${shcema}, expected ${schema}
                  fix: write ${schema}
                """,
                """
                sql/V1__a.sql:2:16: error[SQL017]: the placeholder has no value; got ${other}, expected ${schema}
                  fix: give the migration a value for it, or write $${other} for the text itself
                """,
                """
                sql/V1__a.sql:2:26: error[SQL017]: the placeholder has no value; got ${flyway:user}, expected ${schema}
                  fix: give it a name of letters, digits and underscores, or write $${flyway:user} for the text itself
                """,
                """
                sql/V1__a.sql:2:42: error[SQL017]: the placeholder has no value; got ${ schema }, expected ${schema}
                  fix: write ${schema}
                """,
            ]
        )
    }

    @Test(arguments: [
        ("'${a}'", PlaceholderValue.literal("x")), ("\"${a}\"", .identifier("x")), ("E'\\n${a}'", .literal("x")),
        ("$$ '${a}' $$", .sql("$$")), ("$f$ ${a}$f$", .literal("$f$")),
    ])
    func `quotes between quotes are refused`(sql: String, value: PlaceholderValue) {
        let options = ScriptOptions(placeholders: ["a": value])
        let read = MigrationScripts(["V1__a.sql": "SELECT \(sql)"], options: options)
        #expect(read.problems.map(\.code.rawValue).contains("SQL018"))
    }

    @Test(
        arguments: [
            ("a > b-${a}", -5), ("a > b-${a} AND c", .init(-5)), ("$$ a-${a} $$", -5), ("'x'-${a}", -5),
            ("E${a}", .literal("x")), ("n${a}", .literal("x")), ("x${a}", .literal("x")), ("U&${a}", .literal("x")),
            ("u&${a}", .identifier("x")), ("_utf8mb4${a}", .literal("x")), ("ä${a}", .literal("x")),
            ("'a'${a}", .literal("x")), ("${a}'a'", .literal("x")), ("${a}${a}", .literal("x")),
            ("${a}${b}", .literal("x")), ("${b}${a}", .literal("x")), ("${a}b", .literal("x")),
            ("b${a}", .identifier("x")),
            ("${a}$$b$$", .literal("x")), ("$$ E${a} $$", .literal("x")), ("$$ 'b ${a} c' $$", .literal("x")),
            ("$a$ $b$ 'b ${a} c' $b$ $a$", .literal("x")), ("$a$ $b$ ${a} $b$ $a$", .sql("$b$")),
            ("E'a'\n${a}", .literal("x")), ("E'a' -- b\n ${a}", .literal("x")), ("$$ E'a'\n${a} $$", .literal("x")),
            ("${a}'a\\'", "E"), ("$$ ${a}'a' $$", "N"),
        ] as [(String, PlaceholderValue)]
    )
    func `a value that would change the SQL around it is refused`(sql: String, value: PlaceholderValue) {
        for engine in [DatabaseEngine.postgresql, .mysql] where engine == .postgresql || !sql.contains("$$") {
            let isForPostgreSQL = sql.contains("$b$") || sql.lowercased().contains("u&") || sql.contains("\\'")
            guard engine == .postgresql || !isForPostgreSQL else { continue }
            let options = ScriptOptions(placeholders: ["a": value, "b": "w"])
            let read = MigrationScripts(["V1__a.sql": "SELECT \(sql)"], engine: engine, options: options)
            #expect(read.problems.contains { $0.code == "SQL018" }, "\(engine)")
        }
    }

    @Test(
        arguments: [
            ("a=${a}", -5), ("a - ${a}", -5), ("a-(${a})", -5), ("'a-${a}'", -5), ("$$ 'a-${a}' $$", -5),
            ("a-${a}", .init(5)), ("(${a},${a})", .literal("x")), ("${a}.${a}", .identifier("x")),
            ("${a}::text||${a}", .literal("x")), ("'a' ${a}", .identifier("x")), ("'a'||${a}", .literal("x")),
            ("$$ ${a} $$", .literal("x")), ("x_${a}_y", "b"), ("'b'${a}", .sql("'x'")), ("a&${a}", .literal("x")),
            ("$f$ 'it' -- don't ${a}\n $f$", .literal("x")),
        ] as [(String, PlaceholderValue)]
    )
    func `a value with something else beside it is put in`(sql: String, value: PlaceholderValue) {
        let options = ScriptOptions(placeholders: ["a": value])
        #expect(MigrationScripts(["V1__a.sql": "SELECT \(sql)"], options: options).problems == [])
    }

    @Test func `why a value can't be where it is is said`() {
        let options = ScriptOptions(placeholders: ["n": -5, "s": .literal("x")])
        #expect(
            MigrationScripts(["V1__a.sql": "SELECT b-${n}, E${s}, E'a'\n${s}"], options: options).printed == [
                """
                sql/V1__a.sql:1:10: error[SQL018]: the value of ${n} would make a comment with the hyphen before it; \
                expected one hyphen
                  fix: put a blank between
                """,
                """
                sql/V1__a.sql:1:17: error[SQL018]: the value of ${s} would become one word or string with what is right \
                beside it; expected a blank or a sign between a value with quotes and words, strings and other values
                  fix: put a blank between, or what is beside it into the value
                """,
                """
                sql/V1__a.sql:2:1: error[SQL018]: the value of ${s} would go on with the string before it; expected no \
                string right before a string
                  fix: write || or a comma between, or make one value of both
                """,
            ]
        )
    }

    @Test(arguments: [
        ("db_password", PlaceholderValue("x")), ("apiKey", "abc"), ("token", .literal("x")),
        ("a", "AKIAIOSFODNN7EXAMPLE"),
        ("a", .literal("{{resolve:secretsmanager:x}}")), ("a", .literal("postgres://me:pw@host/db")),
        ("a", .literal("-----BEGIN PRIVATE KEY-----")),
    ])
    func `a secret is refused, and not shown`(name: String, value: PlaceholderValue) {
        let read = MigrationScripts(
            ["V1__a.sql": "SELECT ${\(name)}"],
            options: ScriptOptions(placeholders: [name: value])
        )
        #expect(
            read.printed == [
                """
                Blog.swift:7: error[SQL020]: placeholder \(name) looks like a secret, and everyone who reads the layer \
                could read it; expected values that anyone may see; a name of a table is an .identifier("…")
                  fix: leave it in Secrets Manager, where the application reads it
                """
            ]
        )
    }

    @Test(arguments: [
        ("password_table", PlaceholderValue.identifier("passwords")), ("token_days", 30), ("secret_arn", "x"),
        ("mail", .literal("https://host/a:b@c")), ("id", "AKIA1"),
    ])
    func `what only names a secret is none`(name: String, value: PlaceholderValue) {
        #expect(text("SELECT ${\(name)}", [name: value]) != nil)
    }

    @Test func `a value that no script uses is a warning, and a name that none can have an error`() {
        let options = ScriptOptions(placeholders: ["schema": "x", "a-b": "y", "used": "z"])
        #expect(
            MigrationScripts(["V1__a.sql": "SELECT ${used} -- ${schema}"], options: options).printed == [
                """
                Blog.swift:7: error[SQL019]: a placeholder has a name that scripts can't have; got a-b, expected letters, \
                digits and underscores; no digit first
                  fix: rename it
                """,
                """
                Blog.swift:7: warning[SQL021]: no script has placeholder schema
                  fix: remove it
                """,
            ]
        )
    }

    @Test func `the checksum is that of the file, but of a repeatable script that of what is run`() {
        let checksums = ["x", "y"].map { value in
            MigrationScripts(
                ["V1__a.sql": "SELECT ${a}", "R__a.sql": "SELECT ${a}"],
                options: ScriptOptions(placeholders: ["a": PlaceholderValue(value)])
            ).scripts
        }
        #expect(checksums[0][0].checksum == checksums[1][0].checksum)
        #expect(checksums[0][1].checksum != checksums[1][1].checksum)
        #expect(checksums[0][0].tokensHash == checksums[1][0].tokensHash)
        #expect(checksums[0][0].text != checksums[1][0].text)
    }

    @Test func `a problem after a value is where it is in the source`() {
        let options = ScriptOptions(placeholders: ["long_name": "x", "s": .literal("a long text")])
        let sources = [
            "SELECT ${long_name}, 'open", "SELECT ${s}, ${long_name}, ${s}, 'open",
            "SELECT ${s},\n ${long_name}, 'open",
            "SELECT '$${s}', ${s}, 'open",
        ]
        for source in sources {
            let read = MigrationScripts(["V1__a.sql": source], options: options)
            let line = source.split(separator: "\n").last.map(String.init) ?? ""
            let column = line.utf8.count - "'open".utf8.count + 1
            #expect(read.problems.first { $0.severity == .error }?.place?.column == column)
        }
    }

    /// Whatever a text is, it says the same in a string as without SQL around it.
    @Test func `no text gets out of its quotes`() {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SeededGenerator(seed: seed)
        let letters = Array("'\"`\\;-/*${}a ")
        for _ in 0..<500 {
            let text = String(
                (0..<Int.random(in: 0...8, using: &random)).compactMap { _ in letters.randomElement(using: &random) }
            )
            for engine in [DatabaseEngine.mysql, .postgresql] {
                for value in [PlaceholderValue.literal(text), .identifier("x" + text + "x")] {
                    let read = MigrationScripts(
                        ["V1__a.sql": "SELECT ${a}, 1; SELECT 2;"],
                        engine: engine,
                        options: ScriptOptions(placeholders: ["a": value])
                    )
                    #expect(read.problems == [], "seed \(seed): \(text)")
                    #expect(read.scripts.first?.statements.count == 2, "seed \(seed): \(text)")
                }
            }
        }
    }
}
