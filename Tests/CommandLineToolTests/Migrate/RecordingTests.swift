import Foundation
import TestSupport
import Testing

/// `migrate sum` and `migrate rebase`, in folders of no repository.
@Suite struct RecordingTests {
    private let run: MigrateRun

    init() throws {
        run = try MigrateRun([
            "V1__users.sql": "CREATE TABLE users (id INT);\n", "V2__posts.sql": "CREATE TABLE posts (id INT);\n",
            "R__totals.sql": "CREATE OR REPLACE VIEW totals AS SELECT count(*) FROM users;\n",
        ])
    }

    private func edit() throws {
        try run.sample.write("CREATE TABLE users (id BIGINT);\n", to: "sql/V1__users.sql")
    }

    private var sum: String? { try? run.folder.text("sql/migrations.sum") }

    @Test func `all scripts that run once are recorded`() throws {
        let result = try run("sum")
        #expect(
            (result.status, result.output, result.errors)
                == (0, "recorded sql/V1__users.sql\nrecorded sql/V2__posts.sql\n", "wrote sql/migrations.sum\n")
        )
        let again = try run("sum")
        #expect((again.status, again.output, again.errors) == (0, "", "sql/migrations.sum is up to date\n"))
        #expect(
            try run.folder.names(in: "sql") == ["R__totals.sql", "V1__users.sql", "V2__posts.sql", "migrations.sum"]
        )
    }

    @Test func `what nobody else has is recorded anew without a reason`() throws {
        try run("sum")
        try edit()
        try FileManager.default.removeItem(at: run.folder.url("sql/V2__posts.sql"))
        let result = try run("sum")
        #expect(result.output == "recorded anew: sql/V1__users.sql\nno longer recorded: sql/V2__posts.sql\n")
        #expect(try run("sum", "--check").status == 0)
    }

    @Test func `a check prints the difference and writes nothing`() throws {
        let missing = try run("sum", "--check")
        #expect(missing.status == 2)
        #expect(missing.output.hasPrefix("--- /dev/null\n+++ sql/migrations.sum\n@@ -0,0 +1,3 @@\n+# migrations.sum"))
        #expect(sum == nil)
        try run("sum")
        let before = sum
        try run.sample.write("SELECT 3;\n", to: "sql/V3__more.sql")
        let stale = try run("sum", "--check")
        #expect((stale.status, stale.errors) == (2, ""))
        #expect(stale.output.hasPrefix("--- sql/migrations.sum\n+++ sql/migrations.sum\n@@ -1,3 +1,4 @@\n"))
        #expect(sum == before)
    }

    @Test func `a check says which script was edited`() throws {
        try run("sum")
        try edit()
        let result = try run("sum", "--check")
        #expect((result.status, result.output) == (1, ""))
        #expect(
            result.errors.hasPrefix("sql/V1__users.sql: error[SQL412]: the script was changed after it was recorded")
        )
    }

    @Test func `an edit is accepted with its reason`() throws {
        try run("sum")
        try edit()
        let result = try run("rebase", "--reason", "it was\nnever  run", "sql/V1__users.sql")
        #expect(
            (result.status, result.output, result.errors)
                == (0, "recorded anew: sql/V1__users.sql\n", "wrote sql/migrations.sum\n")
        )
        #expect(sum?.hasSuffix("\tV1__users.sql\tit was never run\n") == true)
        #expect(try run("sum", "--check").status == 0)
        let again = try run("rebase", "--reason", "again")
        #expect((again.status, again.errors) == (0, "sql/migrations.sum is up to date\n"))
    }

    @Test func `only the scripts that are named are accepted`() throws {
        try run("sum")
        let before = sum
        try edit()
        try run.sample.write("CREATE TABLE posts (id BIGINT);\n", to: "sql/V2__posts.sql")
        let result = try run("rebase", "--reason", "why", "V1__users.sql")
        #expect(
            result.errors == """
                sql/V2__posts.sql: error[CLI018]: the script has changed too, and isn't among those that are named
                  fix: restore it, or name it

                """
        )
        let unchanged = try run("rebase", "--reason", "why", "V1__user.sql")
        #expect(
            unchanged.errors == """
                sql/V1__user.sql: error[CLI017]: the script is what was recorded, or was never recorded; \
                expected V1__users.sql, V2__posts.sql
                  fix: leave it out

                """
        )
        #expect((result.status, unchanged.status) == (1, 1))
        #expect(sum == before)
        #expect(try run("rebase", "--reason", "why", "V2__posts.sql", "V1__users.sql").status == 0)
    }

    @Test func `what others have needs a reason`() throws {
        try run("sum")
        let before = sum
        let script = """
            git init --quiet && git add --all && git -c user.name=a -c user.email=a@example.com commit --quiet -m all \
                && git update-ref refs/remotes/origin/main HEAD
            """
        #expect(try ProcessRun(URL(filePath: "/bin/sh"), ["-c", script], in: run.folder.url).status == 0)
        try edit()
        let result = try run("sum")
        #expect(result.status == 1)
        #expect(result.errors.hasPrefix("sql/V1__users.sql: error[SQL412]: "), "\(result.errors)")
        #expect(sum == before)
        #expect(try run("rebase", "--reason", "why").output == "recorded anew: sql/V1__users.sql\n")
        #expect(try run("sum", "--check").status == 0)
    }

    @Test(arguments: [["sum"], ["rebase", "--reason", "why"]])
    func `scripts that can't be read are not taken for removed ones`(arguments: [String]) throws {
        try run("sum")
        let before = sum
        try run.sample.write("SELECT 'open;\n", to: "sql/V2__posts.sql")
        let result = try ProcessRun(
            SampleRun.executable("sample-app"),
            ["migrate"] + arguments,
            in: run.folder.url,
            environment: ["SCRIPTS": "sql"]
        )
        #expect((result.status, result.output) == (1, ""))
        #expect(result.errors.hasPrefix("sql/V2__posts.sql:1:8: error[SQL001]"), "\(result.errors)")
        #expect(result.errors.ranges(of: "error[").count == 1)
        #expect(sum == before)
    }

    @Test(arguments: [["sum"], ["rebase", "--reason", "why"]])
    func `scripts are recorded whatever the checks find in them`(arguments: [String]) throws {
        try run.sample.write("DROP TABLE users;\n", to: "sql/V3__drop.sql")
        #expect(try run("lint").status == 1)
        let result = try ProcessRun(
            SampleRun.executable("sample-app"),
            ["migrate"] + arguments,
            in: run.folder.url,
            environment: ["SCRIPTS": "sql"]
        )
        #expect((result.status, result.errors) == (0, "wrote sql/migrations.sum\n"))
        #expect(sum?.contains("\tV3__drop.sql\n") == true)
        #expect(try run("sum", "--check").status == 0)
    }

    @Test func `a file of another form is not overwritten`() throws {
        try run.sample.write("mine\n", to: "sql/migrations.sum")
        for verb in ["sum", "list"] {
            let result = try run(verb)
            #expect(result.status == 1)
            #expect(result.errors.hasPrefix("sql/migrations.sum:1: error[SQL410]: "), "\(result.errors)")
        }
        #expect(sum == "mine\n")
    }

    @Test func `where the file can't be replaced, it stays`() throws {
        try run("sum")
        let before = sum
        try edit()
        try run.setRights(0o755, of: "")
        try run.setRights(0o555, of: "sql")
        let result = try run.asNobody("sum")
        try run.setRights(0o755, of: "sql")
        #expect(result.errors.hasPrefix("sql: error[CLI016]: the folder can't be written; got permission denied"))
        #expect(result.status == 1)
        #expect(sum == before)
        #expect(try run.folder.names(in: "sql").count == 4)
    }

    @Test func `a reason is needed`() throws {
        #expect(try run("rebase").status == 64)
        #expect(try run("rebase", "--reason", " ").status == 64)
    }
}
