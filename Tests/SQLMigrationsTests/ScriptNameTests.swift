import SQLMigrations
import Testing

@Suite struct ScriptNameTests {
    @Test(arguments: [
        ("V7__orders.sql", "7", "orders"), ("V007__add_orders.sql", "7", "add orders"),
        ("V1_2__x.sql", "1.2", "x"), ("V1.2.0__x.sql", "1.2", "x"), ("v1.sql", "1", ""), ("V0.sql", "0", ""),
        ("0007_orders.sql", "7", "orders"), ("20261120103000_orders.sql", "20261120103000", "orders"),
        ("0007_2fa_login.sql", "7", "2fa login"), ("1.2_x.sql", "1.2", "x"), ("V3__über_uns.sql", "3", "über uns"),
        ("V99999999999999999999999__x.sql", "99999999999999999999999", "x"),
        ("000007_orders.up.sql", "7", "orders"), ("V7__orders.up.sql", "7", "orders"), ("v7.up.sql", "7", ""),
        ("V1.2__release_1.2.sql", "1.2", "release 1.2"), ("1_add.index.up.sql", "1", "add.index"),
    ])
    func `a version and a description are read`(name: String, version: String, description: String) throws {
        let parts = try #require(ScriptName(name))
        #expect(parts.kind == .script(.versioned))
        #expect(parts.version?.text == version)
        #expect(parts.description == description)
    }

    @Test(
        arguments: [
            ("R__view.sql", .script(.repeatable), nil, "view"),
            ("R__all_views.sql", .script(.repeatable), nil, "all views"),
            ("U7__orders.sql", .undo, "7", "orders"), ("U1.2__x.sql", .undo, "1.2", "x"),
            ("7_orders.down.sql", .undo, "7", "orders"), ("V7__orders.down.sql", .undo, "7", "orders"),
            ("v7.down.sql", .undo, "7", ""), ("B3__all.sql", .script(.baseline), "3", "all"),
            ("B1_2__all.sql", .script(.baseline), "1.2", "all"),
        ] as [(String, ScriptName.Kind, String?, String)]
    )
    func `a kind is read`(name: String, kind: ScriptName.Kind, version: String?, description: String) throws {
        let parts = try #require(ScriptName(name))
        #expect(parts.kind == kind)
        #expect(parts.version?.text == version)
        #expect(parts.description == description)
    }

    @Test(arguments: [
        ("orders.sql", "V<version>__orders.sql"), ("V7_orders.sql", "V7__orders.sql"),
        ("V__orders.sql", "V<version>__orders.sql"), ("7.sql", "V7__<name>.sql"),
        ("7-orders.sql", "V7__orders.sql"), ("V1__.sql", "V1__<name>.sql"),
        ("7__orders.SQL", "V7__orders.sql"), ("V1a__x.sql", "V<version>__V1a_x.sql"),
        ("V1..2__x.sql", "V1__2_x.sql"), (".sql", "V<version>__<name>.sql"),
        ("Vorbereitung.sql", "V<version>__Vorbereitung.sql"), ("7_up.SQL", "V7__up.sql"),
        ("u7__orders.sql", "U7__orders.sql"), ("U7_orders.sql", "U7__orders.sql"), ("U7.sql", "U7__<name>.sql"),
        ("U__orders.sql", "U<version>__orders.sql"), ("r__views.sql", "R__views.sql"), ("R_views.sql", "R__views.sql"),
        ("R__.sql", "R__<name>.sql"), ("R7__views.sql", "V<version>__R7_views.sql"),
        ("b3__all.sql", "B3__all.sql"), ("B__all.sql", "B<version>__all.sql"),
        ("r2d2.sql", "V<version>__r2d2.sql"), ("backup__x.sql", "V<version>__backup_x.sql"),
        ("unit_7__x.sql", "V<version>__unit_7_x.sql"),
        ("7_orders.Down.sql", "7_orders.down.sql"), ("7_orders.rollback.sql", "7_orders.down.sql"),
        ("V7__orders.undo.sql", "V7__orders.down.sql"), ("7_orders.UP.sql", "7_orders.up.sql"),
        ("7-orders.down.sql", "V7__orders.down.sql"), ("orders.up.sql", "V<version>__orders.up.sql"),
        ("R__views.down.sql", "R__views.sql"), ("U7__orders.down.sql", "U7__orders.sql"),
    ])
    func `a name that fits no pattern is refused with the nearest one`(name: String, suggestion: String) {
        #expect(ScriptName(name) == nil)
        #expect(ScriptName.suggestion(for: name) == suggestion)
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
