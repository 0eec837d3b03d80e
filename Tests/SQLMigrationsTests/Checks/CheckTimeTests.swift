import BorealisDiagnostics
import SQLMigrations
import Testing

/// How long the checks take: in proportion to the script.
@Suite struct CheckTimeTests {
    @Test func `a dump of rows takes no longer than its bytes`() {
        let rows = "INSERT INTO users VALUES (1, 'ann', '2026-01-01 10:20:30', '{\"a\": true}');\n"
        let script = SampleScript(String(repeating: rows, count: 50_000), options: "mysql")
        let duration = ContinuousClock().measure {
            #expect(script.findings().problems.isEmpty)
        }
        #expect(duration < .seconds(5))
    }

    @Test func `thousands of changes of the schema are checked in a moment`() {
        let tables = (0..<2000).map { number in
            """
            CREATE TABLE t\(number) (id bigint PRIMARY KEY, name text NOT NULL);
            ALTER TABLE t\(number) ADD COLUMN a int, ADD CONSTRAINT c\(number) CHECK (a > 0);
            DROP TABLE old\(number);
            ALTER TYPE mood\(number) ADD VALUE 'v\(number)';

            """
        }
        let script = SampleScript(tables.joined())
        let duration = ContinuousClock().measure {
            #expect(script.findings().problems.filter { $0.code == "SQL201" }.count == 2000)
        }
        #expect(duration < .seconds(20))
    }
}
