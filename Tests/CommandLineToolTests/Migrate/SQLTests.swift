import TestSupport
import Testing

/// `migrate sql`: what is printed, and when nothing is.
@Suite struct SQLTests {
    private let run: MigrateRun

    init() throws {
        run = try MigrateRun([
            "V1__users.sql": "CREATE TABLE users (id INT);\n", "V2__posts.sql": "CREATE TABLE posts (id INT);\n",
            "U2__posts.sql": "DROP TABLE posts;\n",
        ])
    }

    private func scripts(in sql: String) -> [String] {
        sql.split(separator: "\n").filter { $0.hasPrefix("-- ") && $0.hasSuffix(".sql") }.map {
            String($0.dropFirst(3))
        }
    }

    @Test(
        arguments: [
            ([], ["V1__users.sql", "V2__posts.sql"]), (["1..2"], ["V2__posts.sql"]), (["..1"], ["V1__users.sql"]),
            (["2", "--undo"], ["U2__posts.sql"]),
            (["--scripts", "sql", "--dialect", "mysql"], ["V1__users.sql", "V2__posts.sql"]),
        ] as [([String], [String])]
    )
    func `the scripts of the range are printed`(arguments: [String], expected: [String]) throws {
        let result = try ProcessRun(
            SampleRun.executable("sample-app"),
            ["migrate", "sql"] + arguments,
            in: run.folder.url,
            environment: ["SCRIPTS": "sql"]
        )
        #expect((result.status, result.errors) == (0, ""))
        #expect(scripts(in: result.output) == expected)
    }

    @Test func `scripts with errors are not printed`() throws {
        try run.sample.write("SELECT 'open;\n", to: "sql/V3__open.sql")
        let result = try run("sql")
        #expect((result.status, result.output) == (1, ""))
        #expect(result.errors.hasPrefix("sql/V3__open.sql:1:8: error[SQL"))
    }

    @Test(arguments: [
        (["9"], "sql: error[CLI012]: no script has this version; got 9"),
        (["2..1"], "error[CLI013]: no script is in the range: it ends where it begins, or before; got 2..1"),
        (
            ["..2", "--undo"],
            "sql/V1__users.sql: error[CLI014]: the script has nothing that undoes it; got V1__users.sql"
        ),
    ])
    func `a range that can't be printed is refused`(arguments: [String], problem: String) throws {
        let result = try ProcessRun(
            SampleRun.executable("sample-app"),
            ["migrate", "sql"] + arguments,
            in: run.folder.url,
            environment: ["SCRIPTS": "sql"]
        )
        #expect((result.status, result.output) == (1, ""))
        #expect(result.errors.hasPrefix(problem), "\(result.errors)")
    }

    @Test func `a text that is no range, and undoing everything, are wrong usage`() throws {
        #expect(try run("sql", "a..b").status == 64)
        #expect(try run("sql", "--undo").status == 64)
    }
}
