import Foundation
import TestSupport
import Testing

/// `migrate lint`: findings in each form, and how the run ends.
@Suite struct LintTests {
    private let run: MigrateRun

    init() throws {
        run = try MigrateRun([
            "V1__users.sql": "CREATE TABLE users (id INT);\n",
            "V2__posts.sql": "CREATE TABLE posts (id INT);\n",
            "V02.0__other.sql": "SELECT 1;\n",
            "V3__open.sql": "SELECT 1;\n  SELECT 'open;\n",
            "notes.sql": "SELECT 1;\n",
        ])
    }

    @Test(arguments: ["human", "json", "github", "sarif"])
    func `findings are printed in each form`(form: String) throws {
        let result = try run("lint", "--format", form)
        #expect(result.status == 1)
        #expect(result.errors == (form == "human" ? "5 scripts: 3 errors\n" : ""))
        Golden("Tests/CommandLineToolTests/Goldens/migrate-lint.\(form)").expect(result.output)
    }

    @Test func `only the findings of the scripts that are named are printed`() throws {
        let result = try run("lint", "sql/V1__users.sql", "./sql/V3__open.sql")
        #expect(result.output.hasPrefix("sql/V3__open.sql:2:10: error[SQL"), "\(result.output)")
        #expect((result.status, result.errors) == (1, "2 scripts: 1 error\n"))
        let good = try run("lint", "sql/V1__users.sql")
        #expect((good.status, good.output, good.errors) == (0, "", "1 script: no errors\n"))
    }

    @Test func `a file that is no script is refused`() throws {
        let result = try run("lint", "sql/V1__user.sql")
        #expect(
            result.errors == """
                sql/V1__user.sql: error[CLI015]: it is not among the scripts; expected sql/V02.0__other.sql, \
                sql/V1__users.sql, sql/V2__posts.sql, sql/V3__open.sql, sql/notes.sql
                  fix: say sql/V1__users.sql

                """
        )
        #expect((result.status, result.output) == (1, ""))
    }

    @Test func `warnings are no failure`() throws {
        let run = try MigrateRun([
            "V1__users.sql": "CREATE TABLE users (id INT);\n", "V2__all.sql": "UPDATE users SET id = 1;\n",
        ])
        let result = try run("lint")
        #expect(result.status == 0)
        #expect(result.output.hasPrefix("sql/V2__all.sql:1:1: warning[SQL206]: "), "\(result.output)")
        #expect(result.errors == "2 scripts: no errors, 1 warning\n")
    }

    @Test func `a finding that may pass is none`() throws {
        let run = try MigrateRun([
            "V1__users.sql": "CREATE TABLE users (id INT);\n",
            "V2__all.sql": "-- borealis:allow SQL206 \"there are three\"\nUPDATE users SET id = 1;\n",
        ])
        let result = try run("lint")
        #expect((result.status, result.output, result.errors) == (0, "", "2 scripts: no errors\n"))
    }

    @Test func `a folder is checked without the stack that names it`() throws {
        let result = try run("lint", "--scripts", "sql", "--dialect", "postgresql")
        #expect(result.errors == "5 scripts: 3 errors\n")
    }
}
