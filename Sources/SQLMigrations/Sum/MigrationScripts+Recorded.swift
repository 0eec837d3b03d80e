package import BorealisDiagnostics

extension MigrationScripts {
    /// What `migrations.sum` lists: all that is run once, so that a change of it would come too late.
    ///
    /// Scripts for other environments are listed as well: the file is the same for all.
    package var recorded: [MigrationScript] {
        all.filter { $0.kind != .repeatable }.sorted(by: MigrationScript.isOrdered)
    }

    /// Why no sum can be made of them: a script that can't be read would look as if it were gone, and of two with the
    /// same version nobody knows which one was recorded.
    ///
    /// Whatever else is wrong with a script, such as what the checks find, it can be recorded.
    package func recordingProblems(in folder: String) -> [Diagnostic] {
        let files = Set(unreadable.map { "\(folder)/\($0)" })
        return problems.filter { problem in
            problem.code == .known(.duplicateVersion) || problem.place.map { files.contains($0.file) } ?? false
        }
    }
}
