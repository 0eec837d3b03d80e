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

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

extension OlderScripts {
    /// Reads what was applied before.
    ///
    /// - Parameters:
    ///   - origin: the path of a `migrations.json`, or a revision of Git.
    ///   - set: the scripts that come after.
    ///   - rebases: changes of older scripts that were accepted.
    /// - Throws: ``Diagnostic`` `CLI026` where it is neither, `CLI025` where a script of the file is no longer there.
    init(from origin: String, for set: MigrationSet, rebases: [Rebase]) throws(Diagnostic) {
        let bytes: [UInt8]?
        do throws(POSIXFailure) {
            bytes = try POSIXFile.content(of: origin)
        } catch {
            // A branch may have the name of a folder.
            guard error.code == EISDIR else { throw .unreadableOlderScripts(origin, reason: error.explanation) }
            bytes = nil
        }
        guard let bytes else {
            self.init(origin: origin, scripts: try Self.scripts(at: origin, of: set))
            return
        }
        let manifest = try OlderManifest(reading: bytes, of: origin)
        guard manifest.engine == set.engine.rawValue, manifest.set == set.name else {
            throw .otherOlderScripts(origin, got: "\(manifest.engine), set \(manifest.set)", set: set)
        }
        let found = try manifest.scripts(beside: origin, for: set, rebases: rebases)
        self.init(origin: origin, scripts: found.scripts, omitted: found.omitted)
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
        guard !files.isEmpty else {
            throw .unreadableOlderScripts(revision, reason: "no scripts in \(set.folder) at that revision")
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

    let formatVersion: Int
    let engine: String
    let set: String
    let scripts: [Entry]

    /// Of both, what is read here is the same.
    private static let formats = 1...2

    init(reading bytes: [UInt8], of origin: String) throws(Diagnostic) {
        // The first bytes of a zip archive.
        guard !bytes.starts(with: "PK\u{3}\u{4}".utf8) else { throw .packedOlderScripts(origin) }
        guard let manifest = try? JSONDecoder().decode(OlderManifest.self, from: Data(bytes)) else {
            throw .unreadableOlderScripts(origin, reason: "text of another form")
        }
        guard Self.formats.contains(manifest.formatVersion) else {
            throw .unreadableOlderScripts(origin, reason: "formatVersion \(manifest.formatVersion)")
        }
        self = manifest
    }

    /// A manifest has no texts: they are those of today, or of the files beside the manifest.
    ///
    /// - Returns: the scripts, and the names of those repeatable ones whose old text is gone.
    func scripts(
        beside path: String,
        for set: MigrationSet,
        rebases: [Rebase]
    ) throws(Diagnostic) -> (scripts: [MigrationScript], omitted: [String]) {
        let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
        let current = Dictionary(RehearsedSet(set).scripts.map { ($0.name, $0) }) { first, _ in first }
        var older: [MigrationScript] = []
        var omitted: [String] = []
        for entry in scripts {
            if let script = current[entry.script], script.checksum == entry.checksum {
                older.append(script)
            } else if let script = entry.script(in: folder.isEmpty ? "." : folder, of: set) {
                older.append(script)
            } else if let script = current[entry.script], script.kind == .repeatable {
                omitted.append(entry.script)
            } else if rebases.contains(where: { ($0.script, $0.checksum) == (entry.script, entry.checksum) }) {
                throw .missingOlderText(entry.script, of: path)
            } else {
                let place = Place(file: "\(set.folder)/\(entry.script)")
                throw current[entry.script] == nil ? .removedScript(place) : .editedScript(place)
            }
        }
        return (older, omitted)
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
