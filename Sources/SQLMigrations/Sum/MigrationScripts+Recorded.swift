extension MigrationScripts {
    /// What `migrations.sum` lists: all that is run once, so that a change of it would come too late.
    ///
    /// Scripts for other environments are listed as well: the file is the same for all.
    package var recorded: [MigrationScript] {
        all.filter { $0.kind != .repeatable }.sorted(by: MigrationScript.isOrdered)
    }
}
