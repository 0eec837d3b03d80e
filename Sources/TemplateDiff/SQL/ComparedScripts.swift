package import BorealisDiagnostics
package import SQLMigrations

/// The scripts of a migration as they were read for the new template.
package struct ComparedScripts: Sendable {
    package let set: MigrationSet
    /// Changes of applied scripts that were accepted, in their order: those that the manifest has.
    package let rebases: [Rebase]
    /// What is wrong with the scripts, and with their places in `migrations.sum`.
    package let problems: [Diagnostic]

    /// - Parameter problems: nil for those that were found when the scripts were read.
    package init(_ set: MigrationSet, rebases: [Rebase] = [], problems: [Diagnostic]? = nil) {
        self.set = set
        self.rebases = rebases
        self.problems = problems ?? set.scripts.problems
    }
}
