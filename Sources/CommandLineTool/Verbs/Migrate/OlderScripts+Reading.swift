internal import BorealisDiagnostics
internal import BorealisFileSystem
internal import BorealisProcesses
internal import BorealisRehearsal
internal import SQLMigrations

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

extension OlderScripts {
    /// Reads what was applied before.
    ///
    /// - Parameters:
    ///   - origin: the path of a `migrations.json`, or a revision of Git.
    ///   - set: the scripts that come after.
    /// - Throws: ``Diagnostic`` `CLI026` where it is neither, `CLI025` where a script of the file is no longer there.
    init(from origin: String, for set: MigrationSet) throws(Diagnostic) {
        let bytes: [UInt8]?
        do throws(POSIXFailure) {
            bytes = try POSIXFile.content(of: origin)
        } catch {
            throw .unreadableOlderScripts(origin, reason: error.explanation)
        }
        guard let bytes else {
            self.init(origin: origin, scripts: try Self.scripts(at: origin, of: set))
            return
        }
        guard let manifest = try? JSONDecoder().decode(OlderManifest.self, from: Data(bytes)) else {
            throw .unreadableOlderScripts(origin, reason: "text of another form")
        }
        guard manifest.engine == set.engine.rawValue, manifest.set == set.name else {
            throw .otherOlderScripts(origin, got: "\(manifest.engine), set \(manifest.set)", set: set)
        }
        self.init(origin: origin, scripts: try manifest.scripts(beside: origin, for: set))
    }

    /// The scripts of the folder as they were at a revision.
    private static func scripts(at revision: String, of set: MigrationSet) throws(Diagnostic) -> [MigrationScript] {
        guard let folder = GitFolder(set.folder) else {
            throw .unreadableOlderScripts(
                revision,
                reason: "no such file, and \(set.folder) is in no repository of Git"
            )
        }
        let isScript: (String) -> Bool = { name in
            let parts = name.split(separator: "/").map(String.init)
            return !parts.contains { $0.hasPrefix(".") } && parts.last.map(ScriptName.isMeant) ?? false
        }
        guard let files = folder.files(at: revision, where: isScript) else {
            throw .unreadableOlderScripts(revision, reason: "no such file or revision")
        }
        let old = set.with(files: files.map { MigrationScripts.File(name: $0.name, bytes: $0.bytes) }, in: set.folder)
        if let problem = old.scripts.problems.first(where: { $0.severity == .error }) {
            throw .unreadableOlderScripts(revision, reason: problem.problem)
        }
        return RehearsedSet(old).scripts
    }
}

extension MigrationSet {
    /// Other files, read in the same way.
    fileprivate func with(files: [MigrationScripts.File], in folder: String) -> MigrationSet {
        MigrationSet(
            folder: folder,
            engine: engine,
            name: name,
            options: options,
            files: files,
            others: [],
            place: place
        )
    }
}

/// As much of a `migrations.json` as tells which scripts were applied.
private struct OlderManifest: Decodable {
    struct Entry: Decodable {
        let script: String
        /// SHA-256 of the script's file.
        let checksum: String
    }

    let engine: String
    let set: String
    let scripts: [Entry]

    /// A manifest has no texts: they are those of today, or of the files beside the manifest.
    func scripts(beside path: String, for set: MigrationSet) throws(Diagnostic) -> [MigrationScript] {
        let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
        let current = Dictionary(RehearsedSet(set).scripts.map { ($0.name, $0) }) { first, _ in first }
        var older: [MigrationScript] = []
        for entry in scripts {
            if let script = current[entry.script], script.checksum == entry.checksum {
                older.append(script)
            } else if let script = entry.script(in: folder.isEmpty ? "." : folder, of: set) {
                older.append(script)
            } else if let script = current[entry.script], script.kind == .repeatable {
                // Its old text is gone; the upgrade begins without it.
                continue
            } else {
                let place = Place(file: "\(set.folder)/\(entry.script)")
                throw current[entry.script] == nil ? .removedScript(place) : .editedScript(place)
            }
        }
        return older
    }
}

extension OlderManifest.Entry {
    /// The script beside the manifest, where it is the one that the manifest means.
    fileprivate func script(in folder: String, of set: MigrationSet) -> MigrationScript? {
        guard let bytes = (try? POSIXFile.content(of: "\(folder)/\(script)")) ?? nil else { return nil }
        let file = MigrationScripts.File(name: script, bytes: bytes)
        let read = set.with(files: [file], in: folder)
        return RehearsedSet(read).scripts.first { $0.checksum == checksum }
    }
}
