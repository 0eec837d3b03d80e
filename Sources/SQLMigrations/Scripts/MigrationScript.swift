internal import BorealisHashing

/// A script that is run once, in the order of the versions.
package struct MigrationScript: Hashable, Sendable {
    /// The file's path below the folder of the scripts: `V7__orders.sql`, `2026/V7__orders.sql`.
    package let name: String
    package let version: ScriptVersion
    package let description: String
    package let text: ScriptText
    /// SHA-256 of the text.
    package let checksum: String

    init(name: String, parts: ScriptName, text: ScriptText) {
        self.name = name
        version = parts.version
        description = parts.description
        self.text = text
        checksum = SHA256Digest(of: text.bytes).hexadecimal
    }
}
