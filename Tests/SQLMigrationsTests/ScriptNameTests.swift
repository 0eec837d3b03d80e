import SQLMigrations
import Testing

@Suite struct ScriptNameTests {
    @Test(arguments: [
        ("V7__orders.sql", "7", "orders"), ("V007__add_orders.sql", "7", "add orders"),
        ("V1_2__x.sql", "1.2", "x"), ("V1.2.0__x.sql", "1.2", "x"), ("v1.sql", "1", ""), ("V0.sql", "0", ""),
        ("0007_orders.sql", "7", "orders"), ("20261120103000_orders.sql", "20261120103000", "orders"),
        ("0007_2fa_login.sql", "7", "2fa login"), ("1.2_x.sql", "1.2", "x"), ("V3__über_uns.sql", "3", "über uns"),
        ("V99999999999999999999999__x.sql", "99999999999999999999999", "x"),
    ])
    func `a version and a description are read`(name: String, version: String, description: String) throws {
        let parts = try #require(ScriptName(name))
        #expect(parts.version.text == version)
        #expect(parts.description == description)
    }

    @Test(arguments: [
        ("orders.sql", "V<version>__orders.sql"), ("V7_orders.sql", "V7__orders.sql"),
        ("V__orders.sql", "V<version>__orders.sql"), ("7.sql", "V7__<name>.sql"),
        ("7-orders.sql", "V7__orders.sql"), ("V1__.sql", "V1__<name>.sql"),
        ("7__orders.SQL", "V7__orders.sql"), ("V1a__x.sql", "V<version>__V1a_x.sql"),
        ("V1..2__x.sql", "V1__2_x.sql"), (".sql", "V<version>__<name>.sql"),
        ("Vorbereitung.sql", "V<version>__Vorbereitung.sql"),
    ])
    func `a name without a version is refused with the nearest one`(name: String, suggestion: String) {
        #expect(ScriptName(name) == nil)
        #expect(ScriptName.suggestion(for: name) == suggestion)
    }

    @Test(arguments: [
        ("R__view.sql", "repeatable"), ("U7__orders.sql", "undo"), ("u1.2__x.sql", "undo"), ("B3__all.sql", "baseline"),
        ("7_orders.down.sql", "undo"), ("7_orders.up.sql", "half of an up and down pair of"),
    ])
    func `a kind of script that isn't run in order is told from a wrong name`(name: String, kind: String) {
        #expect(ScriptName.unsupportedKind(of: name) == kind)
        #expect(ScriptName(name) == nil)
    }

    @Test(arguments: ["V7__x.sql", "7_up.sql", "r2d2.sql", "backup__x.sql", "unit_7__x.sql"])
    func `other names have no such kind`(name: String) {
        #expect(ScriptName.unsupportedKind(of: name) == nil)
    }

    @Test func `versions are compared as numbers, component by component`() {
        let ordered = [
            "0", "0.1", "1", "1.0.1", "1.1", "1.9", "1.10", "2", "9", "10", "20261120103000", "99999999999999999999",
        ]
        let versions = ordered.compactMap { ScriptVersion($0) }
        #expect(versions.shuffled().sorted() == versions)
        #expect(versions.map(\.text) == ordered)
        #expect(ScriptVersion("1.0") == ScriptVersion("001"))
        #expect(ScriptVersion("1_0_2") == ScriptVersion("1.0.2"))
    }

    @Test(arguments: ["", ".", "1.", ".1", "-1", "1e3", "１", "1 "])
    func `what is no version is refused`(text: String) {
        #expect(ScriptVersion(text) == nil)
    }
}
