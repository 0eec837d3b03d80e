/// Runs `git` in a folder so that it asks nothing, waits for nothing and changes nothing.
package struct Git: Sendable {
    let program: String
    let folder: String

    private static let limit = Duration.seconds(20)

    /// What is changed in our own environment.
    ///
    /// A hook is run with variables of its own repository, whose paths hold only in the folder of the hook: the folder
    /// says by itself where it belongs. Settings may well be in variables, such as `safe.directory`.
    ///
    /// - Source: git-rev-parse(1), `--local-env-vars`, and git(1), "Environment Variables", read 2026-11-21.
    package static let environment: [String: String?] = [
        "GIT_DIR": nil, "GIT_WORK_TREE": nil, "GIT_IMPLICIT_WORK_TREE": nil, "GIT_INDEX_FILE": nil, "GIT_PREFIX": nil,
        "GIT_COMMON_DIR": nil, "GIT_OBJECT_DIRECTORY": nil, "GIT_ALTERNATE_OBJECT_DIRECTORIES": nil,
        "GIT_NAMESPACE": nil, "GIT_GRAFT_FILE": nil, "GIT_SHALLOW_FILE": nil, "GIT_NO_REPLACE_OBJECTS": nil,
        "GIT_REPLACE_REF_BASE": nil, "GIT_INTERNAL_SUPER_PREFIX": nil,
        "GIT_GLOB_PATHSPECS": nil, "GIT_NOGLOB_PATHSPECS": nil, "GIT_ICASE_PATHSPECS": nil,
        "GIT_LITERAL_PATHSPECS": "1", "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1",
        "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C",
    ]

    /// What it prints; nil unless it succeeds.
    func output(_ arguments: [String], input: [UInt8] = []) -> [UInt8]? {
        let call = ProgramCall(
            program,
            ["-C", folder, "--no-pager"] + arguments,
            environment: Self.environment,
            input: input,
            limit: Self.limit
        )
        guard let finished = try? call.run(), finished.isSuccess else { return nil }
        return finished.output
    }

    /// The one line that it prints, without its end.
    func line(_ arguments: [String]) -> String? {
        guard let output = output(arguments), output.last == UInt8(ascii: "\n") else { return nil }
        return String(validating: output.dropLast(), as: UTF8.self)
    }

    /// What blobs have, in the order in which they are asked for; nil where one is missing.
    func blobs(_ names: [String]) -> [[UInt8]]? {
        guard !names.isEmpty else { return [] }
        let input = names.map { $0 + "\n" }.joined()
        guard let output = output(["cat-file", "--batch"], input: Array(input.utf8)) else { return nil }
        var rest = output[...]
        var blobs: [[UInt8]] = []
        for _ in names {
            guard let blob = Self.blob(from: &rest) else { return nil }
            blobs.append(blob)
        }
        return blobs
    }

    /// - Source: git-cat-file(1), "Batch output", read 2026-11-21: name, type and size in a line, the content, a line feed.
    private static func blob(from rest: inout ArraySlice<UInt8>) -> [UInt8]? {
        guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
        let words = String(decoding: rest[..<end], as: UTF8.self).split(separator: " ")
        guard words.count == 3, words[1] == "blob", let size = Int(words[2]), rest.endIndex - end > size + 1 else {
            return nil
        }
        let content = rest[(end + 1)...].prefix(size)
        rest = rest[(end + size + 2)...]
        return Array(content)
    }
}
