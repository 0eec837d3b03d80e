import Foundation
import TestSupport
import Testing

/// What happens when the machine doesn't play along.
@Suite struct FailureTests {
    private let run: SampleRun

    init() throws {
        run = try SampleRun()
    }

    @Test func `an output that is a file is refused`() throws {
        try run.write("mine", to: "out")
        let result = try run("synth")
        #expect(result.status == 1)
        #expect(
            result.errors == """
                out: error[CLI002]: the output can't be read or written; got file exists, \
                expected a folder that can be written
                  fix: make room or give the rights, or choose another --output
                1 error, nothing written

                """
        )
        #expect(try run.folder.text("out") == "mine")
    }

    @Test(arguments: [
        ("nonsense", "text of another form"), (#"{"version": 9, "stacks": []}"#, "version 9"),
        (
            #"{"version": 1, "stacks": [{"name": "a", "template": "../a.template.yaml", "assets": [], "dependencies": []}]}"#,
            "../a.template.yaml, which is no template or asset in its folder"
        ),
        (
            #"""
            {"version": 1, "stacks": [
                {"name": "a", "template": "a.template.yaml", "assets": ["assets/../mine.zip"], "dependencies": []}
            ]}
            """#,
            "assets/../mine.zip, which is no template or asset in its folder"
        ),
    ])
    func `a manifest that can't be read is refused before anything is written`(text: String, reason: String) throws {
        try run.write(text, to: "out/manifest.json")
        let result = try run("synth")
        #expect(result.status == 1)
        #expect(
            result.errors == """
                out/manifest.json: error[CLI003]: the manifest of the last run can't be read; got \(reason), \
                expected a manifest of version 1
                  fix: restore it, or delete it and look for files that are left over
                1 error, nothing written

                """
        )
        #expect(try run.folder.names(in: "out") == ["manifest.json"])
    }

    @Test func `a full disk leaves the last output as it was`() throws {
        try run("synth")
        let before = try run.contents()
        // No file may grow past one block, which is what a full disk looks like to the one who writes.
        let script = "ulimit -f 1; trap '' XFSZ; exec \"$0\" synth --format json"
        let result = try ProcessRun(
            URL(filePath: "/bin/bash"),
            ["-c", script, SampleRun.executable("sample-app").path],
            in: run.folder.url
        )
        #expect(result.status == 1)
        #expect(result.errors.contains("error[CLI002]: the output can't be read or written; got file too large"))
        #expect(try run.contents() == before)
    }

    @Test func `a folder in the place of a leftover is not removed, and the run says what it did`() throws {
        let old = """
            {"version": 1, "stacks": [
                {"name": "a", "template": "a.template.yaml", "assets": [], "dependencies": []}
            ]}
            """
        try run.write(old, to: "out/manifest.json")
        try run.write("mine", to: "out/a.template.yaml/notes")
        let result = try run("synth")
        #expect(result.status == 1)
        #expect(
            result.errors.hasPrefix("out: error[CLI004]: some files were replaced and others weren't; got is a dir")
        )
        #expect(result.errors.hasSuffix("1 error, written in part\n"))
        #expect(try run.folder.text("out/a.template.yaml/notes") == "mine")
        #expect(try run.folder.text("out/manifest.json") == old, "what is left over is still known")
        #expect(try run("synth").status == 1)
        try FileManager.default.removeItem(at: run.folder.url("out/a.template.yaml"))
        try run.write("old", to: "out/a.template.yaml")
        #expect(try run("synth").errors.hasSuffix("out: wrote manifest.json; removed a.template.yaml\n"))
    }

    @Test func `a product that can't be written is an error`() throws {
        let result = try ProcessRun(
            URL(filePath: "/bin/sh"),
            ["-c", "\"$0\" list >&-", SampleRun.executable("sample-app").path],
            in: run.folder.url
        )
        #expect(result.status == 1)
        #expect(result.errors.hasPrefix("standard output: error[CLI002]"))
    }

    @Test func `what a killed run left behind is cleared away`() throws {
        try run.write("half", to: "out/.synth-network.template.yaml")
        #expect(try run("synth").status == 0)
        #expect(
            try run.folder.names(in: "out") == ["addresses.template.yaml", "manifest.json", "network.template.yaml"]
        )
    }

    @Test func `runs at the same time end with the same output`() async throws {
        try run("synth")
        let expected = try run.contents()
        let run = run
        for name in try run.folder.names(in: "out") {
            try FileManager.default.removeItem(at: run.folder.url("out/\(name)"))
        }
        let statuses = try await withThrowingTaskGroup(of: Int32.self) { group in
            for _ in 0..<8 {
                group.addTask { try run("synth").status }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(statuses == Array(repeating: 0, count: 8))
        #expect(try run.contents() == expected)
    }

    /// Killed at random times, a run leaves each file old or new, and the next run completes it.
    @Test func `a run that is killed leaves no half of a file`() throws {
        try run("synth")
        let yaml = try run.contents()
        try run("synth", "--format", "json")
        let json = try run.contents()
        let whole = Set(yaml.values).union(json.values)
        for delay in 1...20 {
            let format = delay.isMultiple(of: 2) ? "yaml" : "json"
            let script = "\"$0\" synth --format \(format) & sleep 0.0\(delay < 10 ? "0" : "")\(delay); kill -9 $!; wait"
            _ = try ProcessRun(
                URL(filePath: "/bin/bash"),
                ["-c", script, SampleRun.executable("sample-app").path],
                in: run.folder.url
            )
            for (name, text) in try run.contents() where !name.hasPrefix(".synth-") {
                #expect(whole.contains(text), "\(name) after \(delay) ms")
            }
        }
        #expect(try run("synth").status == 0)
        #expect(try run("synth", "--format", "json").status == 0)
        #expect(try run.contents() == json)
    }

    @Test func `colours are for terminals, and NO_COLOR forbids them`() throws {
        let script = "import pty, sys; sys.exit(pty.spawn(sys.argv[1:]) >> 8)"
        let terminal = { (environment: [String: String]) in
            try ProcessRun(
                URL(filePath: "/usr/bin/env"),
                ["python3", "-c", script, SampleRun.executable("sample-app").path, "synth"],
                in: run.folder.url,
                environment: environment.merging(["BREAK": "1"]) { $1 }
            ).output
        }
        #expect(try terminal(["NO_COLOR": ""]).contains("\u{1B}[1;31merror[SYN011]\u{1B}[0m"))
        #expect(try !terminal(["NO_COLOR": "1"]).contains("\u{1B}"))
        #expect(try !run("synth", environment: ["BREAK": "1"]).errors.contains("\u{1B}"))
    }
}
