/// The files of a folder and of the folders in it, read at once, in the order of their names' bytes.
package struct SourceTree {
    package struct File {
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
    package struct Failure: Error {
        package let path: String
        package let reason: String
    }

    package let files: [File]
    /// What was passed over, by names as those of the files; a folder ends in `/`.
    package let others: [String]
    /// Everything that was looked at. A folder whose entries change gets another stamp.
    package let stamps: [SourceStamp]

    /// Reads a folder.
    ///
    /// - Parameter isWanted: which files are read, and which folders are entered.
    package init(_ folder: String, where isWanted: (Entry) -> Bool) throws(Failure) {
        var walk = Walk()
        try walk.enter(folder, prefix: "", isWanted: isWanted)
        files = walk.files.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        others = walk.others.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        stamps = walk.stamps
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

/// The state of reading a folder.
private struct Walk {
    var files: [SourceTree.File] = []
    var others: [String] = []
    var stamps: [SourceStamp] = []
    /// The folders on the way from the root: a link may lead back to one of them.
    private var foldersOnPath: [FileStamp] = []

    mutating func enter(
        _ folder: String,
        prefix: String,
        isWanted: (SourceTree.Entry) -> Bool
    ) throws(SourceTree.Failure) {
        do throws(POSIXFailure) {
            let stamp = try FileStamp(folder)
            guard !foldersOnPath.contains(stamp) else { throw .loop }
            foldersOnPath.append(stamp)
            stamps.append(SourceStamp(path: folder, stamp: stamp))
        } catch {
            throw SourceTree.Failure(path: folder, reason: error.explanation)
        }
        for entry in try entries(of: folder) {
            guard isWanted(entry) else {
                others.append(prefix + entry.name + (entry.isFolder ? "/" : ""))
                continue
            }
            let path = "\(folder)/\(entry.name)"
            if entry.isFolder {
                try enter(path, prefix: "\(prefix)\(entry.name)/", isWanted: isWanted)
            } else {
                try read(path, as: prefix + entry.name)
            }
        }
        foldersOnPath.removeLast()
    }

    private func entries(of folder: String) throws(SourceTree.Failure) -> [SourceTree.Entry] {
        var failed = folder
        do throws(POSIXFailure) {
            var entries: [SourceTree.Entry] = []
            for entry in try FolderListing(folder).entries {
                failed = "\(folder)/\(entry.name ?? entry.lossyName)"
                guard let name = entry.name else { throw .illegalBytes }
                entries.append(SourceTree.Entry(name: name, isFolder: try entry.isFolder(at: failed)))
            }
            return entries
        } catch {
            throw SourceTree.Failure(path: failed, reason: error.explanation)
        }
    }

    private mutating func read(_ path: String, as name: String) throws(SourceTree.Failure) {
        do throws(POSIXFailure) {
            let source = try SourceFile.read(path)
            files.append(SourceTree.File(name: name, source: source))
            stamps.append(SourceStamp(of: source))
        } catch {
            throw SourceTree.Failure(path: path, reason: error.explanation)
        }
    }
}
