import Foundation
import TestSupport
import Testing

/// What is printed of a comparison, and how it ends.
@Suite struct DiffReportTests {
    private let run: SampleRun

    /// A database that would be replaced, and a queue that would be changed.
    init() throws {
        run = try SampleRun()
        let template = { (name: String, delay: Int) in
            """
            Resources:
              Cluster:
                Type: AWS::RDS::DBCluster
                DeletionPolicy: Snapshot
                UpdateReplacePolicy: Snapshot
                Properties: {Engine: aurora-mysql, DatabaseName: \(name)}
              Queue: {Type: AWS::SQS::Queue, Properties: {DelaySeconds: \(delay)}}
            """
        }
        try run.write(template("blog", 5), to: "old.yaml")
        try run.write(template("news", 5), to: "replaced.yaml")
        try run.write(template("blog", 6), to: "changed.yaml")
    }

    private func diff(
        _ template: String,
        _ arguments: String...,
        environment: [String: String] = [:]
    ) throws -> ProcessRun {
        try ProcessRun(
            SampleRun.executable("sample-app"),
            ["diff", "blog", "--template", template, "--against", "old.yaml"] + arguments,
            in: run.folder.url,
            environment: environment
        )
    }

    @Test(arguments: ["human", "json", "markdown", "github", "sarif", "junit"])
    func `a run ends the same whatever it prints`(format: String) throws {
        #expect(try diff("old.yaml", "--format", format).status == 0)
        let changed = try diff("changed.yaml", "--format", format)
        #expect((changed.status, changed.errors) == (2, ""))
        #expect(changed.output.contains("Queue") && changed.output.contains("DelaySeconds"))
        let replaced = try diff("replaced.yaml", "--format", format)
        #expect((replaced.status, replaced.errors) == (3, ""))
        #expect(replaced.output.contains("replace:blog.Cluster"))
        let broken = try diff("none.yaml", "--format", format)
        #expect(broken.status == 1)
        #expect(broken.errors.hasPrefix("none.yaml: error[TPL005]"))
        #expect(broken.output.contains("no such file or directory") == (format != "human"))
    }

    @Test func `a key that is allowed lets one guard pass, and no other`() throws {
        #expect(try diff("replaced.yaml", "--allow", "replace:blog.Cluster").status == 2)
        let other = try diff("replaced.yaml", "--allow", "replace:blog.Clster", "--format", "github")
        #expect(other.status == 3)
        #expect(other.output.contains("title=DIF033::nothing is refused that --allow names; got replace:blog.Clster"))
        #expect(other.output.contains("fix: say --allow replace:blog.Cluster"))
        let idle = try diff("changed.yaml", "--allow", "remove:blog.Queue", "--format", "github")
        #expect(idle.status == 2)
        #expect(idle.output.contains("fix: leave it out"))
    }

    @Test func `a line is as long as the terminal has room for`() throws {
        let narrow = try diff("replaced.yaml", environment: ["COLUMNS": "60"]).output
        let wide = try diff("replaced.yaml", environment: ["COLUMNS": "160"]).output
        #expect(narrow.split(separator: "\n").map(\.count).max() ?? 0 <= 60, "\(narrow)")
        #expect(wide.split(separator: "\n").map(\.count).max() ?? 0 > 100, "\(wide)")
        #expect(try diff("replaced.yaml", environment: ["COLUMNS": "x"]).status == 3)
    }

    @Test func `colours are for terminals, and can be forbidden`() throws {
        let script = "import pty, sys; sys.exit(pty.spawn(sys.argv[1:]) >> 8)"
        let terminal = { (arguments: [String], environment: [String: String]) in
            try ProcessRun(
                URL(filePath: "/usr/bin/env"),
                ["python3", "-c", script, SampleRun.executable("sample-app").path, "diff", "blog"]
                    + ["--template", "changed.yaml", "--against", "old.yaml"] + arguments,
                in: run.folder.url,
                environment: environment
            ).output
        }
        #expect(try terminal([], ["NO_COLOR": ""]).contains("\u{1B}["))
        #expect(try !terminal([], ["NO_COLOR": "1"]).contains("\u{1B}["))
        #expect(try !terminal(["--no-color"], ["NO_COLOR": ""]).contains("\u{1B}["))
        #expect(try !terminal(["--format", "markdown"], ["NO_COLOR": ""]).contains("\u{1B}["))
        #expect(try !diff("changed.yaml").output.contains("\u{1B}["))
    }

    @Test func `a report that nobody can be given is an error`() throws {
        let command = "\"$0\" diff blog --template changed.yaml --against old.yaml >&-"
        let result = try ProcessRun(
            URL(filePath: "/bin/sh"),
            ["-c", command, SampleRun.executable("sample-app").path],
            in: run.folder.url
        )
        #expect(result.status == 1)
        #expect(result.errors.hasPrefix("standard output: error[CLI002]"))
    }
}
