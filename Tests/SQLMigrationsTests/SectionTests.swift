import BorealisDiagnostics
import SQLMigrations
import Testing

/// What dbmate and goose write into a script to tell what is run from what undoes it.
@Suite struct SectionTests {
    @Test(arguments: [
        "-- migrate:down\na;\n-- migrate:up\nb", "-- migrate:down\na", "-- +goose Down\na",
        "-- +goose NO TRANSACTION\na",
        "-- migrate:up\na;\n-- migrate:up\nb", "-- +goose Up\na;\n-- +goose Down\nb;\n-- +goose Down\nc",
        "-- migrate:up\na;\n-- +goose Down\nb", "x;\n-- migrate:up\na", "-- migrate:up extra\na",
        "-- migrate:sideways\na",
        "-- migrate:up transaction:maybe\na", "-- +goose Upp\na", "-- +goose\na", "\t-- migrate:down\na",
    ])
    func `parts that can't be told apart are refused, and nothing of them is run`(text: String) {
        let read = MigrationScripts(["1_a.sql": text])
        #expect(read.problems.map(\.code.rawValue) == ["SQL022"])
        #expect(read.scripts.isEmpty)
    }

    @Test func `a wrong mark is refused where it is, with the nearest`() {
        #expect(
            MigrationScripts(["1_a.sql": "-- migrate:up\na;\n-- migrate:dwon\nb"]).printed == [
                """
                sql/1_a.sql:3:4: error[SQL022]: neither dbmate nor goose has such a mark; got migrate:dwon, expected \
                migrate:up, migrate:down, migrate:up transaction:false, +goose Up, +goose Down, +goose NO TRANSACTION, \
                +goose StatementBegin, +goose StatementEnd
                  fix: write -- migrate:down
                """
            ]
        )
    }

    @Test func `values from the environment are refused`() {
        let read = MigrationScripts(["1_a.sql": "-- +goose Up\n-- +goose ENVSUB ON\nSELECT '${x}';\n"])
        #expect(read.codes == ["1_a.sql:2:4 SQL023", "1_a.sql:3:9 SQL017"])
    }

    @Test(arguments: [
        "-- see migrate:up\nSELECT 1", "SELECT 'migrate:up'", "-- the +goose way\nSELECT 1", "SELECT 1 +goose",
        "-- migrate: move the rows\nSELECT 1", "-- migrate:\nSELECT 1", "SELECT '\n-- migrate:down\n'",
        "SELECT $$\n-- +goose Down\n$$", "-- +gooseberries\nSELECT 1", "/*\n-- migrate:down\n*/ SELECT 1",
    ])
    func `what only mentions a mark is none`(text: String) {
        #expect(MigrationScripts(["1_a.sql": text]).problems == [])
    }

    @Test(arguments: [
        ("-- migrate:up", "-- migrate:down"), ("--migrate:up", "--migrate:down"), ("-- +goose Up", "-- +goose Down"),
    ])
    func `a mark in a string or a body doesn't cut the script`(up: String, down: String) throws {
        for (engine, quote) in [(DatabaseEngine.postgresql, "$$"), (.postgresql, "'"), (.mysql, "'")] {
            let text = "\(up)\nSELECT \(quote)\n\(down)\n\(quote);\n\(down)\nSELECT 2;"
            let read = MigrationScripts(["1_a.sql": text], engine: engine)
            #expect(read.problems.filter { $0.severity == .error } == [])
            #expect(read.scripts.map { $0.statements.map(\.statement.line) } == [[2]])
            #expect(read.scripts.map { $0.undo?.statements.map(\.statement.line) } == [[6]])
        }
    }

    @Test func `a part ends where the next one begins, whether its last statement is ended or not`() throws {
        let read = MigrationScripts(["1_a.sql": "--migrate:up\na\n-- migrate:down\nb;\nc"])
        #expect(read.problems == [])
        #expect(read.scripts[0].statements.map { $0.summary(in: read.scripts[0].text) } == ["2:1 a"])
        let undo = try #require(read.scripts[0].undo)
        #expect(undo.statements.map { $0.summary(in: undo.text) } == ["4:1 b", "5:1 c"])
    }

    @Test(arguments: [
        ("-- migrate:up transaction:false\nVACUUM a;", TransactionMode.none, TransactionMode.segments),
        ("-- migrate:up transaction:false\nCREATE TABLE a (b int);", .none, .segments),
        ("-- migrate:up transaction:true\nUPDATE a SET b = 1 WHERE c = 2;", .transaction, .transaction),
        ("-- +goose Up\n-- +goose NO TRANSACTION\nUPDATE a SET b = 1 WHERE c = 2;", .none, .segments),
        ("-- +goose Up\nUPDATE a SET b = 1 WHERE c = 2;", .transaction, .transaction),
    ])
    func `no transaction is none`(text: String, postgreSQL: TransactionMode, mysql: TransactionMode) {
        #expect(MigrationScripts(["1_a.sql": text]).scripts.map(\.mode) == [postgreSQL])
        #expect(MigrationScripts(["1_a.sql": text], engine: .mysql).scripts.map(\.mode) == [mysql])
    }
}
