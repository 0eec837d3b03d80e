import SQLMigrations
import Testing

@Suite struct TokensHashTests {
    private let script = "CREATE TABLE t (a INT DEFAULT 1);\nINSERT INTO t VALUES ('It''s; A'), (-1);"

    @Test(arguments: [
        "create table T(a int default 1);insert into t values('It''s; A'),(-1)",
        "-- a comment\nCREATE TABLE t (\n  a INT /* why */ DEFAULT 1\n)\n;;\nINSERT INTO t\nVALUES ('It''s; A'),\n  ( - 1 );\n-- end",
        "CREATE TABLE t (a INT DEFAULT 1);\r\nINSERT INTO t VALUES ('It''s; A'), (-1)\r\n",
    ])
    func `what a formatter changes doesn't change the hash`(formatted: String) {
        for engine in [DatabaseEngine.mysql, .postgresql] {
            #expect(hash(formatted, engine) == hash(script, engine))
        }
    }

    @Test(arguments: [DatabaseEngine.mysql, .postgresql])
    func `each change of meaning gives another hash`(engine: DatabaseEngine) {
        let changed = [
            script, script.replacing("It''s", with: "it''s"), script.replacing("; A", with: ";  A"),
            script.replacing("-1", with: "-10"), script.replacing("(-1)", with: "(1)"),
            script.replacing("(a ", with: "(b "),
            script.replacing(" t ", with: " \"t\" "), script.replacing(" t ", with: " \"T\" "),
            script.replacing(";\n", with: "\n"), script + "SELECT 1;",
            script.replacing("'It''s; A'", with: "'It' 's; A'"),
            script.replacing("TABLE t", with: "TABLEt"), script.replacing("INT D", with: "INT; D"), "",
        ]
        #expect(Set(changed.map { hash($0, engine) }).count == changed.count)
        #expect(changed.allSatisfy { hash($0, engine).count == 64 })
    }

    @Test func `a delimiter isn't what is hashed`() {
        let routine = "CREATE PROCEDURE p() BEGIN SELECT 1; SELECT 2; END"
        let dumped = "DELIMITER $$\n\(routine)$$\nDELIMITER ;\n"
        #expect(hash(dumped, .mysql) == hash(routine + ";", .mysql))
    }

    @Test func `an executable comment is code`() {
        #expect(hash("SELECT 1 /*!80000 + 1 */", .mysql) != hash("SELECT 1 /* + 1 */", .mysql))
        #expect(hash("SELECT 1 /*!80000 + 1 */", .mysql) != hash("SELECT 1 /*!80013 + 1 */", .mysql))
        #expect(hash("SELECT 1 /*!80000 + 1 */", .mysql) == hash("select 1  /*!80000 +  1 */;", .mysql))
    }

    /// PostgreSQL reads the longest operator that there is.
    @Test func `operators that a blank parts are two`() {
        #expect(hash("SELECT a @> b", .postgresql) != hash("SELECT a @ > b", .postgresql))
        #expect(hash("SELECT a<-1", .postgresql) == hash("SELECT a < -1", .postgresql))
        #expect(hash("SELECT a<>-b", .postgresql) == hash("SELECT a <> -b", .postgresql))
    }

    /// A token that is longer than what is hashed at once.
    @Test func `a long string is hashed with what is around it`() {
        let long = "'" + String(repeating: "x", count: 200_000)
        #expect(hash("SELECT \(long)'", .mysql) == hash("select  \(long)';", .mysql))
        #expect(hash("SELECT \(long)'", .mysql) != hash("SELECT \(long)x'", .mysql))
        #expect(hash("SELECT \(long)'", .mysql) != hash("SELECT 1, \(long)'", .mysql))
    }

    private func hash(_ text: String, _ engine: DatabaseEngine) -> String {
        let bytes = Array(text.utf8)
        let found = StatementSplitter.statements(of: bytes, engine: engine)
        #expect(found.problems == [])
        return StatementSplitter.tokensHash(of: bytes, statements: found.statements, engine: engine)
    }
}
