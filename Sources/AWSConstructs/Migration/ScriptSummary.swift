internal import BorealisHashing
internal import ConstructKit
internal import SQLMigrations

/// The scripts of a set as the metadata of a template tells them, so that a deployed template says what was deployed.
///
/// Where all of them would take too much of a template, the oldest are counted instead of named.
/// - Shape: `[{"Script": "V1__users.sql", "Checksum": "58e7…"}]` in the order of the scripts; with older ones left out,
///   the first item is `{"Omitted": "1200", "Checksum": …}`: how many, and the SHA-256 of their names and checksums, a
///   line each.
/// - Units: at most 100,000 bytes, of the 1,000,000 that a template may have.
struct ScriptSummary {
    private let scripts: [MigrationScript]
    private let named: ArraySlice<MigrationScript>

    private static let limit = 100_000
    /// Around the name of an entry, in YAML.
    private static let entrySize = 120

    init(of scripts: [MigrationScript]) {
        self.scripts = scripts
        var size = 0
        named =
            scripts.reversed().prefix { script in
                size += script.name.utf8.count + Self.entrySize
                return size <= Self.limit
            }.reversed()[...]
    }

    var value: JSONValue {
        let omitted = scripts.dropLast(named.count)
        let entries = named.map { script in
            ["Script": JSONValue(Value(script.name)), "Checksum": JSONValue(Value(script.checksum))] as JSONValue
        }
        guard !omitted.isEmpty else { return JSONValue(PropertyList(entries)) }
        let lines = omitted.map { "\($0.checksum) \($0.name)\n" }.joined()
        let digest = SHA256Digest(of: Array(lines.utf8)).hexadecimal
        let first: JSONValue = [
            "Omitted": JSONValue(Value(String(omitted.count))), "Checksum": JSONValue(Value(digest)),
        ]
        return JSONValue(PropertyList([first] + entries))
    }
}
