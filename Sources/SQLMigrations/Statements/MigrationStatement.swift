/// A statement of a script with what is known of it.
package struct MigrationStatement: Hashable, Sendable {
    package let statement: SQLStatement
    package let kind: StatementClass
    /// Those in the comments before it.
    package let waivers: [Waiver]

    package init(_ statement: SQLStatement, kind: StatementClass, waivers: [Waiver] = []) {
        self.statement = statement
        self.kind = kind
        self.waivers = waivers
    }
}
