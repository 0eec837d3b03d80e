import Foundation
import TestSupport
import Testing

/// Scripts from their folder to the output.
@Suite struct ScriptsTests {
    private let run: SampleRun
    private let first = "sql/V1__users.sql"

    init() throws {
        run = try SampleRun()
        try run.write("CREATE TABLE users (id INT);\n", to: first)
        try run.write("SELECT 2;\n", to: "sql/V2__more.sql")
    }

    private func synth(_ arguments: String..., scripts: String = "sql", edit: String? = nil) throws -> ProcessRun {
        try ProcessRun(
            SampleRun.executable("sample-app"),
            ["synth", "--format", "json"] + arguments,
            in: run.folder.url,
            environment: ["SCRIPTS": scripts].merging(edit.map { ["EDIT": $0] } ?? [:]) { $1 }
        )
    }

    /// Nothing else in the output knows what is in a script.
    @Test func `one byte in a script changes the hash, the key of the layer and the metadata`() throws {
        #expect(try synth().status == 0)
        let before = try run.contents()
        try run.write("CREATE TABLE userz (id INT);\n", to: first)
        try FileManager.default.removeItem(at: run.folder.url("sql/migrations.sum"))
        #expect(try synth().status == 0)
        let after = try run.contents()
        let name = "migrated.template.json"
        #expect(
            try changes(from: before[name], to: after[name]) == [
                "Resources.Migration.Metadata.Borealis::Scripts.0.Checksum",
                "Resources.Migration.Properties.ScriptsHash",
                "Resources.MigrationLayer.Properties.Content.S3Key.Fn::Sub",
            ]
        )
        #expect(try changes(from: before["manifest.json"], to: after["manifest.json"]) == ["stacks.2.assets.0"])
        let files = Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }
        #expect(files.count == 4, "the template, the manifest, the new layer, and the old one, which is removed")
    }

    @Test func `new scripts are added to the sum beside them, and an edited one is refused`() throws {
        #expect(try synth().errors.hasSuffix("wrote sql/migrations.sum\n"))
        let sum = try run.folder.text("sql/migrations.sum")
        try run.write("SELECT 3;\n", to: "sql/V3__more.sql")
        let check = try synth("--check")
        #expect(check.status == 2)
        #expect(check.output.contains("+++ sql/migrations.sum\n"))
        #expect(try run.folder.text("sql/migrations.sum") == sum)
        #expect(try synth().status == 0)
        let longer = try run.folder.text("sql/migrations.sum")
        #expect(longer.hasPrefix(sum) && longer.split(separator: "\n").count == sum.split(separator: "\n").count + 1)
        let before = try run.contents()
        try run.write("SELECT 4;\n", to: first)
        let refused = try synth()
        #expect(refused.status == 1)
        #expect(refused.errors.contains("\(first): error[SQL412]: the script was changed after it was recorded"))
        #expect(try run.contents() == before)
        #expect(try run.folder.names(in: "sql") == ["V1__users.sql", "V2__more.sql", "V3__more.sql", "migrations.sum"])
    }

    /// Git may write such line ends when it checks a file out.
    @Test func `a sum with line ends of Windows is left as it is`() throws {
        #expect(try synth().status == 0)
        let windows = try run.folder.text("sql/migrations.sum").replacing("\n", with: "\r\n")
        try run.write(windows, to: "sql/migrations.sum")
        #expect(try synth("--check").status == 0)
        #expect(try synth().errors.hasSuffix("out is up to date\n"))
        #expect(try run.folder.text("sql/migrations.sum") == windows)
    }

    @Test func `a sum that can't be written leaves all as it was`() throws {
        try FileManager.default.createDirectory(
            at: run.folder.url("sql/.synth-migrations.sum"),
            withIntermediateDirectories: false
        )
        let result = try synth()
        #expect(
            result.errors.hasPrefix(
                "sql/migrations.sum: error[CLI002]: the output can't be read or written; got is a directory"
            )
        )
        #expect(try !run.folder.names().contains("out"))
    }

    @Test func `line ends change nothing`() throws {
        #expect(try synth().status == 0)
        let before = try run.contents()
        try run.write("CREATE TABLE users (id INT);\r\n", to: first)
        #expect(try synth().errors.hasSuffix("out is up to date\n"))
        #expect(try run.contents() == before)
    }

    @Test func `a check shows an asset that is missing or damaged, and writes nothing`() throws {
        #expect(try synth().status == 0)
        let asset = try #require(try run.contents().keys.sorted().first { $0.hasPrefix("assets/") })
        try run.write("damaged", to: "out/\(asset)")
        let damaged = try synth("--check")
        #expect((damaged.status, damaged.output) == (2, "Binary files out/\(asset) and out/\(asset) differ\n"))
        try FileManager.default.removeItem(at: run.folder.url("out/\(asset)"))
        #expect(try synth("--check").output == "Binary files /dev/null and out/\(asset) differ\n")
        #expect(try synth().errors.hasSuffix("out: wrote \(asset)\n"))
        #expect(try synth("--check").status == 0)
    }

    @Test func `assets that no stack needs are removed with their folder`() throws {
        #expect(try synth().status == 0)
        try run.write("mine", to: "out/assets/notes")
        #expect(try run("synth", "--format", "json").status == 0)
        #expect(try run.folder.names(in: "out/assets") == ["notes"])
        try FileManager.default.removeItem(at: run.folder.url("out/assets/notes"))
        #expect(try synth().status == 0)
        #expect(try run("synth", "--format", "json").status == 0)
        #expect(try !run.folder.names(in: "out").contains("assets"))
    }

    @Test func `a stack that is written alone keeps the assets of the others`() throws {
        #expect(try synth().status == 0)
        let before = try run.contents()
        #expect(try synth("network").status == 0)
        #expect(try run.contents() == before)
    }

    @Test(arguments: Trouble.all)
    func `trouble with a script is an error with its place, and the output stays as it was`(trouble: Trouble) throws {
        #expect(try synth().status == 0)
        let before = try run.contents()
        try trouble.make(run.folder)
        let result = try synth(scripts: trouble.scripts, edit: trouble.edit)
        #expect(result.status == 1)
        #expect(result.errors.contains(trouble.problem), "\(result.errors)")
        #expect(result.errors.hasSuffix("1 error, nothing written\n"))
        #expect(try run.contents() == before)
    }

    /// The superuser may read everything, so that the tool runs as somebody else, who may write.
    @Test(arguments: [("sql", "sql"), ("sql/V1__users.sql", "sql/V1__users.sql")])
    func `what may not be read is refused`(locked: String, path: String) throws {
        let tool = run.folder.url("tool")
        try FileManager.default.copyItem(at: SampleRun.executable("sample-app"), to: tool)
        #expect(try synth().status == 0)
        let before = try run.contents()
        let everything = [""] + (try FileManager.default.subpathsOfDirectory(atPath: run.folder.url.path))
        for path in everything {
            try setRights(0o777, of: path)
        }
        try setRights(0o000, of: locked)
        let script = """
            import os, sys
            if os.getuid() == 0: os.setgid(65534); os.setuid(65534)
            os.execv(sys.argv[1], [sys.argv[1], "synth", "--format", "json"])
            """
        let result = try ProcessRun(
            URL(filePath: "/usr/bin/env"),
            ["python3", "-c", script, tool.path],
            in: run.folder.url,
            environment: ["SCRIPTS": "sql"]
        )
        try setRights(0o755, of: locked)
        #expect(
            result.errors.contains(
                "MigratedStack.swift:11: error[AST001]: a file or folder can't be read; got \(path): permission denied"
            )
        )
        #expect(result.status == 1)
        #expect(try run.contents() == before)
    }

    private func setRights(_ rights: Int, of path: String) throws {
        try FileManager.default.setAttributes([.posixPermissions: rights], ofItemAtPath: run.folder.url(path).path)
    }

    @Test(arguments: ["assets", "migrated.template.json"])
    func `what stands in the way of the output is found before anything is written`(name: String) throws {
        try run.write("mine", to: name == "assets" ? "out/assets" : "out/\(name)/mine")
        let before = try run.contents()
        let result = try synth()
        let reason = name == "assets" ? "file exists" : "is a directory"
        #expect(
            result.errors.hasPrefix(
                "out/\(name): error[CLI002]: the output can't be read or written; got \(reason)"
            )
        )
        #expect(result.errors.hasSuffix("1 error, nothing written\n"))
        #expect(try run.contents() == before)
    }

    @Test func `a manifest from before there were assets is read`() throws {
        #expect(try run("synth").status == 0)
        let manifest = try run.folder.text("out/manifest.json")
        try run.write(manifest.replacing(/\n *"assets": \[\],/, with: ""), to: "out/manifest.json")
        #expect(try run("synth").errors.hasSuffix("out: wrote manifest.json\n"))
    }

    /// The paths of two JSON texts whose values differ, sorted.
    private func changes(from old: Data?, to new: Data?) throws -> [String] {
        let (before, after) = (try leaves(in: old), try leaves(in: new))
        return Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }.sorted()
    }

    private func leaves(in json: Data?) throws -> [String: String] {
        var leaves: [String: String] = [:]
        func walk(_ value: Any, _ path: [String]) {
            if let map = value as? [String: Any] {
                for (key, item) in map { walk(item, path + [key]) }
            } else if let list = value as? [Any] {
                for (index, item) in list.enumerated() { walk(item, path + [String(index)]) }
            } else {
                leaves[path.joined(separator: ".")] = String(describing: value)
            }
        }
        walk(try JSONSerialization.jsonObject(with: try #require(json)), [])
        return leaves
    }
}

/// Something that is wrong with a folder of scripts.
struct Trouble: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let problem: String
    var scripts = "sql"
    var edit: String?
    var make: @Sendable (TemporaryFolder) throws -> Void = { _ in }

    init(
        _ description: String,
        _ problem: String,
        scripts: String = "sql",
        edit: String? = nil,
        make: @escaping @Sendable (TemporaryFolder) throws -> Void = { _ in }
    ) {
        testDescription = description
        self.problem = problem
        self.scripts = scripts
        self.edit = edit
        self.make = make
    }

    static let all = [
        Trouble(
            "no folder",
            "MigratedStack.swift:11: error[AST001]: a file or folder can't be read; got none: no such file or directory",
            scripts: "none"
        ),
        Trouble(
            "a file for a folder",
            "error[AST001]: a file or folder can't be read; got sql/V1__users.sql: not a directory",
            scripts: "sql/V1__users.sql"
        ),
        Trouble(
            "an empty folder",
            "MigratedStack.swift:11: error[SQL403]: the folder has no script; got empty, which is empty",
            scripts: "empty"
        ) { try FileManager.default.createDirectory(at: $0.url("empty"), withIntermediateDirectories: true) },
        Trouble(
            "no script in the folder",
            "error[SQL403]: the folder has no script; got notes with .hidden.sql, README.md, expected",
            scripts: "notes"
        ) {
            try $0.write("x", to: "notes/README.md")
            try $0.write("x", to: "notes/.hidden.sql")
        },
        Trouble("a link to nothing", "error[AST001]: a file or folder can't be read; got sql/V3__x.sql: no such file") {
            try $0.link("sql/V3__x.sql", to: "nowhere")
        },
        Trouble("a pipe", "error[AST001]: a file or folder can't be read; got sql/V3__x.sql: not a regular file") {
            mkfifo($0.url("sql/V3__x.sql").path, 0o600)
        },
        Trouble("not UTF-8", "sql/V3__x.sql:2:3: error[SQL002]: the script is not UTF-8; got byte 0xFF, expected UTF-8")
        {
            try Data(Array("SELECT 1;\n--".utf8) + [0xFF]).write(to: $0.url("sql/V3__x.sql"))
        },
        Trouble("no version", "sql/third.sql: error[SQL401]: the name of the script has no version that could order it")
        {
            try $0.write("SELECT 1", to: "sql/third.sql")
        },
        Trouble("a version twice", "sql/V2__more.sql: error[SQL402]: two scripts have the same version; got 2 for 002")
        {
            try $0.write("SELECT 1", to: "sql/002_other.sql")
        },
        Trouble(
            "an edit while synth runs",
            "sql/V1__users.sql: error[AST005]: a file or folder was changed while synth ran",
            edit: "sql/V1__users.sql"
        ),
    ]
}
