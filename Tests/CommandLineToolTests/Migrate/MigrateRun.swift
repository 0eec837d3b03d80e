import Foundation
import TestSupport

/// Runs of `migrate` in a folder of their own, whose scripts are those of a stack.
struct MigrateRun {
    let sample: SampleRun

    /// - Parameter scripts: by their names in `sql`.
    init(_ scripts: [String: String] = [:]) throws {
        sample = try SampleRun()
        for (name, text) in scripts {
            try sample.write(text, to: "sql/\(name)")
        }
    }

    var folder: TemporaryFolder { sample.folder }

    /// - Parameter scripts: the folder that the stack names.
    @discardableResult
    func callAsFunction(_ arguments: String..., scripts: String = "sql", input: String = "") throws -> ProcessRun {
        try ProcessRun(
            SampleRun.executable("sample-app"),
            ["migrate"] + arguments,
            in: folder.url,
            environment: ["SCRIPTS": scripts],
            input: input
        )
    }

    /// The superuser may do everything: the tool runs as somebody else, who may read and run what is in the folder.
    func asNobody(_ arguments: String...) throws -> ProcessRun {
        let tool = folder.url("tool")
        if !FileManager.default.fileExists(atPath: tool.path) {
            try FileManager.default.copyItem(at: SampleRun.executable("sample-app"), to: tool)
        }
        let script = """
            import os, sys
            if os.getuid() == 0: os.setgid(65534); os.setuid(65534)
            os.execv(sys.argv[1], [sys.argv[1], "migrate"] + sys.argv[2:])
            """
        return try ProcessRun(
            URL(filePath: "/usr/bin/env"),
            ["python3", "-c", script, tool.path] + arguments,
            in: folder.url,
            environment: ["SCRIPTS": "sql"]
        )
    }

    func setRights(_ rights: Int, of path: String) throws {
        try FileManager.default.setAttributes([.posixPermissions: rights], ofItemAtPath: folder.url(path).path)
    }
}
