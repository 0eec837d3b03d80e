import Foundation
import TestSupport
import Testing

/// `migrate statements`: how a script is understood.
@Suite struct StatementsTests {
    private let run: MigrateRun

    init() throws {
        run = try MigrateRun([
            "V1__users.sql": """
            -- Users; all of them
            CREATE TABLE users (id INT PRIMARY KEY, name TEXT);
              INSERT INTO users VALUES (1, 'a;b'); UPDATE users SET name = 'ö';

            ALTER TABLE users DROP COLUMN name;
            """,
            "V2__index.sql": "CREATE INDEX CONCURRENTLY users_id ON users (id);\n",
            "U2__index.sql": "DROP INDEX CONCURRENTLY users_id;\n",
        ])
    }

    @Test(arguments: ["txt", "json"])
    func `each statement is told with its place, class and lock`(form: String) throws {
        let script = "sql/V1__users.sql"
        let result = form == "json" ? try run("statements", script, "--json") : try run("statements", script)
        #expect((result.status, result.errors) == (0, ""))
        Golden("Tests/CommandLineToolTests/Goldens/migrate-statements.\(form)").expect(result.output)
    }

    @Test func `offset and length are those of the statement in the file`() throws {
        let json = try run("statements", "./sql/V1__users.sql", "--json").output
        let object = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
        let text = Array(try run.folder.text("sql/V1__users.sql").utf8)
        let pieces = try #require(object["statements"] as? [[String: Any]]).map { statement in
            let offset = statement["offset"] as? Int ?? 0
            return String(decoding: text[offset..<(offset + (statement["length"] as? Int ?? 0))], as: UTF8.self)
        }
        #expect(
            pieces == [
                "CREATE TABLE users (id INT PRIMARY KEY, name TEXT)", "INSERT INTO users VALUES (1, 'a;b')",
                "UPDATE users SET name = 'ö'", "ALTER TABLE users DROP COLUMN name",
            ]
        )
    }

    @Test func `what undoes a script is read as such`() throws {
        let result = try run("statements", "sql/U2__index.sql")
        #expect(result.output.hasPrefix("sql/U2__index.sql: 1 statement of postgresql, mode none\n"))
        #expect(result.status == 0)
    }

    @Test func `what undoes a script in the same file is told after it`() throws {
        try run.sample.write("-- migrate:up\nSELECT 1;\n-- migrate:down\nSELECT 2;\nSELECT 3;\n", to: "other/1_a.sql")
        let text = try run("statements", "other/1_a.sql", "--dialect", "mysql").output
        #expect(text.hasPrefix("other/1_a.sql: 1 statement of mysql, and 2 to undo it, mode transaction\n"))
        let json = try run("statements", "other/1_a.sql", "--dialect", "mysql", "--json").output
        #expect(
            json.contains(
                "\"undo\": {\n    \"mode\": \"transaction\",\n    \"statements\": [\n      {\n        \"index\": 1,"
            )
        )
    }

    @Test func `standard input is read to its end`() throws {
        let input = String(repeating: "SELECT 1;\n", count: 20_000)
        let result = try run("statements", "-", "--dialect", "mysql", "--json", input: input)
        #expect(
            result.output.hasPrefix("{\n  \"file\": \"-\",\n  \"dialect\": \"mysql\",\n  \"mode\": \"transaction\",")
        )
        #expect(result.output.contains("\"index\": 20000,\n      \"line\": 20000,"))
    }

    @Test func `a script that can't be split is told with its line and column`() throws {
        let result = try run("statements", "-", "--dialect", "postgresql", input: "SELECT 1;\nSELECT 'a;\n")
        #expect(result.status == 1)
        #expect(result.errors.hasPrefix("-:2:8: error[SQL"), "\(result.errors)")
    }

    @Test(arguments: [
        ("-", "standard input: error[CLI010]: no stack has this script, so that its engine isn't known"),
        ("other.sql", "other.sql: error[CLI010]: no stack has this script, so that its engine isn't known"),
        ("none.sql", "none.sql: error[CLI011]: it can't be read; got no such file or directory"),
        ("sql", "sql: error[CLI011]: it can't be read; got is a directory"),
    ])
    func `a file of no stack needs a dialect, and every file must be there`(file: String, problem: String) throws {
        try run.sample.write("SELECT 1;\n", to: "other.sql")
        let result = try run("statements", file)
        #expect((result.status, result.output) == (1, ""))
        #expect(result.errors.hasPrefix(problem), "\(result.errors)")
    }

    @Test func `a file that may not be read is refused`() throws {
        try run.sample.write("SELECT 1;\n", to: "other.sql")
        try run.setRights(0o755, of: "")
        try run.setRights(0o000, of: "other.sql")
        let result = try run.asNobody("statements", "other.sql", "--dialect", "mysql")
        #expect(result.errors.hasPrefix("other.sql: error[CLI011]: it can't be read; got permission denied"))
        #expect(result.status == 1)
    }
}
