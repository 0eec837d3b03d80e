package import SQLMigrations

/// Scripts that were applied to a database before.
package struct OlderScripts {
    /// Where they are from: a file, or a revision of Git.
    package let origin: String
    /// In their order.
    package let scripts: [MigrationScript]

    package init(origin: String, scripts: [MigrationScript]) {
        self.origin = origin
        self.scripts = scripts
    }
}
