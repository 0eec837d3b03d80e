internal import BorealisParallelism

/// The files of a folder and of the folders in it, read at once, in the order of their names' bytes.
package struct SourceTree {
    package struct File: Sendable {
        /// Relative to the folder, with `/` between its parts.
        package let name: String
        package let source: SourceFile
    }

    /// A file or folder before it is read, by its name without the folders that it is in.
    package struct Entry {
        package let name: String
        package let isFolder: Bool
    }

    /// What can't be read.
    package struct Failure: Error, Sendable {
        package let path: String
        package let reason: String
    }

    package let files: [File]
    /// What was passed over, by names as those of the files; a folder ends in `/`.
    package let others: [String]
    /// Everything that was looked at: a folder whose entries change gets another stamp.
    package let stamps: [SourceStamp]

    /// Reads a folder.
    ///
    /// - Parameter isWanted: which files are read, and which folders are entered.
    package init(_ folder: String, where isWanted: (Entry) -> Bool) throws(Failure) {
        var walk = Walk()
        try walk.enter(folder, prefix: "", isWanted: isWanted)
        let names = walk.names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        var files: [File] = []
        for result in names.concurrentMap({ File.read($0, in: folder) }) {
            files.append(try result.get())
        }
        self.files = files
        others = walk.others.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        stamps = walk.folders + files.map { SourceStamp(of: $0.source) }
    }
}

extension SourceTree.File {
    fileprivate static func read(_ name: String, in folder: String) -> Result<Self, SourceTree.Failure> {
        let path = "\(folder)/\(name)"
        do throws(POSIXFailure) {
            return .success(Self(name: name, source: try SourceFile.read(path)))
        } catch {
            return .failure(SourceTree.Failure(path: path, reason: error.explanation))
        }
    }
}

/// What a path had when it was read.
package struct SourceStamp: Hashable, Sendable {
    package let path: String
    let stamp: FileStamp

    package init(of file: SourceFile) {
        path = file.path
        stamp = file.stamp
    }

    init(path: String, stamp: FileStamp) {
        self.path = path
        self.stamp = stamp
    }

    /// Whether it is what it was.
    package var isCurrent: Bool {
        (try? FileStamp(path)) == stamp
    }
}

/// Finds what is to be read.
private struct Walk {
    /// Of files, relative to the root.
    var names: [String] = []
    var others: [String] = []
    var folders: [SourceStamp] = []
    /// The folders on the way from the root: a link may lead back to one of them.
    private var foldersOnPath: [FileStamp] = []

    mutating func enter(
        _ folder: String,
        prefix: String,
        isWanted: (SourceTree.Entry) -> Bool
    ) throws(SourceTree.Failure) {
        foldersOnPath.append(try stamp(of: folder))
        for entry in try entries(of: folder, isWanted: isWanted) {
            if !isWanted(entry) {
                others.append(prefix + entry.name + (entry.isFolder ? "/" : ""))
            } else if entry.isFolder {
                try enter("\(folder)/\(entry.name)", prefix: "\(prefix)\(entry.name)/", isWanted: isWanted)
            } else {
                names.append(prefix + entry.name)
            }
        }
        foldersOnPath.removeLast()
    }

    private mutating func stamp(of folder: String) throws(SourceTree.Failure) -> FileStamp {
        do throws(POSIXFailure) {
            let stamp = try FileStamp(folder)
            guard !foldersOnPath.contains(stamp) else { throw .loop }
            folders.append(SourceStamp(path: folder, stamp: stamp))
            return stamp
        } catch {
            throw SourceTree.Failure(path: folder, reason: error.explanation)
        }
    }

    private func entries(
        of folder: String,
        isWanted: (SourceTree.Entry) -> Bool
    ) throws(SourceTree.Failure) -> [SourceTree.Entry] {
        var failed = folder
        do throws(POSIXFailure) {
            var entries: [SourceTree.Entry] = []
            for entry in try FolderListing(folder).entries {
                let found = SourceTree.Entry(
                    name: entry.name ?? entry.lossyName,
                    isFolder: entry.isFolder(at: "\(folder)/\(entry.name ?? entry.lossyName)")
                )
                failed = "\(folder)/\(found.name)"
                guard entry.name != nil || !isWanted(found) else { throw .illegalBytes }
                entries.append(found)
            }
            return entries
        } catch {
            throw SourceTree.Failure(path: failed, reason: error.explanation)
        }
    }
}
