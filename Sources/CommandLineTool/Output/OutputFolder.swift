internal import BorealisDiagnostics
internal import OrderedCollections

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// The folder that a synth writes to.
///
/// All new content is on disk before the first file is replaced, each file is replaced by a rename, and the manifest
/// comes last: a run that is killed or runs out of disk leaves every file either old or new, and the next run
/// completes it.
struct OutputFolder {
    let path: String
    private static let temporaryPrefix = ".synth-"

    /// The content of a file; nil where there is none.
    func content(of name: String) throws(Diagnostic) -> String? {
        let file = filePath(name)
        guard FileManager.default.fileExists(atPath: file) else { return nil }
        do {
            return String(decoding: try Data(contentsOf: URL(filePath: file)), as: UTF8.self)
        } catch {
            throw .unwritableOutput(file, reason: Self.reason(for: error))
        }
    }

    /// What the last run wrote; nil where there is no manifest.
    func manifest() throws(Diagnostic) -> Manifest? {
        guard let text = try content(of: Manifest.fileName) else { return nil }
        do {
            return try Manifest(json: text)
        } catch {
            throw .unreadableManifest(filePath(Manifest.fileName), reason: error.explanation)
        }
    }

    /// Makes the folder where there is none, and keeps other runs out of it until the body has ended.
    func locked<Result>(isWaiting: () -> Void, _ body: () throws -> Result) throws(Diagnostic) -> Result {
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
            return try FolderLock.holding(path, isWaiting: isWaiting, body: body)
        } catch let diagnostic as Diagnostic {
            throw diagnostic
        } catch {
            throw .unwritableOutput(path, reason: Self.reason(for: error))
        }
    }

    /// Writes the files that differ, then removes leftovers.
    ///
    /// - Returns: their names.
    func write(_ files: OutputFiles) throws -> (written: [String], removed: [String]) {
        try removeTemporaryFiles()
        let changed = try files.contents.filter { try !isSame(content(of: $0.key), $0.value) }
        try stage(changed)
        let removed = files.leftovers.filter { FileManager.default.fileExists(atPath: filePath($0)) }
        do throws(POSIXFailure) {
            for name in changed.keys {
                try POSIXFile.replace(filePath(name), with: filePath(Self.temporaryPrefix + name))
            }
            for name in removed {
                try POSIXFile.remove(filePath(name))
            }
        } catch {
            throw Diagnostic.incompleteOutput(path, reason: error.explanation)
        }
        return (Array(changed.keys), removed)
    }

    /// By bytes: Swift's `==` takes `é` and `e` with an accent for one.
    private func isSame(_ old: String?, _ new: String) -> Bool {
        old.map { $0.utf8.elementsEqual(new.utf8) } ?? false
    }

    /// Puts all new content on disk, beside the files that it will replace.
    private func stage(_ files: OrderedDictionary<String, String>) throws {
        do {
            for (name, content) in files {
                try Data(content.utf8).write(to: URL(filePath: filePath(Self.temporaryPrefix + name)))
            }
        } catch {
            try? removeTemporaryFiles()
            throw error
        }
    }

    /// Those of a run that was killed: the folder is ours alone now.
    private func removeTemporaryFiles() throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: path)
        where name.hasPrefix(Self.temporaryPrefix) {
            try POSIXFile.remove(filePath(name))
        }
    }

    private func filePath(_ name: String) -> String {
        path + "/" + name
    }

    private static func reason(for error: any Error) -> String {
        POSIXFailure(error)?.explanation ?? String(describing: error)
    }
}
