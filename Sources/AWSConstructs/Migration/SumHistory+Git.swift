internal import BorealisProcesses
package import SQLMigrations

extension SumHistory {
    /// As Git has it; a folder that is in no repository has none.
    ///
    /// Git is started when it is asked, which is where something is wrong or new.
    package init(ofFolder path: String) {
        self.init(
            upstream: { GitFolder(path).flatMap(Self.upstreamSum) },
            checksums: { names in GitFolder(path).flatMap { Self.upstreamChecksums(names, of: $0) } ?? [:] },
            version: { name, isSought in
                GitFolder(path).flatMap { folder in
                    let upstream = [folder.upstream()?.commit].compactMap(\.self)
                    return folder.version(of: name, in: upstream, where: isSought)
                }
            }
        )
    }

    private static func upstreamSum(of folder: GitFolder) -> MigrationSum? {
        guard let commit = folder.upstream()?.commit else { return nil }
        let sum = folder.content(of: MigrationSum.fileName, at: commit)
        return sum.map { try? MigrationSum(reading: $0, at: MigrationSum.fileName) } ?? MigrationSum()
    }

    private static func upstreamChecksums(_ names: Set<String>, of folder: GitFolder) -> [String: String]? {
        guard let commit = folder.upstream()?.commit, let files = folder.files(at: commit, where: names.contains)
        else { return nil }
        return files.reduce(into: [:]) { $0[$1.name] = (try? ScriptText($1.bytes))?.checksum }
    }
}
