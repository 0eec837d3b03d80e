import BorealisDiagnostics
import SQLMigrations
import Testing

@Suite struct DirectiveTests {
    @Test(arguments: [
        ("transaction none", "transaction=none"), ("transaction file", "transaction=file"),
        ("timeout 10m", "timeout=600s"), ("timeout 1s", "timeout=1s"), ("timeout 2000ms", "timeout=2s"),
        ("timeout 1h", "timeout=3600s"), ("lock-timeout 5s", "lock-timeout=5000ms"),
        ("lock-timeout 500ms", "lock-timeout=500ms"), ("lock-timeout 1h", "lock-timeout=3600000ms"),
        ("environments prod", "environments=prod"), ("environments prod, eu-1", "environments=prod,eu-1"),
        ("phase expand", "phase=expand"), ("phase \t contract  ", "phase=contract"),
    ])
    func `a directive is read`(words: String, summary: String) {
        let read = MigrationScripts(
            ["V1__a.sql": "-- borealis:\(words)\nSELECT 1;"],
            options: ScriptOptions(environment: "prod")
        )
        #expect(read.problems == [])
        #expect(read.scripts.map(\.directives.summary) == [summary])
    }

    @Test(arguments: [
        "-- borealis:timeout 9s\nSELECT 1;", "--borealis:timeout 9s\nSELECT 1;",
        "  \t--  borealis:timeout 9s\nSELECT 1;",
        "-- Head.\n\n-- borealis:timeout 9s\n\n/* more */\n-- more\nSELECT 1;",
        "/* head */ -- no\n-- borealis:timeout 9s\nSELECT 1; SELECT 2",
        "-- borealis:timeout 9s\n-- migrate:up\nSELECT 1;", "-- +goose Up\n-- borealis:timeout 9s\nSELECT 1;",
    ])
    func `a directive stands anywhere before the first statement`(text: String) {
        let read = MigrationScripts(["1_a.sql": text])
        #expect(read.problems == [])
        #expect(read.scripts.map(\.directives.timeout) == [9])
    }

    @Test(arguments: [
        "-- see borealis:timeout 9s\nSELECT 1", "-- borealis: the northern lights\nSELECT 1",
        "SELECT 'borealis:timeout'", "-- Borealis:timeout 9s\nSELECT 1", "-- borealis:\nSELECT 1",
        "SELECT 1 -- borealis:",
        "SELECT 'a\n-- borealis:timeout 10m\n'", "SELECT $$\n-- borealis:foo\n$$", "SELECT 1 \"\n-- borealis:foo\n\"",
        "/*\n-- borealis:timeout 9s\n*/\nSELECT 1", "/* -- borealis:foo */ SELECT 1", "-- -- borealis:foo\nSELECT 1",
        "SELECT '--borealis:foo'",
    ])
    func `what only mentions one is none`(text: String) {
        let read = MigrationScripts(["V1__a.sql": text])
        #expect(read.problems == [])
        #expect(read.scripts.map(\.directives.summary) == [""])
    }

    @Test(arguments: [
        "SELECT 'a\\'\n-- borealis:timeout 10m\n'", "SELECT \"\n# borealis:foo\n\"", "SELECT '# borealis:foo'",
    ])
    func `what only mentions one on MySQL is none`(text: String) {
        #expect(MigrationScripts(["V1__a.sql": text], engine: .mysql).codes == [])
    }

    /// The server would see two signs, and refuse them.
    @Test func `two dashes without a blank open no comment on MySQL`() {
        let read = MigrationScripts(["V1__a.sql": "--borealis:timeout 9s\nSELECT 1;"], engine: .mysql)
        #expect(read.codes.contains("V1__a.sql:1:3 SQL012"))
    }

    @Test func `an unknown one is refused with the nearest`() {
        #expect(
            MigrationScripts(["V1__a.sql": "\n  -- borealis:lock_timeout 5s\n-- borealis:x\nSELECT 1;"]).printed == [
                """
                sql/V1__a.sql:2:6: error[SQL010]: there is no such directive; got borealis:lock_timeout, expected \
                transaction, timeout, lock-timeout, environments, phase, allow, allow-file
                  fix: write borealis:lock-timeout
                """,
                """
                sql/V1__a.sql:3:4: error[SQL010]: there is no such directive; got borealis:x, expected transaction, \
                timeout, lock-timeout, environments, phase, allow, allow-file
                  fix: write one of these, or the comment without borealis:
                """,
            ]
        )
    }

    @Test(arguments: [
        "timeout", "timeout 10", "timeout 0s", "timeout 10 m", "timeout 1500ms", "timeout 61m", "timeout -5s",
        "timeout 9999999999s", "timeout 5M", "timeout 1h30m", "lock-timeout 0ms", "lock-timeout 2h", "transaction",
        "transaction yes", "transaction FILE", "environments", "environments prod,", "environments prod,prod",
        "environments a b", "phase", "phase shrink", "phase expand,contract", "allow", "allow SQL201",
        "allow SQL201 because", "allow SQL201 \"\"", "allow SQL201 \" \"", "allow \"reason\"",
        "allow sql201 \"reason\"",
        "allow SQL201,SQL202 \"reason\"", "allow SQL201 \"a\" \"b\"", "allow-file SQL201",
    ])
    func `a value that it doesn't take is refused`(words: String) {
        let read = MigrationScripts(["V1__a.sql": "-- borealis:\(words)\nSELECT 1;"])
        #expect(read.codes == ["V1__a.sql:1:4 SQL011"])
    }

    @Test func `what it takes is said, with an example`() {
        #expect(
            MigrationScripts(["V1__a.sql": "-- borealis:timeout 2d\nSELECT 1;"]).printed == [
                """
                sql/V1__a.sql:1:4: error[SQL011]: borealis:timeout doesn't take this; got 2d, expected a time from 1s \
                to 1h, in whole seconds: 90s, 10m
                  fix: write it as in: -- borealis:timeout 10m
                """
            ]
        )
    }

    @Test(arguments: [
        ("SELECT 1;\n-- borealis:timeout 9s\nSELECT 2;", "2:4"), ("SELECT 1;\n-- borealis:phase expand\n", "2:4"),
        ("SELECT\n-- borealis:transaction none\n1;", "2:4"), ("SELECT 1; -- borealis:timeout 9s\n", "1:14"),
        ("/* borealis:timeout 9s */\nSELECT 1;", "1:4"), ("SELECT 1;\n-- borealis:allow SQL101 \"r\"\n", "2:4"),
        ("SELECT 1; -- borealis:allow SQL101 \"r\"\nSELECT 2;", "1:14"),
        ("SELECT 1;\n-- borealis:allow-file SQL101 \"r\"\nSELECT 2;", "2:4"),
        ("-- migrate:up\nSELECT 1;\n-- migrate:down\n-- borealis:phase expand\nSELECT 2;", "4:4"),
        ("-- migrate:up\nSELECT 1;\n-- migrate:down\n-- borealis:environments prod\nSELECT 2;", "4:4"),
    ])
    func `one in the wrong place is refused`(text: String, position: String) {
        let read = MigrationScripts(["1_a.sql": text], options: ScriptOptions(environment: "prod"))
        #expect(read.codes == ["1_a.sql:\(position) SQL012"])
    }

    @Test func `one that is there twice is refused`() {
        let text = "-- borealis:timeout 9s\n-- borealis:phase expand\n-- borealis:timeout 10s\nSELECT 1;"
        #expect(
            MigrationScripts(["V1__a.sql": text]).printed == [
                """
                sql/V1__a.sql:3:4: error[SQL013]: borealis:timeout is there twice; got 10s, and 9s in line 1, expected one
                  fix: remove one of them
                """
            ]
        )
    }

    @Test func `what undoes a script has directives of its own`() throws {
        let read = MigrationScripts([
            "1_a.sql": """
            -- migrate:up
            -- borealis:timeout 10s
            SELECT 1;
            -- migrate:down
            -- borealis:timeout 2m
            -- borealis:lock-timeout 1s
            SELECT 2;
            """
        ])
        #expect(read.problems == [])
        #expect(read.scripts[0].directives.summary == "timeout=10s")
        let undo = try #require(read.scripts[0].undo)
        #expect(undo.directives.summary == "timeout=120s lock-timeout=1000ms")
        #expect(undo.mode == .block)
    }

    @Test func `MySQL has a second form of comment`() {
        let text = "# borealis:timeout 9s\nSELECT 1;"
        #expect(MigrationScripts(["V1__a.sql": text], engine: .mysql).scripts.map(\.directives.timeout) == [9])
    }

    @Test func `a limit has no effect on MySQL`() {
        let text = "-- borealis:timeout 9s\n-- borealis:lock-timeout 2s\nUPDATE a SET b = 1 WHERE c = 2;"
        let read = MigrationScripts(["V1__a.sql": text], engine: .mysql)
        #expect(
            read.printed == [
                """
                sql/V1__a.sql:1:4: warning[SQL024]: borealis:timeout has no effect on MySQL: a statement is given no \
                limits there
                  fix: remove it
                """,
                """
                sql/V1__a.sql:2:4: warning[SQL024]: borealis:lock-timeout has no effect on MySQL: a statement is given no \
                limits there
                  fix: remove it
                """,
            ]
        )
        #expect(MigrationScripts(["V1__a.sql": text]).codes == [])
    }

    @Test func `a baseline has no phase`() {
        #expect(MigrationScripts(["B1__a.sql": "-- borealis:phase expand\nSELECT 1;"]).codes == ["B1__a.sql SQL420"])
        #expect(MigrationScripts(["R__a.sql": "-- borealis:phase contract\nSELECT 1;"]).codes == [])
    }
}

@Suite struct WaiverTests {
    @Test func `a waiver holds for the statement that it stands before, or in`() {
        let read = MigrationScripts([
            "V1__a.sql": """
            -- borealis:allow SQL201 "first"

            -- Words.
            -- borealis:allow SQL301   "first, too"
            DROP TABLE a;
            DROP TABLE b;
            DROP TABLE c
            -- borealis:allow SQL201 "inside"
            CASCADE; -- trailing
            -- borealis:allow SQL201 "last"
            DROP TABLE d
            """
        ])
        #expect(read.codes.filter { $0.contains("SQL01") } == [])
        #expect(
            read.scripts[0].statements.map { $0.waivers.map { "\($0.line) \($0.code) \($0.reason)" } }
                == [["1 SQL201 first", "4 SQL301 first, too"], [], ["8 SQL201 inside"], ["10 SQL201 last"]]
        )
        #expect(read.scripts[0].waivers == [])
    }

    @Test func `a waiver can hold for the whole script`() {
        let read = MigrationScripts([
            "V1__a.sql": """
            -- borealis:allow-file SQL301 "at night"
            -- borealis:allow-file SQL302 "at night"
            DROP TABLE a;
            """
        ])
        #expect(read.codes.filter { $0.contains("SQL01") } == [])
        #expect(read.scripts[0].waivers.map(\.code) == ["SQL301", "SQL302"])
        #expect(read.scripts[0].statements.map(\.waivers) == [[]])
    }
}
