internal import BorealisProcesses
package import SQLMigrations

extension MigrationScripts {
    /// Without what is found in scripts that the branch has which others work from: they are applied, or about to be.
    ///
    /// Git is started only where there are findings.
    package func settled(inRepositoryOf folder: String) -> MigrationScripts {
        let names = riskyScripts(in: folder)
        guard !names.isEmpty, let repository = GitFolder(folder), let upstream = repository.upstream(),
            let files = repository.files(at: upstream.commit, where: names.contains)
        else { return self }
        let texts = Dictionary(all.map { ($0.name, $0.source) }) { first, _ in first }
        let settled = files.filter { file in
            texts[file.name].map { $0 == (try? ScriptText(file.bytes)) } ?? false
        }
        return settling(Set(settled.map(\.name)), in: folder)
    }
}
