internal import Foundation

/// A Git repository of a test's own, on its branch `main`, that no setting of the machine changes.
package struct TestRepository: Sendable {
    package let folder: TemporaryFolder

    /// - Parameter arguments: of `git init` or `git clone`.
    package init(_ arguments: [String] = ["init", "--quiet", "--initial-branch=main", "."]) throws {
        folder = try TemporaryFolder()
        try git(arguments)
    }

    package var path: String { folder.url.path }

    /// Runs Git, which has to succeed.
    ///
    /// - Returns: what it printed, without the last line's end.
    @discardableResult
    package func git(_ arguments: [String]) throws -> String {
        let run = try attempt(arguments)
        guard run.status == 0 else { throw Failure(arguments: arguments, errors: run.errors) }
        return run.output.trimmingCharacters(in: .newlines)
    }

    /// Runs Git, which may fail.
    package func attempt(_ arguments: [String]) throws -> ProcessRun {
        let names = ["GIT_AUTHOR_NAME": "a", "GIT_COMMITTER_NAME": "a"]
        let addresses = ["GIT_AUTHOR_EMAIL": "a@example.com", "GIT_COMMITTER_EMAIL": "a@example.com"]
        let settings = ["GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1"]
        return try ProcessRun(
            URL(filePath: "/usr/bin/env"),
            ["git"] + arguments,
            in: folder.url,
            environment: names.merging(addresses) { $1 }.merging(settings) { $1 }
        )
    }

    /// Writes files, removes those that are nil, and commits everything.
    package func commit(_ files: [String: String?]) throws {
        for (path, text) in files {
            if let text {
                try folder.write(text, to: path)
            } else {
                try FileManager.default.removeItem(at: folder.url(path))
            }
        }
        try git(["add", "--all"])
        try git(["commit", "--quiet", "--message", "x"])
    }

    private struct Failure: Error, CustomStringConvertible {
        let arguments: [String]
        let errors: String

        var description: String { "git \(arguments.joined(separator: " ")): \(errors)" }
    }
}
