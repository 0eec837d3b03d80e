/// The branch that others work from, as far as we have it.
package struct GitUpstream: Hashable, Sendable {
    /// As a person calls it: `origin/main`.
    package let name: String
    /// The last of its commits that we have worked from, also by a merge that is still going on.
    package let commit: String

    package init(name: String, commit: String) {
        self.name = name
        self.commit = commit
    }
}

extension GitFolder {
    /// Nil without a remote branch.
    ///
    /// It is the branch that the current one follows. A branch that is only pushed under its own name follows nobody:
    /// then, and where it follows none, it is the remote's default branch, or its `main` or `master`.
    package func upstream() -> GitUpstream? {
        let followed = git.line(["rev-parse", "--symbolic-full-name", "--verify", "--quiet", "@{upstream}"])
        let branch = git.line(["symbolic-ref", "--quiet", "--short", "HEAD"])
        let isOwn = followed.flatMap { name in
            branch.map { name.hasPrefix("refs/remotes/") && name.hasSuffix("/\($0)") }
        }
        let defaultBranch = git.line(["symbolic-ref", "--quiet", "refs/remotes/origin/HEAD"])
        let candidates =
            [isOwn ?? false ? nil : followed, defaultBranch, "refs/remotes/origin/main"]
            + ["refs/remotes/origin/master", followed]
        for case let name? in candidates {
            guard let tip = commit(name) else { continue }
            let ours = ["HEAD", "MERGE_HEAD"].compactMap(commit)
            // A clone without its history may not have it.
            let common = ours.isEmpty ? nil : git.line(["merge-base", tip] + ours)
            return GitUpstream(name: Self.shortName(name), commit: common ?? tip)
        }
        return nil
    }

    private static func shortName(_ name: String) -> String {
        for prefix in ["refs/remotes/", "refs/heads/"] where name.hasPrefix(prefix) {
            return String(name.dropFirst(prefix.count))
        }
        return name
    }
}
