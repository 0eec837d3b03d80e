import Foundation
import TestSupport
import Testing

@Suite struct SynthTests {
    private let run: SampleRun
    private let names = ["addresses.template.yaml", "manifest.json", "network.template.yaml"]

    init() throws {
        run = try SampleRun()
    }

    @Test func `templates and a manifest are written, and nothing goes to standard output`() throws {
        let result = try run("synth")
        #expect(result.status == 0)
        #expect(result.output.isEmpty)
        Golden("Tests/CommandLineToolTests/Goldens/synth.txt").expect(result.errors)
        #expect(try run.folder.names(in: "out") == names)
        for name in names {
            Golden("Tests/CommandLineToolTests/Goldens/\(name)").expect(try run.folder.text("out/\(name)"))
        }
    }

    @Test func `files that are up to date are not touched`() throws {
        try run("synth")
        let file = run.folder.url("out/network.template.yaml").path
        try FileManager.default.setAttributes([.modificationDate: Date(timeIntervalSince1970: 0)], ofItemAtPath: file)
        #expect(try run("synth").errors.hasSuffix("out is up to date\n"))
        let attributes = try FileManager.default.attributesOfItem(atPath: file)
        #expect(attributes[.modificationDate] as? Date == Date(timeIntervalSince1970: 0))
    }

    @Test func `the output is the same in another folder, time zone, locale and umask`() throws {
        try run("synth")
        let other = try SampleRun()
        let shell = try ProcessRun(
            URL(filePath: "/bin/sh"),
            ["-c", "umask 077; exec \"$0\" synth", SampleRun.executable("sample-app").path],
            in: other.folder.url,
            environment: ["TZ": "Asia/Kathmandu", "LC_ALL": "C"]
        )
        #expect(shell.status == 0)
        #expect(try other.contents() == run.contents())
    }

    @Test func `all mistakes are reported together, and nothing is written`() throws {
        let result = try run("synth", environment: ["BREAK": "1"])
        #expect(result.status == 1)
        #expect(result.output.isEmpty)
        Golden("Tests/CommandLineToolTests/Goldens/mistakes.txt").expect(result.errors)
        #expect(try run.folder.names() == [])
    }

    @Test func `mistakes leave the last output as it was`() throws {
        try run("synth")
        let before = try run.contents()
        #expect(try run("synth", environment: ["BREAK": "1"]).status == 1)
        #expect(try run.contents() == before)
    }

    @Test func `quiet reports problems only`() throws {
        let result = try run("synth", "--quiet")
        #expect(result.status == 0)
        #expect(result.errors.isEmpty)
    }

    @Test func `a template that is too large to be passed inline is noted, and written`() throws {
        let result = try run("synth", "--quiet", environment: ["PADDING": "51200"])
        #expect(result.status == 0)
        #expect(
            result.errors == """
                note[TPL002]: the template of stack network is too large to be passed inline; got 53010 bytes, \
                expected at most 51200
                  fix: deploy it with --s3-bucket

                """
        )
    }

    @Test func `a template that is larger than CloudFormation accepts is refused`() throws {
        let result = try run("synth", environment: ["PADDING": "1000000"])
        #expect(result.status == 1)
        #expect(
            result.errors == """
                error[TPL003]: the template of stack network is larger than CloudFormation accepts; \
                got 1001810 bytes, expected at most 1000000
                  fix: move some resources into a stack of their own
                1 error, nothing written

                """
        )
        #expect(try run.folder.names() == [])
    }

    @Test func `one stack is written alone, and the others stay`() throws {
        try run("synth", "network", "--output", "deep/er")
        #expect(try run.folder.names(in: "deep/er") == ["manifest.json", "network.template.yaml"])
        try run("synth", "--output", "deep/er")
        try run("synth", "addresses", "--output", "deep/er", "--format", "json")
        #expect(
            try run.folder.names(in: "deep/er") == [
                "addresses.template.json", "manifest.json", "network.template.yaml",
            ]
        )
    }

    @Test func `a whole run removes what the last manifest lists, and nothing else`() throws {
        try run("synth")
        try run.write("mine", to: "out/notes.template.yaml")
        let result = try run("synth", "--format", "json")
        #expect(result.status == 0)
        #expect(result.errors.hasSuffix("; removed network.template.yaml, addresses.template.yaml\n"))
        #expect(
            try run.folder.names(in: "out") == [
                "addresses.template.json", "manifest.json", "network.template.json", "notes.template.yaml",
            ]
        )
    }

    @Test func `a stack that the app doesn't have is refused with the nearest name`() throws {
        let result = try run("synth", "netwrok")
        #expect(result.status == 1)
        #expect(
            result.errors == """
                error[CLI001]: the app has no such stack; got netwrok, expected network, addresses
                  fix: choose network
                1 error, nothing written

                """
        )
    }

    @Test func `help is the help of the verb, under the name of the program`() throws {
        #expect(try run("synth", "--help").output.contains("USAGE: sample-app synth [<stacks> ...] [--output"))
        #expect(try run("--help").output.contains("USAGE: sample-app <subcommand>"))
    }

    @Test(arguments: [
        [], ["syntth"], ["list", "extra"], ["synth", "--format", "xml"], ["synth", "--nonsense"],
        ["synth", "--output", ""],
    ])
    func `wrong usage exits with 64`(arguments: [String]) throws {
        let result = try ProcessRun(SampleRun.executable("sample-app"), arguments, in: run.folder.url)
        #expect(result.status == 64)
        #expect(result.errors.hasPrefix("Error: "))
    }
}

@Suite struct CheckTests {
    private let run: SampleRun

    init() throws {
        run = try SampleRun()
    }

    @Test func `a check of fresh output exits with 0`() throws {
        try run("synth")
        let result = try run("synth", "--check")
        #expect(result.status == 0)
        #expect(result.output.isEmpty)
        #expect(result.errors == "out is up to date\n")
    }

    @Test func `a check writes nothing, and prints a patch that makes the output fresh`() throws {
        try run("synth")
        let fresh = try run.contents()
        let template = try run.folder.text("out/network.template.yaml")
        try run.write(template.replacingOccurrences(of: "REJECT", with: "ALL"), to: "out/network.template.yaml")
        try FileManager.default.removeItem(at: run.folder.url("out/addresses.template.yaml"))
        let stale = try run.contents()
        let result = try run("synth", "--check")
        #expect(result.status == 2)
        #expect(result.errors == "out is stale: run synth\n")
        #expect(try run.contents() == stale)
        let patch = try ProcessRun(
            URL(filePath: "/usr/bin/patch"),
            ["-p0", "--force", "--quiet"],
            in: run.folder.url,
            input: result.output
        )
        #expect(patch.status == 0)
        #expect(try run.contents() == fresh)
    }

    @Test func `a check reports what is left over, and a folder that isn't there`() throws {
        #expect(try run("synth", "--check").status == 2)
        #expect(try run.folder.names() == [])
        try run("synth", "--format", "json")
        let result = try run("synth", "--check")
        #expect(result.status == 2)
        #expect(result.output.contains("--- out/network.template.json\n+++ /dev/null\n"))
    }
}

@Suite struct ListTests {
    @Test func `stacks are listed in the order in which they are deployed`() throws {
        let run = try SampleRun()
        #expect(try run("list").output == "network\naddresses\n")
        Golden("Tests/CommandLineToolTests/Goldens/list.json").expect(try run("list", "--json").output)
    }
}
