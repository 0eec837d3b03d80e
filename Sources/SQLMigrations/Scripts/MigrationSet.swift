package import BorealisDiagnostics

/// A folder of scripts for one database, as it was read.
package struct MigrationSet: Sendable {
    /// As the stack names it: `sql/blog`.
    package let folder: String
    package let engine: DatabaseEngine
    /// The name of the set: a database can have several.
    package let name: String
    package let options: ScriptOptions
    /// As they were read, also those with problems.
    package let files: [MigrationScripts.File]
    /// The files that are no scripts, by their paths in the folder.
    package let others: [String]
    package var scripts: MigrationScripts
    /// Of the construct that names the folder.
    package let place: Place

    package init(
        folder: String,
        engine: DatabaseEngine,
        name: String,
        options: ScriptOptions,
        files: [MigrationScripts.File],
        others: [String],
        place: Place
    ) {
        self.folder = folder
        self.engine = engine
        self.name = name
        self.options = options
        self.files = files
        self.others = others
        self.place = place
        scripts = MigrationScripts(
            files,
            others: others,
            in: folder,
            engine: engine,
            options: options,
            place: place
        )
    }
}
