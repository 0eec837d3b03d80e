import BorealisDiagnostics
import SQLMigrations
import Testing

/// What is printed of a changed script is kept in logs: no password may be in it.
@Suite struct SumSecretTests {
    private static let hint = "the difference isn't shown, as it has a password"

    @Test(arguments: [
        "CREATE USER bob WITH PASSWORD 'hunter2';",
        "CREATE USER bob IDENTIFIED BY 'hunter2';",
        "create table a (id int);\nalter user bob identified\nby 'hunter2';",
        "-- CREATE USER bob PASSWORD 'hunter2';\nSELECT 1;",
        "UPDATE users SET password = 'hunter2';",
        "CREATE FUNCTION f() RETURNS int AS $$ CREATE ROLE bob PASSWORD 'hunter2' $$ LANGUAGE sql;",
    ])
    func `a text with a password is not shown, whichever of the two it is`(text: String) {
        let secret = SumScripts(["V1__a.sql": text])
        let harmless = SumScripts(["V1__a.sql": "SELECT 1;"])
        #expect(details(from: secret, to: harmless) == [Self.hint])
        #expect(details(from: harmless, to: secret) == [Self.hint])
        #expect(details(from: secret, to: SumScripts()) == [Self.hint])
    }

    @Test(arguments: [
        ("CREATE USER bob Identified\nBY 'hunter2' , 'open", Self.hint),
        ("CREATE USER bob PassWord\n'hunter2' , 'open", Self.hint),
        ("SELECT 'open", "-SELECT 'open"),
    ])
    func `an old text that can't be split is judged by its words`(text: String, expected: String) {
        let new = SumScripts(["V1__a.sql": "SELECT 1;\n"])
        let old = SumScripts(["V1__a.sql": text])
        let line = SumScripts(["V1__a.sql": text + "';"])
        // What is recorded can't be read any more, as after a change of the engine.
        let sum = line.sum.text.replacing(line.sum.entries[0].checksum, with: checksum(of: text))
        let read = try? MigrationSum(reading: Array(sum.utf8), at: "f")
        let details = new.check(read, history: SumHistory(old: old)).problems.compactMap(\.detail)
        #expect(details.count == 1)
        #expect(details.allSatisfy { $0.contains(expected) })
        #expect(details.allSatisfy { !$0.contains("hunter2") })
    }

    @Test(arguments: ["CREATE TABLE users (password VARCHAR(60));", "SELECT password FROM users;"])
    func `a column with that name hides nothing`(text: String) {
        let old = SumScripts(["V1__a.sql": text])
        let details = details(from: old, to: SumScripts(["V1__a.sql": "SELECT 1;"]))
        #expect(details.allSatisfy { $0.contains("-\(text)") })
        #expect(details.count == 1)
    }

    private func details(from old: SumScripts, to new: SumScripts) -> [String] {
        new.check(old.sum, history: SumHistory(old: old)).problems.compactMap(\.detail)
    }

    private func checksum(of text: String) -> String {
        (try? ScriptText(Array(text.utf8)).checksum) ?? ""
    }
}
