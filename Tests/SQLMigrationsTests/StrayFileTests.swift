import BorealisDiagnostics
import SQLMigrations
import Testing

/// Files that are no scripts here, whatever they are to others.
@Suite struct StrayFileTests {
    @Test func `a name that fits no pattern is refused with the nearest one`() {
        #expect(
            MigrationScripts(["deep/orders.sql": "x"]).printed == [
                """
                sql/deep/orders.sql: error[SQL401]: the name of the script has no version that could order it; got \
                orders.sql, expected V<version>__<name>.sql, <version>_<name>.sql or v<version>.sql; R__<name>.sql, \
                U<version>__<name>.sql, B<version>__<name>.sql or <script>.down.sql
                  fix: name it V<version>__orders.sql
                """
            ]
        )
    }

    @Test(arguments: ["schema.sql", "structure.sql"])
    func `what a tool wrote down of the schema is to be kept elsewhere`(name: String) {
        let read = MigrationScripts([name: "x"])
        #expect(read.codes == ["\(name) SQL401"])
        #expect(read.problems[0].fix == "keep what is written down of the schema in another folder")
    }

    @Test(arguments: ["afterMigrate.sql", "beforeEachMigrate__audit.sql", "createSchema.sql"])
    func `what Flyway calls around migrations is refused`(name: String) {
        #expect(MigrationScripts([name: "x"]).codes == ["\(name) SQL404"])
    }

    @Test(arguments: ["aftermath.sql", "beforeMigrate_x.sql", "after.sql"])
    func `other names are none of those`(name: String) {
        #expect(MigrationScripts([name: "x"]).codes == ["\(name) SQL401"])
    }

    @Test func `a migration of goose in Go is refused, and other files aren't looked at`() {
        let read = MigrationScripts(
            ["00001_a.sql": "x"],
            others: ["00002_fill.go", "deep/3_x.go", "main.go", "00002_fill_test.go", "README.md", "1_a.sql.conf"]
        )
        #expect(read.codes == ["00002_fill.go SQL404", "deep/3_x.go SQL404"])
        #expect(read.scripts.map(\.name) == ["00001_a.sql"])
    }

    @Test(arguments: [
        ("", "V1__a.sql"), ("-- later\n/* not yet */\n", "V1__a.sql"), (";;\n", "R__a.sql"), (" ", "B1__a.sql"),
    ])
    func `a script without a statement is refused`(text: String, name: String) {
        let read = MigrationScripts([name: text])
        #expect(read.codes == ["\(name) SQL101"])
        #expect(read.scripts.isEmpty && read.baselines.isEmpty)
    }
}
