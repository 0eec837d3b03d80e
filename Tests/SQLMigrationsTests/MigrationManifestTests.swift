import BorealisDiagnostics
import SQLMigrations
import TestSupport
import Testing

@Suite struct MigrationManifestTests {
    private let files = [
        ("V1__users.sql", "SELECT 1;\n"), ("2026/V2__posts.sql", "SELECT 2;\n"), ("V10__x.sql", "SELECT 3;\n"),
    ]

    @Test func `the manifest has the scripts in their order`() {
        let manifest = manifest(files.reversed())
        #expect(manifest.head == "10")
        Golden("Tests/SQLMigrationsTests/Goldens/migrations.json").expect(
            String(decoding: manifest.text, as: UTF8.self)
        )
    }

    @Test func `the head is the highest version, and a baseline comes last`() {
        let files = ["V1__a.sql", "V5__b.sql", "B2__c.sql"].map {
            MigrationScripts.File(name: $0, bytes: Array("SELECT 1".utf8))
        }
        let scripts = MigrationScripts(files, in: "sql", engine: .mysql)
        #expect(scripts.deployed.map(\.name) == ["V1__a.sql", "V5__b.sql", "B2__c.sql"])
        #expect(MigrationManifest(scripts.deployed, engine: .mysql, set: "main").head == "5")
    }

    /// Each change of what is run gives another hash.
    @Test func `the hash changes with any byte, name, order or option`() {
        var variants: [String: String] = [:]
        func add(_ name: String, _ manifest: MigrationManifest) { variants[name] = manifest.scriptsHash }
        add("as it is", manifest(files))
        for index in files.indices {
            var edited = files
            edited[index].1 += " "
            add("byte \(index)", manifest(edited))
            var removed = files
            removed.remove(at: index)
            add("removed \(index)", manifest(removed))
        }
        add("case", manifest([("V1__users.sql", "select 1;\n")] + files.dropFirst()))
        add("added", manifest(files + [("V11__y.sql", "x")]))
        add("renamed", manifest([("V1__people.sql", files[0].1)] + files.dropFirst()))
        add("moved", manifest([("old/V1__users.sql", files[0].1)] + files.dropFirst()))
        add("version as text", manifest([("V01__users.sql", files[0].1)] + files.dropFirst()))
        add("reordered", manifest([("V3__users.sql", files[0].1)] + files.dropFirst()))
        add("contents exchanged", manifest([(files[0].0, files[1].1), (files[1].0, files[0].1), files[2]]))
        add("engine", manifest(files, engine: .postgresql))
        add("set", manifest(files, set: "other"))
        #expect(Set(variants.values).count == variants.count)
        #expect(variants.values.allSatisfy { $0.count == 64 })
    }

    @Test func `line ends, a byte order mark and the order of the files change nothing`() {
        let hash = manifest(files).scriptsHash
        #expect(manifest(files.shuffled()).scriptsHash == hash)
        #expect(manifest(files.map { ($0.0, $0.1.replacing("\n", with: "\r\n")) }).scriptsHash == hash)
        #expect(manifest(files.map { ($0.0, $0.1.replacing("\n", with: "\r")) }).scriptsHash == hash)
        #expect(manifest(files.map { ($0.0, "\u{FEFF}" + $0.1) }).scriptsHash == hash)
    }

    @Test(arguments: [
        ("V1__a.sql", "", "SQL101"), ("V1__a.sql", " \r\n\t", "SQL101"), ("a.sql", "x", "SQL401"),
        ("V1__a.SQL", "x", "SQL401"), ("1_a.down.sql", "x", "SQL406"),
        ("V\(String(repeating: "1", count: 65))__a.sql", "x", "SQL405"),
        ("V1__\(String(repeating: "ä", count: 201)).sql", "x", "SQL405"),
        ("\(String(repeating: "d", count: 500))/V1__a.sql", "x", "SQL405"),
    ])
    func `what can't be applied is refused`(name: String, text: String, code: String) {
        let read = MigrationScripts([.init(name: name, bytes: Array(text.utf8))], in: "sql", engine: .mysql)
        #expect(read.problems.map(\.code.rawValue) == [code])
        #expect(read.scripts.isEmpty)
    }

    private func manifest(
        _ files: [(String, String)],
        engine: DatabaseEngine = .mysql,
        set: String = "main"
    ) -> MigrationManifest {
        let read = MigrationScripts(files.map { .init(name: $0.0, bytes: Array($0.1.utf8)) }, in: "sql", engine: .mysql)
        #expect(read.problems == [])
        return MigrationManifest(read.scripts, engine: engine, set: set)
    }
}
