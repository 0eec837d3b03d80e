internal import BorealisDiagnostics
internal import BorealisFileSystem
internal import OrderedCollections

/// The folder that a synth writes to.
///
/// All new content is on disk before the first file is replaced, each file is replaced by a rename, and the manifest
/// comes last: a run that is killed or runs out of disk leaves every file either old or new, and the next run
/// completes it.
struct OutputFolder {
    let path: String
    private static let temporaryPrefix = ".synth-"

    /// The content of a file; nil where there is none.
    func content(of name: String) throws(Diagnostic) -> [UInt8]? {
        try accessing(name) { path throws(POSIXFailure) in try POSIXFile.content(of: path) }
    }

    /// Whether a file has that content already.
    func isUpToDate(_ name: String, with content: FileContent) throws(Diagnostic) -> Bool {
        try accessing(name) { path throws(POSIXFailure) in try content.isContent(of: path) }
    }

    /// - Parameter body: what is done with the path of the file; its failure is one of the output.
    private func accessing<Result>(
        _ name: String,
        _ body: (String) throws(POSIXFailure) -> Result
    ) throws(Diagnostic) -> Result {
        do throws(POSIXFailure) {
            return try body(filePath(name))
        } catch {
            throw .unwritableOutput(filePath(name), reason: error.explanation)
        }
    }

    /// What the last run wrote; nil where there is no manifest.
    func manifest() throws(Diagnostic) -> Manifest? {
        guard let bytes = try content(of: Manifest.fileName) else { return nil }
        do {
            return try Manifest(json: String(decoding: bytes, as: UTF8.self))
        } catch {
            throw .unreadableManifest(filePath(Manifest.fileName), reason: error.explanation)
        }
    }

    /// Makes the folder where there is none, and keeps other runs out of it until the body has ended.
    func locked<Result>(isWaiting: () -> Void, _ body: () throws -> Result) throws(Diagnostic) -> Result {
        do {
            try POSIXFile.makeFolders(path)
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
        let changed = try files.contents.filter { try !isUpToDate($0.key, with: $0.value) }
        try stage(changed)
        var removed: [String] = []
        do throws(POSIXFailure) {
            for name in changed.keys where name != Manifest.fileName {
                try POSIXFile.replace(filePath(name), with: temporaryPath(name))
            }
            for name in files.leftovers where try POSIXFile.remove(filePath(name)) {
                removed.append(name)
            }
            POSIXFile.removeEmptyFolder(filePath(AssetName.folder))
            // Only now are the leftovers forgotten: a run that stopped before this one finds them again.
            if changed.keys.contains(Manifest.fileName) {
                try POSIXFile.replace(filePath(Manifest.fileName), with: temporaryPath(Manifest.fileName))
            }
        } catch {
            throw Diagnostic.incompleteOutput(path, reason: error.explanation)
        }
        return (Array(changed.keys), removed)
    }

    /// Puts all new content on disk, in the folder itself: in that of the assets it could be uploaded.
    private func stage(_ files: OrderedDictionary<String, FileContent>) throws {
        do throws(Diagnostic) {
            if files.keys.contains(where: AssetName.isValid) {
                try accessing(AssetName.folder) { path throws(POSIXFailure) in try POSIXFile.makeFolders(path) }
            }
            for (name, content) in files {
                let temporary = temporaryPath(name)
                try accessing(name) { _ throws(POSIXFailure) in try content.write(to: temporary) }
            }
        } catch {
            try? removeTemporaryFiles()
            throw error
        }
    }

    /// Those of a run that was killed: the folder is ours alone now.
    private func removeTemporaryFiles() throws {
        for name in try POSIXFile.names(in: path) where name.hasPrefix(Self.temporaryPrefix) {
            try POSIXFile.remove(filePath(name))
        }
    }

    private func temporaryPath(_ name: String) -> String {
        filePath(Self.temporaryPrefix + (name.split(separator: "/").last ?? ""))
    }

    private func filePath(_ name: String) -> String {
        path + "/" + name
    }

    private static func reason(for error: any Error) -> String {
        (error as? POSIXFailure)?.explanation ?? String(describing: error)
    }
}
