import BorealisDiagnostics
import SQLMigrations
import TestSupport
import Testing

@Suite struct MigrationSumTests {
    private let first = String(repeating: "1", count: 64)
    private let second = String(repeating: "2", count: 64)

    @Test func `a sum has a line for each script in their order, and one for each change that was allowed`() {
        let sum = SumScripts("V10__orders.sql", "V9__über uns.sql", "2026/V1__users.sql").sum(
            Rebase("V1__a.sql", checksum: first, change: .edited(checksum: second), reason: " table\n is  empty "),
            Rebase("V2__b.sql", checksum: first, change: .removed, reason: "never deployed"),
            Rebase("V3__c.sql", checksum: first, change: .renamed("V4__d.sql", checksum: second), reason: "tab\tbed")
        )
        Golden("Tests/SQLMigrationsTests/Goldens/migrations.sum").expect(sum.text)
    }

    @Test func `each hash covers the hash above, the name and the checksum`() {
        let entries = SumScripts("V1__a.sql", "V2__b.sql").sum.entries
        // By sha256sum.
        #expect(
            entries.map(\.checksum) == [
                "6661f0ca9b97c53c7a0c145e9a608619d491b6eedf54ec3b9dac0254ca48734e",
                "5f70d692920cacaa563985a90d9927e6931cf64d7f5f3e1e844cefc99e019a90",
            ]
        )
        #expect(
            entries.map(\.hash) == [
                "3c6a3af931ec0ef3c87a2ef34f398a99a7d535716c79118425f936b66920553d",
                "b269fa5d3ac9b608c182066e8cf394efae5abf423fe4e058a886548ae655f105",
            ]
        )
    }

    @Test func `the hash of the first covers the changes that were allowed`() {
        let scripts = SumScripts("V1__a.sql", "V2__b.sql")
        let rebase = Rebase("V0.sql", checksum: first, change: .removed, reason: "never deployed")
        let entries = scripts.sum(rebase).entries
        #expect(
            entries.map(\.hash) == [
                "ce6d91d659453b35f954deb48750125cc15e91cb02b13cce4322d18148bd6e92",
                "da639cf0782dabe46f9032aee36832d9b40cd540b651f0c6f89980dbde9436ad",
            ]
        )
    }

    @Test func `scripts that may change are not in it; baselines and those for other environments are`() {
        let scripts = SumScripts([
            "V2__b.sql": "SELECT 2", "R__views.sql": "SELECT 3", "U2__b.sql": "SELECT 4", "B1__all.sql": "SELECT 1",
            "V10__seed.sql": "-- borealis:environments prod\nSELECT 5", "V11__c.sql": "SELECT 6",
        ])
        #expect(scripts.scripts.problems == [])
        #expect(scripts.sum.entries.map(\.name) == ["B1__all.sql", "V2__b.sql", "V10__seed.sql", "V11__c.sql"])
    }

    @Test func `of the hash of the tokens 16 digits are kept`() throws {
        let scripts = SumScripts("V1__a.sql")
        #expect(
            scripts.sum.entries.map(\.tokensHash) == scripts.scripts.scripts.map { String($0.tokensHash.prefix(16)) }
        )
        #expect(try MigrationSum(reading: Array(scripts.sum.text.utf8), at: "f") == scripts.sum)
    }

    @Test(arguments: ["\n", "\r\n"])
    func `what is written is read again, also with line ends of Windows`(lineEnd: String) throws {
        let sum = SumScripts(
            "V1__a b.sql",
            "V2__ü\u{301}.sql",
            "V3__tab\tbed.sql",
            "V4__line\nfeed.sql",
            #"V5__back\slash.sql"#,
            "V6__\u{301}.sql",
            "V7__\r.sql",
            "V8__\\n.sql"
        ).sum(
            Rebase("V1\t.sql", checksum: first, change: .renamed("edited\t", checksum: second), reason: "\\t \u{301}"),
            Rebase("removed", checksum: first, change: .removed, reason: "é")
        )
        #expect(sum.entries.count == 8)
        let bytes = Array(sum.text.replacing("\n", with: lineEnd).utf8)
        #expect(try MigrationSum(reading: bytes, at: "sql/migrations.sum") == sum)
        #expect(try MigrationSum.sides(of: bytes, at: "sql/migrations.sum") == [sum])
    }

    @Test func `an empty sum has its comment only`() throws {
        #expect(MigrationSum().text.split(separator: "\n", omittingEmptySubsequences: false).count == 2)
        #expect(try MigrationSum(reading: Array(MigrationSum().text.utf8), at: "f") == MigrationSum())
    }

    @Test func `a merge that Git left in conflict has its own words`() {
        let sum = SumScripts("V1__a.sql").sum.text
        #expect(
            problem(in: sum + "<<<<<<< HEAD\n=======\n>>>>>>> main\n") == """
                sql/migrations.sum:3: error[SQL410]: two branches have changed the scripts, and Git left their conflict in \
                migrations.sum
                  fix: resolve the conflict, giving one's own scripts the higher versions, then run `migrate sum`
                """
        )
    }

    @Test func `the sides of a conflict are read each for itself`() throws {
        let ours = SumScripts("V1__a.sql", "V2__b.sql").sum
        let theirs = SumScripts("V1__a.sql", "V3__c.sql").sum
        let lines = ours.text.split(separator: "\n")
        let text = """
            \(lines[0])
            \(lines[1])
            <<<<<<< HEAD
            \(lines[2])
            ||||||| 1234567
            a base is not read
            =======
            \(theirs.text.split(separator: "\n")[2])
            >>>>>>> main

            """
        #expect(try MigrationSum.sides(of: Array(text.utf8), at: "f") == [ours, theirs])
    }

    @Test(arguments: [
        ("", 1), ("# another file\n", 1), ("HEADER\n\n", 2), ("HEADER\nx\n", 2), ("HEADER", 1), ("HEADER\nLINE", 2),
        ("HEADER\nLINE\nLINE\n", 3), ("HEADER\nREBASE\nLINE\n", 3), ("HEADER\nLINE\tmore\n", 2),
        ("HEADER\nHASH HASH - V1__a.sql\n", 2), ("HEADER\nHASH\tHASH\t\tV1__a.sql\n", 2),
        ("HEADER\nHASH\tHASH\t-\tV1\\x.sql\n", 2), ("HEADER\nHASH\tHASH\t-\tV1\\\n", 2),
        ("HEADER\n0\tHASH\t-\tV1__a.sql\n", 2), ("HEADER\nedited\tHASH\tshort\tV1__a.sql\tx\n", 2),
        ("HEADER\nremoved\tHASH\tV1__a.sql\n", 2), ("HEADER\nmoved\tHASH\tV1__a.sql\tx\n", 2),
    ])
    func `what is no line of a sum is refused with its number`(text: String, line: Int) {
        let hash = String(repeating: "a", count: 64)
        let full = text.replacing("HEADER", with: "# migrations.sum, format 1: x")
            .replacing("LINE", with: "HASH\tHASH\t-\tV1__a.sql").replacing("REBASE", with: "removed\tHASH\tV0.sql\tx")
            .replacing("HASH", with: hash)
        #expect(problem(in: full)?.hasPrefix("sql/migrations.sum:\(line): error[SQL410]: ") == true)
    }

    @Test func `bytes that are no text are refused where they are`() {
        let bytes = Array(MigrationSum().text.utf8) + [0xFF, 0x0A]
        #expect(throws: Diagnostic.self) { try MigrationSum(reading: bytes, at: "sql/migrations.sum") }
    }

    private func problem(in text: String) -> String? {
        do throws(Diagnostic) {
            _ = try MigrationSum(reading: Array(text.utf8), at: "sql/migrations.sum")
            return nil
        } catch {
            return DiagnosticText().text(of: error)
        }
    }
}
