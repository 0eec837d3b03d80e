import BorealisDiagnostics
import SQLMigrations
import Testing

@Suite struct TransactionModeTests {
    @Test(arguments: [
        ("CREATE TABLE a (b int); UPDATE a SET b = 1 WHERE c = 2;", TransactionMode.transaction),
        ("CREATE INDEX CONCURRENTLY i ON a (b);", .none), ("VACUUM a;", .none),
        ("-- borealis:transaction none\nCREATE TABLE a (b int);", .none),
        ("-- borealis:transaction file\nCREATE TABLE a (b int);", .transaction),
        ("-- borealis:timeout 45s\nUPDATE a SET b = 1 WHERE c = 2;", .transaction),
        ("-- borealis:timeout 46s\nUPDATE a SET b = 1 WHERE c = 2;", .block),
        ("-- borealis:timeout 10m\nCREATE INDEX CONCURRENTLY i ON a (b);", .none),
    ])
    func `PostgreSQL takes all that it can as a transaction`(text: String, mode: TransactionMode) {
        let read = MigrationScripts(["V1__a.sql": text])
        #expect(read.problems == [])
        #expect(read.scripts.map(\.mode) == [mode])
    }

    @Test(arguments: [
        ("UPDATE a SET b = 1 WHERE c = 2; DELETE FROM a WHERE b = 2;", TransactionMode.transaction),
        ("CREATE TABLE a (b int);", .segments), ("CREATE TABLE a (b int); UPDATE a SET b = 1 WHERE c = 2;", .segments),
        ("-- borealis:transaction none\nUPDATE a SET b = 1 WHERE c = 2;", .segments),
        ("-- borealis:transaction file\nUPDATE a SET b = 1 WHERE c = 2;", .transaction),
        ("-- borealis:timeout 10m\nUPDATE a SET b = 1 WHERE c = 2;", .transaction),
    ])
    func `MySQL takes as a transaction what only changes rows`(text: String, mode: TransactionMode) {
        let read = MigrationScripts(["V1__a.sql": text], engine: .mysql)
        #expect(read.problems.filter { !["SQL024", "SQL111"].contains($0.code.rawValue) } == [])
        #expect(read.scripts.map(\.mode) == [mode])
    }

    @Test func `a transaction with a statement that can't be in one is refused`() {
        let text = "-- borealis:transaction file\nUPDATE a SET b = 1 WHERE c = 2;\nCREATE TABLE a (b int);"
        #expect(
            MigrationScripts(["V1__a.sql": text], engine: .mysql).printed.filter { $0.contains("SQL014") } == [
                """
                sql/V1__a.sql:3:1: error[SQL014]: the script asks for a transaction, and CREATE TABLE can't be in one; \
                expected statements that can be undone with their transaction
                  fix: remove what asks for it, or give the statement a script of its own
                """
            ]
        )
        #expect(MigrationScripts(["V1__a.sql": text]).problems == [])
        let vacuum = "-- borealis:transaction file\nVACUUM a;"
        #expect(MigrationScripts(["V1__a.sql": vacuum]).codes.contains("V1__a.sql:2:1 SQL014"))
    }

    @Test func `several statements outside of a transaction are refused`() {
        let text = "-- borealis:transaction none\nUPDATE a SET b = 1 WHERE c = 2;\nUPDATE a SET b = 2 WHERE c = 2;"
        #expect(
            MigrationScripts(["V1__a.sql": text]).printed.filter { $0.contains("SQL014") } == [
                """
                sql/V1__a.sql:3:1: error[SQL014]: the script asks for no transaction, and has several statements; \
                expected one statement, so that nothing is left half done
                  fix: give each statement a script of its own, or let the script be a transaction
                """
            ]
        )
    }

    @Test(arguments: ["BEGIN", "begin", "START TRANSACTION"], ["COMMIT", "commit"])
    func `a transaction around the whole script is left out`(begin: String, commit: String) {
        let text = """
            -- Head.
            \(begin);
            -- borealis:allow SQL302 "new"
            INSERT INTO a VALUES (1);
            INSERT INTO a VALUES (2);
            \(commit);
            """
        for engine in [DatabaseEngine.mysql, .postgresql] {
            let read = MigrationScripts(["V1__a.sql": text], engine: engine)
            #expect(read.codes.contains("V1__a.sql:2:1 SQL115"))
            #expect(read.problems.allSatisfy { $0.severity != .error || $0.code != "SQL105" })
            #expect(read.scripts[0].statements.map(\.statement.line) == [4, 5])
            #expect(read.scripts[0].statements.map(\.waivers.count) == [1, 0])
            #expect(read.scripts[0].directives.isTransaction == true)
            #expect(read.scripts[0].mode == .transaction)
        }
    }

    @Test func `around DDL of MySQL a transaction is a promise that can't be held`() {
        let read = MigrationScripts(["V1__a.sql": "BEGIN;\nCREATE TABLE a (b int);\nCOMMIT;"], engine: .mysql)
        #expect(read.codes.filter { ["SQL014", "SQL115"].contains($0.suffix(6)) } == ["V1__a.sql:2:1 SQL014"])
    }

    @Test func `behind the BEGIN of a transaction that is left out is before the first statement`() {
        let text = "BEGIN;\n-- borealis:lock-timeout 5s\nDROP INDEX a; COMMIT;"
        let read = MigrationScripts(["V1__a.sql": text])
        #expect(read.codes.filter { $0.contains("SQL01") } == [])
        #expect(read.scripts.map(\.directives.summary) == ["transaction=file lock-timeout=5000ms"])
        let late = MigrationScripts(["V1__a.sql": "BEGIN;\nSELECT 1;\n-- borealis:timeout 5s\nSELECT 2; COMMIT;"])
        #expect(late.codes.contains("V1__a.sql:3:4 SQL012"))
    }
}

@Suite struct EnvironmentTests {
    private let files: KeyValuePairs = [
        "V1__a.sql": "SELECT 1;", "V2__seed.sql": "-- borealis:environments dev,staging\nSELECT 2;",
        "U2__seed.sql": "SELECT 3;", "R__prod.sql": "-- borealis:environments prod\nSELECT '${only_prod}';",
    ]

    @Test(arguments: [
        ("prod", ["V1__a.sql", "R__prod.sql"], ["V2__seed.sql"]),
        ("dev", ["V1__a.sql", "V2__seed.sql"], ["R__prod.sql"]),
        ("eu-1", ["V1__a.sql"], ["V2__seed.sql", "R__prod.sql"]),
    ])
    func `a script for other environments is left out`(environment: String, scripts: [String], leftOut: [String]) {
        let values: [String: PlaceholderValue] = environment == "prod" ? ["only_prod": "x"] : [:]
        let read = MigrationScripts(files, options: ScriptOptions(placeholders: values, environment: environment))
        #expect(read.problems == [])
        #expect(read.scripts.map(\.name) == scripts)
        #expect(read.leftOut.map(\.name) == leftOut)
    }

    @Test func `a script for some environments needs to know which one it is`() {
        #expect(
            MigrationScripts(["V2__seed.sql": "-- borealis:environments dev,staging\nSELECT 2;"]).printed == [
                """
                sql/V2__seed.sql: error[SQL016]: the script is for some environments, and the migration doesn't say \
                which one it deploys to; got dev, staging
                  fix: give the migration an environment
                """
            ]
        )
    }

    @Test(arguments: ["", "a b", "ü", "prod,dev"])
    func `an environment has a name that a script can have`(environment: String) {
        let read = MigrationScripts(["V1__a.sql": "SELECT 1;"], options: ScriptOptions(environment: environment))
        #expect(read.problems.map(\.code.rawValue) == ["SQL016"])
    }

    /// A script that is in none of two environments' sets still has its version.
    @Test func `a version is one script's, whatever environments it is for`() {
        let read = MigrationScripts(
            ["V1__dev.sql": "-- borealis:environments dev\nx", "V1__prod.sql": "-- borealis:environments prod\nx"],
            options: ScriptOptions(environment: "dev")
        )
        #expect(read.codes == ["V1__prod.sql SQL402"])
    }
}
