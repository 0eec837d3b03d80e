package import SQLMigrations

/// Scripts that were applied to a database before.
package struct OlderScripts {
    /// Where they are from: a file, or a revision of Git.
    package let origin: String
    /// In their order.
    package let scripts: [MigrationScript]
    /// Names of scripts whose old text is gone: the upgrade begins without them.
    package let omitted: [String]

    package init(origin: String, scripts: [MigrationScript], omitted: [String] = []) {
        self.origin = origin
        self.scripts = scripts
        self.omitted = omitted
    }
}
