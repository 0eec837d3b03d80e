internal import AWSConstructs
internal import BorealisDiagnostics
internal import BorealisFileSystem
internal import SQLMigrations
internal import TemplateModel

/// The `migrations.sum` of a folder of scripts, as it was read.
struct SumFile {
    let path: String
    let scripts: FoundScripts
    /// Nil where there is no file.
    private let bytes: [UInt8]?

    /// - Throws: ``Diagnostic`` `CLI011` for a file that can't be read.
    init(of scripts: FoundScripts) throws(Diagnostic) {
        self.scripts = scripts
        path = "\(scripts.set.folder)/\(MigrationSum.fileName)"
        do throws(POSIXFailure) {
            bytes = try POSIXFile.content(of: path)
        } catch {
            throw .unreadableScript(path, reason: error.explanation)
        }
    }

    /// Why no sum can be made of the scripts, or of a folder without any.
    var problems: [Diagnostic] {
        scripts.set.files.isEmpty
            ? scripts.problems.filter { $0.severity == .error }
            : scripts.set.scripts.recordingProblems(in: scripts.set.folder)
    }

    /// What the file has; two where Git left a conflict in it, none where there is no file.
    func sums() throws(Diagnostic) -> [MigrationSum] {
        guard let bytes else { return [] }
        return try MigrationSum.sides(of: bytes, at: path)
    }

    /// - Throws: ``Diagnostic`` `SQL410` and the like for a file that has something else.
    func sum() throws(Diagnostic) -> MigrationSum? {
        guard let bytes else { return nil }
        return try MigrationSum(reading: bytes, at: path)
    }

    func rewriting() throws(Diagnostic) -> SumRewriting {
        SumRewriting(
            try sums(),
            scripts: scripts.set.scripts,
            in: scripts.set.folder,
            history: SumHistory(ofFolder: scripts.set.folder)
        )
    }

    /// What another sum says otherwise, a line for each script; empty where nothing but the hashes of lines differs.
    func changes(to sum: MigrationSum) throws(Diagnostic) -> [String] {
        let folder = scripts.set.folder
        let old = try sums().first ?? MigrationSum()
        let checksums = Dictionary(uniqueKeysWithValues: old.entries.map { ($0.name, $0.checksum) })
        let kept = Set(sum.entries.map(\.name))
        let recorded = sum.entries.compactMap { entry in
            guard let checksum = checksums[entry.name] else { return "recorded \(folder)/\(entry.name)" }
            return checksum == entry.checksum ? nil : "recorded anew: \(folder)/\(entry.name)"
        }
        let gone = old.entries.filter { !kept.contains($0.name) }.map { "no longer recorded: \(folder)/\($0.name)" }
        return recorded + gone
    }

    /// How the file would change, as a patch; empty where it has that text.
    func difference(from sum: MigrationSum) -> String {
        TextDifference.unifiedDifference(
            from: String(decoding: bytes ?? [], as: UTF8.self),
            to: sum.text,
            oldName: bytes == nil ? "/dev/null" : path,
            newName: path
        )
    }

    /// Puts a sum in the place of the file, at once, and prints what it says otherwise.
    func write(_ sum: MigrationSum, console: Console) throws(Diagnostic) {
        let text = Array(sum.text.utf8)
        guard text != bytes else {
            console.progress("\(path) is up to date")
            return
        }
        let changes = try changes(to: sum)
        do throws(POSIXFailure) {
            try POSIXFile.replace(path, with: text)
        } catch {
            throw .unwritableScripts(scripts.set.folder, reason: error.explanation)
        }
        try console.product(changes.map { $0 + "\n" }.joined())
        console.progress("wrote \(path)")
    }
}

extension [FoundScripts] {
    /// Each folder once: what it is read for makes no difference to its sum.
    var withoutRepeatedFolders: [FoundScripts] {
        reduce(into: []) { kept, scripts in
            if !kept.contains(where: { $0.set.folder == scripts.set.folder }) {
                kept.append(scripts)
            }
        }
    }
}
