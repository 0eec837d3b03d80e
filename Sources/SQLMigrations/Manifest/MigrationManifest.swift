internal import BorealisHashing
internal import OrderedCollections
internal import TemplateModel

/// `migrations.json`: what a layer has, and in which order it runs.
///
/// Its text is canonical: it follows from the names, order and content of the scripts and from the options, and from
/// nothing else. Its SHA-256 is the `ScriptsHash` of the custom resource.
/// - Shape: `{"formatVersion": 1, "engine": "mysql", "set": "main", "head": "3", "scripts": [{"script":
///   "V1__users.sql", "version": "1", "description": "users", "checksum": …}]}`, the scripts in their order.
package struct MigrationManifest: Sendable {
    package static let fileName = "migrations.json"
    private static let formatVersion = 1

    /// The canonical text.
    package let text: String
    /// SHA-256 of the text: 64 digits.
    package let scriptsHash: String
    /// The version of the last script.
    package let head: String

    /// - Parameters:
    ///   - scripts: in their order.
    ///   - set: the name of the set; one database can have several.
    package init(_ scripts: [MigrationScript], engine: DatabaseEngine, set: String) {
        head = scripts.last { $0.version != nil }?.version?.text ?? ""
        let entries = scripts.map { script in
            TemplateNode.map([
                "script": .string(script.name), "version": .string(script.version?.text ?? ""),
                "description": .string(script.description), "checksum": .string(script.checksum),
            ])
        }
        let node = TemplateNode.map([
            "formatVersion": .integer(Self.formatVersion), "engine": .string(engine.rawValue), "set": .string(set),
            "head": .string(head), "scripts": .list(entries),
        ])
        text = node.text(as: .json)
        scriptsHash = SHA256Digest(of: Array(text.utf8)).hexadecimal
    }
}
