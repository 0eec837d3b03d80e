/// A folder in a Git repository, read by `git` itself.
///
/// Whatever goes wrong, an answer is nil: there may be no Git, no repository or only a part of its history.
package struct GitFolder: Sendable {
    /// As it was given.
    package let path: String
    /// The folder of the whole repository.
    package let root: String
    /// The folder's path below the root, with `/` at its end; empty for the root itself.
    package let prefix: String

    let git: Git

    package struct File: Hashable, Sendable {
        /// Below the folder.
        package let name: String
        package let bytes: [UInt8]
    }

    /// - Parameter program: what is run as `git`.
    package init?(_ path: String, program: String = "git") {
        git = Git(program: program, folder: path)
        guard let root = git.line(["rev-parse", "--show-toplevel"]), !root.isEmpty,
            let prefix = git.line(["rev-parse", "--show-prefix"])
        else { return nil }
        self.path = path
        self.root = root
        self.prefix = prefix
    }

    /// A file as it was at a revision.
    ///
    /// - Parameter name: below the folder.
    package func content(of name: String, at revision: String) -> [UInt8]? {
        guard let commit = commit(revision) else { return nil }
        return git.output(["cat-file", "blob", "\(commit):\(prefix)\(name)"])
    }

    /// The commit that a revision is; nil where there is none.
    package func commit(_ revision: String) -> String? {
        let found = git.line(["rev-parse", "--verify", "--quiet", "--end-of-options", "\(revision)^{commit}"])
        // Of `^main` it prints `^` and the commit: all but what that has.
        return found.flatMap { $0.isObjectName ? $0 : nil }
    }

    /// The files of the folder, and of those in it, as they were at a revision, in the order of Git.
    ///
    /// - Parameter isWanted: by the name below the folder; links are never wanted.
    package func files(at revision: String, where isWanted: (String) -> Bool) -> [File]? {
        guard let commit = commit(revision),
            let tree = git.output(["ls-tree", "-r", "-z", "--full-tree", commit, "--", prefix].filter { !$0.isEmpty })
        else { return nil }
        let files = tree.split(separator: 0).compactMap(GitTreeEntry.init).filter { file in
            file.isRegular && file.path.hasPrefix(prefix) && isWanted(String(file.path.dropFirst(prefix.count)))
        }
        guard let contents = git.blobs(files.map(\.blob)) else { return nil }
        return zip(files, contents).map { File(name: String($0.path.dropFirst(prefix.count)), bytes: $1) }
    }

    /// The newest version of a file that a test accepts, among what the last 200 commits have made of it.
    ///
    /// - Parameters:
    ///   - name: below the folder.
    ///   - revisions: where to look besides what is checked out; one that isn't there is left out.
    package func version(
        of name: String,
        in revisions: [String] = [],
        where isSought: ([UInt8]) -> Bool
    ) -> [UInt8]? {
        let commits = ["HEAD", "MERGE_HEAD"].compactMap(commit) + revisions.compactMap(commit)
        // A merge may have made a version of its own; a version that a commit took away is on the old side.
        let options = ["--max-count=200", "-m", "--raw", "-z", "--no-abbrev", "--no-renames", "--format="]
        guard !commits.isEmpty, let log = git.output(["log"] + options + commits + ["--", name]) else {
            return nil
        }
        var seen: Set<String> = []
        let blobs = log.split(separator: 0).flatMap(GitChange.blobs).filter { seen.insert($0).inserted }
        return git.blobs(blobs)?.first(where: isSought)
    }
}

extension String {
    /// Whether it is the whole name of an object: SHA-1 or SHA-256, in hexadecimal digits.
    fileprivate var isObjectName: Bool {
        (utf8.count == 40 || utf8.count == 64)
            && utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"): true
                default: false
                }
            }
    }
}
