import Foundation
import TestSupport
import Testing

/// `migrate new` in the folder of a stack, and in one that no stack names.
@Suite struct NewTests {
    private let run: MigrateRun

    init() throws {
        run = try MigrateRun(["V1__users.sql": "CREATE TABLE users (id INT);\n"])
    }

    @Test func `the path of the new script is printed`() throws {
        let result = try run("new", "add orders")
        #expect((result.status, result.output, result.errors) == (0, "sql/V2__add_orders.sql\n", ""))
        #expect(try run.folder.text("sql/V2__add_orders.sql") == "-- add orders\n")
    }

    @Test func `what undoes it is made beside it`() throws {
        #expect(try run("new", "orders", "--undo").output == "sql/V2__orders.sql\nsql/U2__orders.sql\n")
        #expect(try run.folder.names(in: "sql") == ["U2__orders.sql", "V1__users.sql", "V2__orders.sql"])
    }

    @Test func `a version that is a time is that of now in UTC`() throws {
        let formatter = DateFormatter()
        formatter.dateFormat = "yyyyMMddHHmmss"
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(identifier: "UTC")
        let before = formatter.string(from: Date())
        let path = try run("new", "orders", "--timestamp").output
        let after = formatter.string(from: Date())
        let version = String(path.dropFirst("sql/V".count).prefix(14))
        #expect(path == "sql/V\(version)__orders.sql\n")
        #expect((before...after).contains(version))
    }

    @Test func `a repeatable script is made once`() throws {
        #expect(try run("new", "totals", "--repeatable").output == "sql/R__totals.sql\n")
        let again = try run("new", "totals", "--repeatable")
        #expect(
            again.errors == """
                sql/R__totals.sql: error[CLI009]: the file is there already; expected a name that no file has
                  fix: choose another name, or edit the file

                """
        )
        #expect((again.status, again.output) == (1, ""))
    }

    @Test func `a folder that isn't there yet is made`() throws {
        #expect(try run("new", "users", scripts: "db/scripts").output == "db/scripts/V1__users.sql\n")
    }

    @Test func `scripts in folders of the folder count, and those that are wrong too`() throws {
        try run.sample.write("", to: "sql/2026/V7__broken.sql")
        #expect(try run("new", "orders").output == "sql/V8__orders.sql\n")
    }

    @Test func `a folder that no stack names needs no stack`() throws {
        try run.sample.write("SELECT 1;\n", to: "other/007_a.sql")
        let result = try run("new", "b", "--scripts", "other/", "--dialect", "mysql", scripts: "none")
        #expect((result.status, result.output) == (0, "other/008_b.sql\n"))
    }

    @Test(arguments: [
        ("", "a script can't be named so; got an empty name", "say what it does: \"add orders\""),
        ("add orders!", "got add orders!, expected letters of ASCII, digits, blanks", "name it add_orders"),
        ("../up", "got ../up, expected", "name it up"),
        ("größe", "got größe, expected", "name it gr_e"),
        (String(repeating: "x", count: 201), "at most 200", "name it \(String(repeating: "x", count: 200))"),
        ("V7__orders", "the name has a version, and a new script gets the next one; got V7__orders", "name it orders"),
        ("0007_add_orders", "got 0007_add_orders", "name it add_orders"),
    ])
    func `a name that a script can't have is refused with one that it can have`(
        name: String,
        problem: String,
        fix: String
    ) throws {
        let result = try run("new", name)
        #expect(result.status == 1)
        #expect(result.errors.contains("error[CLI008]: "))
        #expect(result.errors.contains(problem), "\(result.errors)")
        #expect(result.errors.hasSuffix("  fix: \(fix)\n"), "\(result.errors)")
        #expect(try run.folder.names(in: "sql") == ["V1__users.sql"])
    }

    @Test func `runs at once make different versions, and none takes the place of another's`() async throws {
        let run = run
        let paths = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<8 { group.addTask { try run("new", "orders", "--undo").output } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        let expected = (2...9).map { "sql/V\($0)__orders.sql\nsql/U\($0)__orders.sql\n" }
        #expect(paths.sorted() == expected)
        #expect(try run.folder.names(in: "sql").count == 17)
    }

    @Test func `where the second file can't be made, the first doesn't stay`() throws {
        try run.sample.write("mine", to: "sql/U2__orders.sql/file")
        let result = try run("new", "orders", "--undo")
        #expect(result.errors.hasPrefix("sql/U2__orders.sql: error[CLI009]: the file is there already"))
        #expect(try run.folder.names(in: "sql") == ["U2__orders.sql", "V1__users.sql"])
    }

    @Test func `a folder that can't be written is refused`() throws {
        try run.setRights(0o755, of: "")
        try run.setRights(0o555, of: "sql")
        let result = try run.asNobody("new", "orders")
        try run.setRights(0o755, of: "sql")
        #expect(
            result.errors == """
                sql: error[CLI016]: the folder can't be written; got permission denied, \
                expected a folder in which files can be made
                  fix: make room or give the rights

                """
        )
        #expect(result.status == 1)
    }

    @Test func `a repeatable script with a version is wrong usage`() throws {
        #expect(try run("new", "totals", "--repeatable", "--timestamp").status == 64)
    }
}
