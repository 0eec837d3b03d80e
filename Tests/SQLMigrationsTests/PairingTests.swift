import SQLMigrations
import Testing

/// Which files belong together, and which can't be in one folder.
@Suite struct PairingTests {
    @Test func `versioned scripts run by version, and repeatable ones after them by name`() {
        let read = MigrationScripts([
            "R__b.sql": "x", "V10__x.sql": "x", "z/R__a.sql": "x", "V9__x.sql": "x", "old/V1__x.sql": "x",
            "0005_x.sql": "x", "B9__x.sql": "x", "B1__x.sql": "x",
        ])
        #expect(read.problems == [])
        #expect(
            read.scripts.map(\.name)
                == ["old/V1__x.sql", "0005_x.sql", "V9__x.sql", "V10__x.sql", "z/R__a.sql", "R__b.sql"]
        )
        #expect(read.baselines.map(\.name) == ["B1__x.sql", "B9__x.sql"])
    }

    @Test(arguments: [
        ("U1__a.sql", "V1__a.sql"), ("V1__a.down.sql", "V1__a.sql"), ("1_a.down.sql", "1_a.up.sql"),
        ("1_b.down.sql", "1_a.up.sql"), ("v1.down.sql", "v1.sql"), ("undo/U01.0__x.sql", "V1__a.sql"),
    ])
    func `a script is undone by the one of its version`(undo: String, script: String) throws {
        let read = MigrationScripts([undo: "DROP TABLE a;", script: "CREATE TABLE a (b int);"])
        #expect(read.problems == [])
        #expect(read.scripts.map(\.name) == [script])
        #expect(try #require(read.scripts[0].undo).name == undo)
    }

    @Test(arguments: ["", "-- nothing\n", "-- migrate:up\nSELECT 1;\n-- migrate:down\n"])
    func `what has no statement undoes nothing`(text: String) {
        let isPart = text.contains("migrate")
        let read = MigrationScripts(isPart ? ["1_a.sql": text] : ["1_a.up.sql": "x", "1_a.down.sql": text])
        #expect(read.problems == [])
        #expect(read.scripts.count == 1 && read.scripts[0].undo == nil)
    }

    @Test func `two files with the same version are refused, whatever style they have`() {
        let read = MigrationScripts([
            "V1__a.sql": "x", "1.0_b.sql": "x", "007_c.sql": "x", "V7__d.up.sql": "x", "B1__x.sql": "x",
            "B01__y.sql": "x",
        ])
        #expect(
            read.printed == [
                """
                sql/B1__x.sql: error[SQL402]: two scripts have the same version; got 1 for B01__y.sql and B1__x.sql, \
                expected one script for each version
                  fix: give the newer one a version that no script has
                """,
                """
                sql/V1__a.sql: error[SQL402]: two scripts have the same version; got 1 for 1.0_b.sql and V1__a.sql, \
                expected one script for each version
                  fix: give the newer one a version that no script has
                """,
                """
                sql/V7__d.up.sql: error[SQL402]: two scripts have the same version; got 7 for 007_c.sql and \
                V7__d.up.sql, expected one script for each version
                  fix: give the newer one a version that no script has
                """,
            ]
        )
    }

    @Test func `two repeatable scripts with the same name are refused`() {
        let read = MigrationScripts(["R__a_b.sql": "x", "views/R__a_b.sql": "x"])
        #expect(
            read.printed == [
                """
                sql/views/R__a_b.sql: error[SQL408]: two repeatable scripts have the same name; got R__a_b.sql and \
                views/R__a_b.sql, expected one script for each name: it is their order
                  fix: rename one of them, or make them one
                """
            ]
        )
    }

    @Test func `an undo script without its script is refused`() {
        let read = MigrationScripts([
            "V1__orders.sql": "x", "U11__orders.sql": "x", "9_x.down.sql": "x", "B9__x.sql": "x",
        ])
        #expect(
            read.printed == [
                """
                sql/9_x.down.sql: error[SQL406]: there is no script that this one undoes; got 9_x.down.sql, expected \
                a script of version 9
                  fix: give it the version of the script that it undoes, or remove it
                """,
                """
                sql/U11__orders.sql: error[SQL406]: there is no script that this one undoes; got U11__orders.sql, \
                expected a script of version 11
                  fix: give it the version of V1__orders.sql, or remove it
                """,
            ]
        )
    }

    @Test func `a version that is undone twice is refused`() {
        let read = MigrationScripts([
            "V1__a.sql": "x", "U1__a.sql": "x", "V1__a.down.sql": "x",
            "2_b.sql": "-- migrate:up\nx;\n-- migrate:down\ny", "U2__b.sql": "x",
        ])
        #expect(
            read.printed == [
                """
                sql/U2__b.sql: error[SQL407]: version 2 is undone twice; got 2_b.sql and U2__b.sql, expected one \
                script, or one part of a script, that undoes it
                  fix: remove one of them
                """,
                """
                sql/V1__a.down.sql: error[SQL407]: version 1 is undone twice; got U1__a.sql and V1__a.down.sql, \
                expected one script, or one part of a script, that undoes it
                  fix: remove one of them
                """,
            ]
        )
    }

    /// What is wrong with a text is said once, and not that its undo script has nothing to undo.
    @Test func `a script that can't be read is a script all the same`() {
        let read = MigrationScripts(["V1__a.sql": "SELECT 'x", "U1__a.sql": "x"])
        #expect(read.codes.count == 1 && read.codes[0].hasPrefix("V1__a.sql:1:8 "))
    }

    @Test(arguments: ["R__a.sql", "B1__a.sql"])
    func `only a versioned script has a part that undoes it`(name: String) {
        let read = MigrationScripts([name: "-- migrate:up\nx;\n-- migrate:down\ny"])
        #expect(read.codes == ["\(name) SQL406"])
    }
}
