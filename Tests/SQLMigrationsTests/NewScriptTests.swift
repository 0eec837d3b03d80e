import SQLMigrations
import Testing

/// The next script of a folder looks like those that are there.
@Suite struct NewScriptTests {
    private let time = "20261120103000"

    private func names(
        after names: [String],
        text: String = "",
        isTimed: Bool = false,
        hasUndo: Bool = false
    ) -> [String] {
        let style = ScriptStyle(of: names) { _ in text }
        let script = NewScript(words: "add_orders", style: style, time: time, isTimed: isTimed, hasUndo: hasUndo)
        return script.files.map(\.name)
    }

    @Test(
        arguments: [
            ([], "V1__add_orders.sql"),
            (["README.md", "notes.sql"], "V1__add_orders.sql"),
            (["V9__a.sql", "V10__b.sql", "V2__c.sql"], "V11__add_orders.sql"),
            (["V009__a.sql"], "V010__add_orders.sql"),
            (["V999__a.sql", "V001__b.sql"], "V1000__add_orders.sql"),
            (["v1.sql", "v2.sql"], "v3__add_orders.sql"),
            (["v1__a.sql"], "v2__add_orders.sql"),
            (["0007_a.sql"], "0008_add_orders.sql"),
            (["7_a.sql"], "8_add_orders.sql"),
            (["V1.9__a.sql"], "V1.10__add_orders.sql"),
            (["V1_2__a.sql"], "V1_3__add_orders.sql"),
            (["000007_a.up.sql", "000007_a.down.sql"], "000008_add_orders.up.sql"),
            (["20250101000000_a.sql"], "20261120103000_add_orders.sql"),
            (["V20250101000000__a.sql"], "V20261120103000__add_orders.sql"),
            (["202501010000_a.sql"], "20261120103000_add_orders.sql"),
            // Two in the same second, and one from a clock that was ahead.
            (["20261120103000_a.sql"], "20261120103001_add_orders.sql"),
            (["20301231235959_a.sql"], "20301231235960_add_orders.sql"),
            // A number that only has as many digits as a time.
            (["99999999999999_a.sql"], "100000000000000_add_orders.sql"),
            // What only repeats has no part in the order, what undoes a version or stands for many has.
            (["V1__a.sql", "R__c.sql", "8_b.down.sql"], "V2__add_orders.sql"),
            (["V7__a.sql", "U9__b.sql"], "V10__add_orders.sql"),
            (["B5__all.sql"], "V6__add_orders.sql"),
            (["V2__a.sql", "B005__all.sql"], "V6__add_orders.sql"),
            (["B20250101000000__all.sql"], "V20261120103000__add_orders.sql"),
            (["B__notes.sql", "Users.sql"], "V1__add_orders.sql"),
            (["99999999999999999999999_a.sql"], "100000000000000000000000_add_orders.sql"),
        ] as [([String], String)]
    )
    func `the version goes on in the style of the last`(existing: [String], expected: String) {
        #expect(names(after: existing) == [expected])
    }

    @Test func `a version that was recorded is not given again`() {
        let style = ScriptStyle(of: ["V7__a.sql"], recorded: ["old/V8__b.sql", "V7__a.sql", "R__c.sql"]) { _ in "" }
        let script = NewScript(words: "add_orders", style: style, time: time, isTimed: false, hasUndo: false)
        #expect(script.files.map(\.name) == ["V9__add_orders.sql"])
    }

    @Test(
        arguments: [
            ([], "V20261120103000__add_orders.sql"),
            (["V7__a.sql"], "V20261120103000__add_orders.sql"),
            (["0007_a.sql"], "20261120103000_add_orders.sql"),
            (["V30000101000000__a.sql"], "V30000101000001__add_orders.sql"),
        ] as [([String], String)]
    )
    func `the time can be the version, where it comes after the others`(existing: [String], expected: String) {
        #expect(names(after: existing, isTimed: true) == [expected])
    }

    @Test(
        arguments: [
            (["V1__a.sql"], ["V2__add_orders.sql", "U2__add_orders.sql"]),
            (["V1__a.sql", "V1__a.down.sql"], ["V2__add_orders.sql", "V2__add_orders.down.sql"]),
            (["001_a.sql"], ["002_add_orders.sql", "002_add_orders.down.sql"]),
            (["1_a.up.sql", "1_a.down.sql"], ["2_add_orders.up.sql", "2_add_orders.down.sql"]),
        ] as [([String], [String])]
    )
    func `what undoes it has the name that the others have`(existing: [String], expected: [String]) {
        #expect(names(after: existing, hasUndo: true) == expected)
    }

    @Test(arguments: [
        ("-- migrate:up\nSELECT 1;\n", "-- migrate:up\n-- add orders\n\n-- migrate:down\n-- Undo: add orders\n"),
        ("\n  -- +goose Up\nSELECT 1;\n", "-- +goose Up\n-- add orders\n\n-- +goose Down\n-- Undo: add orders\n"),
    ])
    func `what undoes it is a part of it where it is in the last script`(text: String, expected: String) {
        let style = ScriptStyle(of: ["001_a.sql"]) { _ in text }
        let script = NewScript(words: "add_orders", style: style, time: time, isTimed: false, hasUndo: true)
        #expect(script.files == [NewScript.File(name: "002_add_orders.sql", text: expected)])
        let plain = NewScript(words: "add_orders", style: style, time: time, isTimed: false, hasUndo: false)
        #expect(plain.files.map(\.text) == [String(expected.prefix { $0 != "\n" }) + "\n-- add orders\n"])
    }

    @Test(arguments: [
        ("add orders", "add_orders"), ("Add-Orders!", "Add_Orders"), ("__x__", "x"), ("  ", ""), ("é", ""),
        ("../../etc/passwd", "etc_passwd"), ("V7__orders.sql", "V7_orders_sql"), ("a\nb", "a_b"),
    ])
    func `a name becomes words that a file's name can have`(name: String, words: String) {
        #expect(NewScript.words(from: name) == words)
    }

    @Test func `a repeatable script has no version`() {
        #expect(NewScript(repeatable: "order_totals").files.map(\.name) == ["R__order_totals.sql"])
    }
}
