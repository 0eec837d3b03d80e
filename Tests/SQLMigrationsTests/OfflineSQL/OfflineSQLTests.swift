import SQLMigrations
import TestSupport
import Testing

/// The text that a client is given; on real databases it is compared by Tests/OfflineSQL.
@Suite struct OfflineSQLTests {
    private let postgresql = [
        "V1__users.sql": """
        -- borealis:lock-timeout 5s
        -- borealis:timeout 30s
        CREATE TABLE users (id INT, "it's" TEXT);
        INSERT INTO users VALUES (1, 'a;b')
        """,
        "V2__index.sql": "CREATE INDEX CONCURRENTLY i ON users (id);\n",
        "U1__users.sql": "DROP TABLE users;\n",
        "U2__index.sql": "DROP INDEX CONCURRENTLY i;\n",
    ]
    private let mysql = [
        "V1__users.sql": "CREATE TABLE users (id INT);\n",
        "V2__fill.sql": """
        DELIMITER //
        CREATE PROCEDURE fill() BEGIN INSERT INTO users VALUES (1); /* $$ */ END//
        DELIMITER ;
        INSERT INTO users VALUES (2);
        INSERT INTO users VALUES (3);
        ALTER TABLE users ADD COLUMN name TEXT;
        UPDATE users SET name = 'a';
        """,
        "V3__rows.sql": "INSERT INTO users VALUES (4, 'b');\n",
        "U3__rows.sql": "DELETE FROM users WHERE id = 4;\n",
        "R__view.sql": "CREATE OR REPLACE VIEW v AS SELECT 1;\n",
    ]

    @Test func `psql gets transactions, time limits and the history`() throws {
        let set = scriptSet(postgresql)
        let scripts = try OfflineSelection(applying: .all, of: set).scripts
        golden("postgresql").expect(OfflineSQL(of: set).text(applying: scripts))
    }

    @Test func `psql gets what undoes scripts, the newest first`() throws {
        let set = scriptSet(postgresql)
        let range = try #require(VersionRange("..2"))
        let scripts = try OfflineSelection(undoing: range, of: set).scripts
        golden("postgresql-undo").expect(OfflineSQL(of: set).text(undoing: scripts))
    }

    @Test func `mariadb gets delimiters, and transactions where they hold`() throws {
        let set = scriptSet(mysql, engine: .mysql)
        let scripts = try OfflineSelection(applying: .all, of: set).scripts
        golden("mysql").expect(OfflineSQL(of: set).text(applying: scripts))
    }

    @Test func `mariadb gets what undoes scripts`() throws {
        let set = scriptSet(mysql, engine: .mysql)
        let range = try #require(VersionRange("3"))
        let scripts = try OfflineSelection(undoing: range, of: set).scripts
        golden("mysql-undo").expect(OfflineSQL(of: set).text(undoing: scripts))
    }

    @Test(
        arguments: [
            ("SELECT a[x:y]", "SELECT a[x: y]"), ("SELECT a[1:2]", "SELECT a[1: 2]"),
            ("SELECT 1::int", "SELECT 1::int"),
            ("SELECT a[x::int:y::int]", "SELECT a[x::int: y::int]"), ("SELECT a[:'1']", "SELECT a[: '1']"),
            ("SELECT a[:\"b\"]", "SELECT a[: \"b\"]"), ("SELECT ':x', \":x\", $$:x$$, E':x\\':y'", nil),
            ("SELECT a[1 : 2]", nil), ("SELECT 1 -- :x\n, 2 /* :y */ + 3", nil), ("SELECT a[:ö]", "SELECT a[: ö]"),
            ("SELECT f(x := 1)", nil), ("SELECT a[x:]", nil),
            ("SELECT json_object('a':b)", "SELECT json_object('a': b)"),
        ] as [(String, String?)]
    )
    func `psql finds no variable in a statement`(statement: String, expected: String?) throws {
        let set = scriptSet(["V1__a.sql": statement])
        let text = OfflineSQL(of: set).text(applying: set.scripts.scripts)
        #expect(text.contains("\n\(expected ?? statement);\nDELETE FROM borealis.history"), "\(text)")
    }

    @Test(arguments: [("it's", "'it''s'"), ("a\\b", "E'a\\\\b'")])
    func `names reach the history of PostgreSQL as they are`(name: String, literal: String) throws {
        let set = scriptSet(["\(name)/V1__a.sql": "SELECT 1"])
        let text = OfflineSQL(of: set).text(applying: set.scripts.scripts)
        #expect(text.contains(literal.dropLast() + "/V1__a.sql'"), "\(text)")
    }

    @Test func `a name with a line feed doesn't end its comment`() throws {
        let set = scriptSet(["a\nDROP TABLE x;/V1__a.sql": "SELECT 1"], engine: .mysql)
        let text = OfflineSQL(of: set).text(applying: set.scripts.scripts)
        #expect(text.contains("-- a?DROP TABLE x;/V1__a.sql\n"))
    }

    private func golden(_ name: String) -> Golden {
        Golden("Tests/SQLMigrationsTests/Goldens/offline/\(name).sql")
    }
}
