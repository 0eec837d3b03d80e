internal import BorealisDiagnostics
internal import BorealisRehearsal
internal import SQLMigrations
internal import TestSupport
internal import Testing

/// Rehearsals on real servers.
struct RehearsalTests {
    @Test(arguments: [DatabaseEngine.mysql, .postgresql])
    func `Every statement of every script is run once, versions first`(engine: DatabaseEngine) throws {
        let set = rehearsedSet(
            engine,
            [
                ("V1__users.sql", "CREATE TABLE users (id int PRIMARY KEY, name varchar(20));\n"),
                ("V2__rows.sql", "INSERT INTO users VALUES (1, 'a');\n\n  INSERT INTO users VALUES (2, 'b');\n"),
                ("R__names.sql", "CREATE OR REPLACE VIEW names AS SELECT name FROM users WHERE id > 1;\n"),
            ]
        )
        let report = try rehearse(set)
        #expect(report.runs.map(\.start) == [.fresh, .again])
        #expect(report.runs.map { $0.scripts.map(\.name) } == [["V1__users.sql", "V2__rows.sql", "R__names.sql"], []])
        let statements = report.runs[0].scripts.flatMap { script in
            script.statements.map { "\(script.name):\($0.line):\($0.column) \($0.command)" }
        }
        #expect(
            statements == [
                "V1__users.sql:1:1 CREATE TABLE", "V2__rows.sql:1:1 INSERT", "V2__rows.sql:3:3 INSERT",
                "R__names.sql:1:1 CREATE VIEW",
            ]
        )
        #expect(report.runs[0].scripts.allSatisfy { $0.duration >= $0.statements.reduce(.zero) { $0 + $1.duration } })
    }

    @Test
    func `An index is built concurrently, outside of any transaction`() throws {
        let set = rehearsedSet(
            .postgresql,
            [
                ("V1__users.sql", "CREATE TABLE users (id int)"),
                ("V2__index.sql", "CREATE INDEX CONCURRENTLY users_id ON users (id)"),
            ]
        )
        #expect(try rehearse(set).schema.entries.contains { $0.hasPrefix("index public.users_id:") })
    }

    @Test
    func `The statements of a block are run as PL/pgSQL runs them`() throws {
        var scripts = scripts(
            .postgresql,
            [
                (
                    "V1__long.sql",
                    "CREATE TABLE users (id int); INSERT INTO users VALUES (1); SELECT $borealis$x$borealis$;"
                )
            ]
        )
        scripts[0].mode = .block
        let set = RehearsedSet(folder: "sql", engine: .postgresql, name: "main", scripts: scripts)
        #expect(try rehearse(set).runs[0].scripts.map(\.statements.count) == [3])
    }

    @Test
    func `Calls outside of a transaction share no session`() throws {
        let set = rehearsedSet(
            .mysql,
            [("V1__variable.sql", "SET @a = 1; CREATE TABLE b AS SELECT @a + 1 AS c NOT NULL")]
        )
        #expect(throws: Diagnostic.self) { try rehearse(set) }
    }

    @Test
    func `Statements of rows between those of tables are one transaction`() throws {
        let set = rehearsedSet(
            .mysql,
            [
                (
                    "V1__rows.sql",
                    """
                    CREATE TABLE users (id int PRIMARY KEY);
                    INSERT INTO users VALUES (@last := 1);
                    INSERT INTO users VALUES (@last + 1);
                    CREATE TABLE posts (id int)
                    """
                )
            ]
        )
        #expect(try rehearse(set).runs[0].scripts.map(\.statements.count) == [4])
    }

    @Test
    func `A statement that PostgreSQL refuses is shown where the server points to`() throws {
        let set = rehearsedSet(
            .postgresql,
            [
                ("V1__users.sql", "CREATE TABLE users (id int);\n"),
                ("V2__typo.sql", "-- a comment\nSELECT 'ä',\n  nme FROM users;\n"),
            ]
        )
        let diagnostic = #expect(throws: Diagnostic.self) { try rehearse(set) }
        #expect(
            diagnostic
                == Diagnostic(
                    "CLI022",
                    at: Place(file: "sql/V2__typo.sql", line: 3, column: 3),
                    "the server refuses the statement",
                    got: "SQLSTATE 42703: column \"nme\" does not exist",
                    fix: "correct the statement"
                )
        )
    }

    @Test
    func `A statement of a block is shown where the server points to in it`() throws {
        var scripts = scripts(.postgresql, [("V1__typo.sql", "SELECT 1;\nSELECT 'ä',\n  nme FROM pg_class;\n")])
        scripts[0].mode = .block
        let set = RehearsedSet(folder: "sql", engine: .postgresql, name: "main", scripts: scripts)
        let diagnostic = #expect(throws: Diagnostic.self) { try rehearse(set) }
        #expect(diagnostic?.place == Place(file: "sql/V1__typo.sql", line: 3, column: 3))
    }

    @Test
    func `A statement that MariaDB refuses is shown with the line that the server says`() throws {
        let set = rehearsedSet(
            .mysql,
            [("V1__typo.sql", "\n\nCREATE TABLE users (\n  id int,\n  name varchar,,\n);\n")]
        )
        let diagnostic = #expect(throws: Diagnostic.self) { try rehearse(set) }
        #expect(diagnostic?.code == "CLI022")
        #expect(diagnostic?.place == Place(file: "sql/V1__typo.sql", line: 5))
        #expect(diagnostic?.got?.hasPrefix("SQLSTATE 42000 (1064): You have an error in your SQL syntax") == true)
    }

    @Test
    func `What the server says of a password isn't shown`() throws {
        let set = rehearsedSet(.postgresql, [("V1__role.sql", "CREATE ROLE a PASSWORD 'secret' secret")])
        let diagnostic = #expect(throws: Diagnostic.self) { try rehearse(set) }
        #expect(diagnostic?.got == "SQLSTATE 42601 about a password")
    }

    @Test(arguments: [DatabaseEngine.mysql, .postgresql])
    func `An upgrade runs what is new, and what has changed of what is repeatable`(engine: DatabaseEngine) throws {
        let old = [
            ("V1__users.sql", "CREATE TABLE users (id int)"),
            ("R__view.sql", "CREATE OR REPLACE VIEW a AS SELECT 1 AS b"),
        ]
        let new = [
            old[0], ("V2__more.sql", "ALTER TABLE users ADD name int"),
            ("R__view.sql", "CREATE OR REPLACE VIEW a AS SELECT 2 AS b"),
            ("R__x.sql", "CREATE OR REPLACE VIEW c AS SELECT 3 AS d"),
        ]
        let origin = OlderScripts(origin: "v1", scripts: scripts(engine, old))
        let report = try rehearse(rehearsedSet(engine, new), from: origin)
        #expect(report.runs.map(\.start) == [.fresh, .again, .upgrade(from: "v1", scripts: 2)])
        #expect(report.runs[2].scripts.map(\.name) == ["V2__more.sql", "R__view.sql", "R__x.sql"])
    }

    @Test
    func `Roles that scripts make don't hinder an upgrade`() throws {
        let files = [("V1__role.sql", "CREATE ROLE reader")]
        let origin = OlderScripts(origin: "v1", scripts: scripts(.postgresql, files))
        #expect(try rehearse(rehearsedSet(.postgresql, files), from: origin).runs[2].scripts.isEmpty)
    }

    @Test
    func `An upgrade that leaves another schema shows the difference`() throws {
        // The old view stays: what is repeatable is not undone when it goes.
        let old = [
            ("V1__users.sql", "CREATE TABLE users (id int)"),
            ("R__old.sql", "CREATE OR REPLACE VIEW old AS SELECT 1 AS one"),
        ]
        let origin = OlderScripts(origin: "v1", scripts: scripts(.postgresql, old))
        let diagnostic = #expect(throws: Diagnostic.self) {
            try rehearse(rehearsedSet(.postgresql, [old[0]]), from: origin)
        }
        #expect(diagnostic?.code == "CLI024")
        #expect(diagnostic?.got == "2 differences: - empty database, + upgrade")
        #expect(
            diagnostic?.trace.map(\.text) == [
                "+ column public.old.one: 1, integer", "+ view public.old: SELECT 1 AS one;",
            ]
        )
    }

    @Test
    func `A second run that does something is an error`() throws {
        let set = rehearsedSet(
            .postgresql,
            [
                ("R__a.sql", "CREATE OR REPLACE VIEW a AS SELECT 1 AS one"),
                ("R__b.sql", "DELETE FROM borealis.history WHERE script = 'R__a.sql'"),
            ]
        )
        let diagnostic = #expect(throws: Diagnostic.self) { try rehearse(set) }
        #expect(diagnostic?.code == "CLI023")
        #expect(diagnostic?.got == "R__a.sql")
    }

    @Test(arguments: [
        // Removed, put in between, and edited.
        (["V1__a.sql": "SELECT 1"], "V2__b.sql"),
        (["V1__a.sql": "SELECT 1", "V1.1__c.sql": "SELECT 3", "V2__b.sql": "SELECT 2"], "V1.1__c.sql"),
        (["V1__a.sql": "SELECT 1", "V2__b.sql": "SELECT 22"], "V2__b.sql"),
    ])
    func `Scripts that a deploy would refuse are named`(files: [String: String], named: String) throws {
        let old = [("V1__a.sql", "SELECT 1"), ("V2__b.sql", "SELECT 2")]
        let origin = OlderScripts(origin: "v1", scripts: scripts(.postgresql, old))
        let set = rehearsedSet(.postgresql, files.map { ($0.key, $0.value) })
        let diagnostic = #expect(throws: Diagnostic.self) { try rehearse(set, from: origin) }
        #expect(diagnostic?.code == "CLI025")
        #expect(diagnostic?.place == Place(file: "sql/\(named)"))
    }

    @Test
    func `An empty database begins with the baseline, an older one does without`() throws {
        let old = [("V1__a.sql", "CREATE TABLE a (b int)"), ("V2__c.sql", "CREATE TABLE c (d int)")]
        let new =
            old + [
                ("B2__all.sql", "CREATE TABLE a (b int); CREATE TABLE c (d int)"),
                ("V3__e.sql", "CREATE TABLE e (f int)"),
            ]
        let origin = OlderScripts(origin: "v1", scripts: scripts(.postgresql, old))
        let report = try rehearse(rehearsedSet(.postgresql, new), from: origin)
        #expect(
            report.runs.map { $0.scripts.map(\.name) } == [["B2__all.sql", "V3__e.sql"], [], ["V3__e.sql"]]
        )
    }

    private func rehearse(_ set: RehearsedSet, from old: OlderScripts? = nil) throws -> RehearsalReport {
        try Rehearsal(of: set, programs: try programs(set.engine)).run(upgradingFrom: old)
    }
}
