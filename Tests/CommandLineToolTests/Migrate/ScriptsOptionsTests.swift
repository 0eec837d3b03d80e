import TestSupport
import Testing

/// Which scripts a verb takes, and what it says where it can't tell.
@Suite struct ScriptsOptionsTests {
    private let run: MigrateRun

    init() throws {
        run = try MigrateRun(["V1__users.sql": "CREATE TABLE users (id INT);\n"])
    }

    @Test func `the verbs are named where none is given`() throws {
        let result = try run()
        #expect(result.status == 64)
        #expect(result.errors.hasPrefix("Error: name a verb: new"))
    }

    @Test func `an app without scripts is told how to read a folder`() throws {
        let result = try run.sample("migrate", "new", "orders")
        #expect(
            result.errors == """
                error[CLI005]: no stack of the app has scripts; expected a stack with a SchemaMigration
                  fix: add one, or say --scripts FOLDER --dialect postgresql

                """
        )
        #expect(result.status == 1)
    }

    @Test(arguments: [
        ("sqk", "no stack has scripts in the folder; got sqk, expected sql", "say sql"),
        ("elsewhere", "got elsewhere, expected sql", "add --dialect to read a folder that no stack names"),
    ])
    func `a folder that no stack names is refused`(folder: String, problem: String, fix: String) throws {
        let result = try run("new", "orders", "--scripts", folder)
        #expect(result.errors.contains("error[CLI007]: "))
        #expect(result.errors.contains(problem), "\(result.errors)")
        #expect(result.errors.hasSuffix("  fix: \(fix)\n"), "\(result.errors)")
        #expect(result.status == 1)
    }

    @Test func `a stack without scripts is refused`() throws {
        let result = try run("new", "orders", "--stack", "network")
        #expect(
            result.errors == """
                error[CLI007]: the app has no such stack with scripts; got network, expected migrated
                  fix: say migrated

                """
        )
        #expect(try run("new", "orders", "--stack", "migrated").output == "sql/V2__orders.sql\n")
    }

    @Test func `stacks with mistakes of another kind are no hindrance`() throws {
        let result = try ProcessRun(
            SampleRun.executable("sample-app"),
            ["migrate", "new", "orders"],
            in: run.folder.url,
            environment: ["SCRIPTS": "sql", "BREAK": "1"]
        )
        #expect((result.status, result.output, result.errors) == (0, "sql/V2__orders.sql\n", ""))
    }

    @Test(arguments: [["--scripts", ""], ["--dialect", "mysql", "--stack", "migrated"], ["--dialect", "oracle"]])
    func `options that contradict each other are wrong usage`(options: [String]) throws {
        let result = try ProcessRun(
            SampleRun.executable("sample-app"),
            ["migrate", "new", "orders"] + options,
            in: run.folder.url,
            environment: ["SCRIPTS": "sql"]
        )
        #expect(result.status == 64)
    }
}
