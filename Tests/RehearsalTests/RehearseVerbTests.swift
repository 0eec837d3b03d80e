internal import Foundation
internal import TestSupport
internal import Testing

/// `migrate rehearse` as it is called.
struct RehearseVerbTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try folder.write(
            "CREATE TABLE users (id int);\n\nCREATE INDEX users_id ON users (id);\n",
            to: "sql/V1__users.sql"
        )
    }

    @Test
    func `Each statement is told with its time, and the schema with its fingerprint`() throws {
        let run = try rehearse("--dialect", "postgresql")
        #expect(run.status == 0)
        let output = run.output.replacing(/[0-9.]+ (ms|s)\b/, with: "TIME").replacing(/[0-9a-f]{64}/, with: "HASH")
            .replacing(/PostgreSQL [0-9.]+/, with: "PostgreSQL VERSION").replacing(#/ +TIME/#, with: " TIME")
            .replacing(/command +time/, with: "command time")
        #expect(
            output == """
                sql: set main on PostgreSQL VERSION
                fresh: 1 script, 2 statements, TIME
                statement        command time
                V1__users.sql:1  CREATE TABLE TIME
                V1__users.sql:3  CREATE INDEX TIME
                again: nothing to do
                fingerprint HASH

                """
        )
    }

    @Test
    func `The schema is printed in place of the times`() throws {
        let run = try rehearse("--dialect", "mysql", "--schema")
        #expect(
            run.output == """
                column rehearsal.users.id: 1, int(11), default NULL
                database rehearsal: utf8mb4, utf8mb4_unicode_ci
                index rehearsal.users.users_id: id, BTREE
                table rehearsal.users: base table, InnoDB, utf8mb4_unicode_ci

                """
        )
    }

    @Test
    func `JSON has what was run on every way`() throws {
        try folder.commit()
        try folder.write("ALTER TABLE users ADD name text", to: "sql/V2__name.sql")
        let run = try rehearse("--dialect", "postgresql", "--from", "HEAD", "--json")
        let reports = try JSONDecoder().decode([Report].self, from: Data(run.output.utf8))
        #expect(reports.map(\.engine) == ["postgresql"])
        #expect(reports.first?.runs.map(\.start) == ["fresh", "again", "upgrade"])
        #expect(
            reports.first?.runs.map { $0.scripts.map(\.script) } == [
                ["V1__users.sql", "V2__name.sql"], [], ["V2__name.sql"],
            ]
        )
    }

    @Test
    func `What is neither a file nor a revision is told`() throws {
        let run = try rehearse("--dialect", "postgresql", "--from", "nowhere")
        #expect(run.status == 1)
        #expect(run.output.isEmpty)
        #expect(run.errors.hasPrefix("nowhere: error[CLI026]: the older scripts can't be read; got no such file"))
    }

    @Test
    func `A script that is no longer what a manifest says was edited`() throws {
        let manifest = """
            {"formatVersion": 1, "engine": "postgresql", "set": "main", "head": "1",
             "scripts": [{"script": "V1__users.sql", "version": "1", "description": "users", "checksum": "\(
                String(repeating: "0", count: 64))"}]}
            """
        try folder.write(manifest, to: "migrations.json")
        let run = try rehearse("--dialect", "postgresql", "--from", "migrations.json")
        #expect(run.status == 1)
        #expect(run.errors.hasPrefix("sql/V1__users.sql: error[CLI025]: the script was edited after it was applied"))
    }

    @Test
    func `An edit that was accepted is known from the record beside the scripts`() throws {
        _ = try tool("sum", "--dialect", "postgresql")
        try folder.commit()
        try folder.write(
            "CREATE TABLE users (id int);\nCREATE INDEX users_id ON users (id);\n",
            to: "sql/V1__users.sql"
        )
        let rebase = try tool("rebase", "--dialect", "postgresql", "--reason", "spelling", "V1__users.sql")
        #expect(rebase.status == 0, "\(rebase.errors)")
        let run = try rehearse("--dialect", "postgresql", "--from", "HEAD")
        #expect(run.errors.isEmpty)
        #expect(run.output.contains("upgrade from HEAD with 1 script: nothing to do\n"))
    }

    @Test
    func `A branch may have the name of a folder`() throws {
        try folder.commit()
        try folder.git("branch", "sql")
        let run = try rehearse("--dialect", "postgresql", "--from", "sql")
        #expect(run.errors.isEmpty)
        #expect(run.output.contains("upgrade from sql with 1 script: nothing to do\n"))
    }

    @Test
    func `A revision without the folder is no origin`() throws {
        try folder.write("", to: "other")
        try folder.git("init", "-q")
        try folder.git("add", "other")
        try folder.git("commit", "-qm", "first")
        let run = try rehearse("--dialect", "postgresql", "--from", "HEAD")
        #expect(run.status == 1)
        #expect(run.errors.contains("error[CLI026]: the older scripts can't be read; got no scripts in sql at that"))
    }

    @Test(arguments: [
        (#"{"formatVersion": 99, "engine": "postgresql", "set": "main", "scripts": []}"#, "formatVersion 99"),
        ("PK\u{3}\u{4}", "a zip archive, as a layer is one"), ("[]", "text of another form"),
    ])
    func `A file that is no manifest of a known form is told`(text: String, got: String) throws {
        try folder.write(text, to: "layer")
        let run = try rehearse("--dialect", "postgresql", "--from", "layer")
        #expect(run.status == 1)
        #expect(run.errors.hasPrefix("layer: error[CLI026]: the older scripts can't be read; got \(got), expected"))
    }

    @Test
    func `Repeatable scripts whose old text is gone are named`() throws {
        try folder.write("CREATE OR REPLACE VIEW a AS SELECT 1 AS b;\n", to: "sql/R__view.sql")
        let manifest = """
            {"formatVersion": 2, "engine": "postgresql", "set": "main",
             "scripts": [{"script": "R__view.sql", "checksum": "\(String(repeating: "0", count: 64))"}]}
            """
        try folder.write(manifest, to: "migrations.json")
        let run = try rehearse("--dialect", "postgresql", "--from", "migrations.json")
        #expect(run.errors.isEmpty)
        #expect(
            run.output.contains("upgrade from migrations.json with 0 scripts, without the old R__view.sql: 2 scripts")
        )
    }

    @Test
    func `Without a server the run says what to install`() throws {
        let run = try rehearse("--dialect", "mysql", "--server-binaries", folder.url.path)
        #expect(run.status == 1)
        #expect(run.errors.hasPrefix("error[CLI020]: there is no server of the engine on this machine"))
    }

    @Test
    func `The programs of a server may be in a folder below`() throws {
        let server = try ProcessRun(URL(filePath: "/bin/sh"), ["-c", "ls -d /usr/lib/postgresql/*/bin | tail -1"])
        let path = server.output.trimmingCharacters(in: .whitespacesAndNewlines)
        try FileManager.default.createSymbolicLink(atPath: folder.url("programs").path, withDestinationPath: path)
        let run = try rehearse("--dialect", "postgresql", "--server-binaries", "programs")
        #expect(run.status == 0, "\(run.errors)")
    }

    @Test
    func `Errors in scripts come before any server`() throws {
        try folder.write("SELECT 'open", to: "sql/V2__open.sql")
        let run = try rehearse("--dialect", "mysql", "--server-binaries", folder.url.path)
        #expect(run.status == 1)
        #expect(run.errors.hasPrefix("sql/V2__open.sql:1:8: error[SQL"))
    }

    private func rehearse(_ arguments: String...) throws -> ProcessRun {
        try run("rehearse", arguments)
    }

    private func tool(_ verb: String, _ arguments: String...) throws -> ProcessRun {
        try run(verb, arguments)
    }

    private func run(_ verb: String, _ arguments: [String]) throws -> ProcessRun {
        let tool = PackageFolder.file(".build/debug/sample-app")
        return try ProcessRun(tool, ["migrate", verb, "--scripts", "sql"] + arguments, in: folder.url)
    }
}

private struct Report: Decodable {
    struct Run: Decodable {
        let start: String
        let scripts: [Script]
    }

    struct Script: Decodable {
        let script: String
    }

    let engine: String
    let runs: [Run]
}

extension TemporaryFolder {
    /// All that is there, in a new repository.
    fileprivate func commit() throws {
        try git("init", "-q")
        try git("add", ".")
        try git("commit", "-qm", "first")
    }

    fileprivate func git(_ arguments: String...) throws {
        let settings = ["-c", "user.name=Test", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false"]
        let run = try ProcessRun(URL(filePath: "/usr/bin/env"), ["git"] + settings + arguments, in: url)
        #expect(run.status == 0, "\(run.errors)")
    }
}
