import Foundation
import TestSupport
import Testing

/// `migrate list`: the scripts of a folder, for people and for programs.
@Suite struct ListScriptsTests {
    private static let scripts = [
        "V1__users.sql": "CREATE TABLE users (id INT);\nINSERT INTO users VALUES (1);\n",
        "V2__index.sql": "CREATE INDEX CONCURRENTLY users_id ON users (id);\n",
        "V10__drop.sql": "-- borealis:phase contract\n-- borealis:allow SQL201 \"nobody uses it\"\nDROP TABLE users;\n",
        "U10__drop.sql": "CREATE TABLE users (id INT);\n",
        "R__totals.sql": "CREATE OR REPLACE VIEW totals AS SELECT count(*) FROM users;\n",
        "README.md": "Read me.\n",
        ".V3__hidden.sql": "SELECT 3;\n",
        "2026/V11__last.sql": "CREATE TABLE last (id INT);\n",
    ]

    @Test(arguments: ["txt", "json"])
    func `the scripts are listed in their order, and after them the files that are none`(form: String) throws {
        let run = try MigrateRun(Self.scripts)
        let result = form == "json" ? try run("list", "--json") : try run("list")
        #expect((result.status, result.errors) == (0, ""))
        Golden("Tests/CommandLineToolTests/Goldens/migrate-list.\(form)").expect(result.output)
    }

    @Test func `what is wrong with a script is told, and the others are listed`() throws {
        let run = try MigrateRun(["V1__users.sql": "CREATE TABLE users (id INT);\n", "V2__broken.sql": "SELECT 'a;\n"])
        let result = try run("list")
        #expect(result.status == 1)
        #expect(
            result.output == """
                sql: postgresql, set main
                version  script         description  statements  mode         phase   undo  recorded
                1        V1__users.sql  users                 1  transaction  expand        no

                """
        )
        #expect(result.errors.hasPrefix("sql/V2__broken.sql:1:8: error[SQL"))
    }

    @Test func `what differs from migrations sum is marked`() throws {
        let run = try MigrateRun([
            "V1__users.sql": "CREATE TABLE users (id INT);\n", "V2__posts.sql": "CREATE TABLE posts (id INT);\n",
        ])
        try run("sum")
        try run.sample.write("CREATE TABLE posts (id BIGINT);\n", to: "sql/V2__posts.sql")
        try run.sample.write("SELECT 3;\n", to: "sql/V3__more.sql")
        let rows = try run("list").output.split(separator: "\n").dropFirst(2)
        #expect(rows.map { $0.split(separator: " ").last } == ["yes", "changed", "no"])
    }

    @Test func `a folder without scripts has a list without scripts`() throws {
        let run = try MigrateRun(["README.md": "Read me.\n"])
        let result = try run("list")
        #expect((result.status, result.output) == (1, "sql: postgresql, set main\nno scripts\nno script: README.md\n"))
        #expect(result.errors.contains("error[SQL403]: the folder has no script; got sql with README.md"))
    }

    @Test func `a folder that can't be read is told`() throws {
        let run = try MigrateRun()
        let result = try run("list", "--scripts", "none", "--dialect", "mysql")
        #expect(result.status == 1)
        #expect(result.errors.hasPrefix("none: error[AST001]: a file or folder can't be read; got none: no such file"))
    }

    @Test func `a folder with a file that can't be read is told once, and not called empty`() throws {
        let run = try MigrateRun(["V1__a.sql": "SELECT 1;\n", "V2__b.sql": "SELECT 2;\n"])
        try run.setRights(0o000, of: "sql/V2__b.sql")
        let result = try run.asNobody("list")
        #expect((result.status, result.output) == (1, "sql: postgresql, set main\nnot read\n"))
        #expect(result.errors.split(separator: "\n").count { $0.contains("error[") } == 1, "\(result.errors)")
    }

    @Test func `a file in place of the folder is told once`() throws {
        let run = try MigrateRun()
        try run.sample.write("SELECT 1;\n", to: "sql")
        let result = try run("list")
        #expect(result.status == 1)
        #expect(result.errors.split(separator: "\n").count { $0.contains("error[") } == 1, "\(result.errors)")
    }

    @Test func `a conflict in migrations sum is shown at each script`() throws {
        let run = try MigrateRun(["V1__a.sql": "CREATE TABLE a (id INT);\n"])
        try run("sum")
        let sum = try String(contentsOf: run.folder.url("sql/migrations.sum"), encoding: .utf8)
        try run.sample.write("<<<<<<< ours\n\(sum)=======\n\(sum)>>>>>>> theirs\n", to: "sql/migrations.sum")
        let result = try run("list")
        #expect(result.status == 1)
        #expect(result.output.split(separator: "\n").last?.hasSuffix(" conflict") == true, "\(result.output)")
    }

    @Test func `a line feed in a file's name doesn't end its row`() throws {
        let run = try MigrateRun(["V1__a.sql": "SELECT 1;\n", "x\ny/V2__b.sql": "SELECT 2;\n"])
        let result = try run("list")
        #expect(result.output.contains("  x?y/V2__b.sql  "), "\(result.output)")
        #expect(result.output.split(separator: "\n").count == 4)
    }
}
