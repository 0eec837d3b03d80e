/// A statement of a script with what is known of it.
package struct MigrationStatement: Hashable, Sendable {
    package let statement: SQLStatement
    /// SHA-256 of what is sent to the server: 64 digits.
    package let sha256: String
    package let kind: StatementClass
    /// Those in the comments before it.
    package let waivers: [Waiver]

    package init(_ statement: SQLStatement, sha256: String, kind: StatementClass, waivers: [Waiver] = []) {
        self.statement = statement
        self.sha256 = sha256
        self.kind = kind
        self.waivers = waivers
    }
}
