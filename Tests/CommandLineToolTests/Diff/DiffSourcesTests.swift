import Foundation
import TestSupport
import Testing

/// What stacks are compared with, without any network.
@Suite struct DiffSourcesTests {
    private let run: SampleRun

    init() throws {
        run = try SampleRun()
    }

    @Test func `the folder of a synth has nothing else`() throws {
        try run("synth")
        let result = try run("diff", "--against", "out")
        #expect((result.status, result.errors) == (0, ""))
        #expect(result.output.contains("network") && result.output.contains("addresses"))
    }

    @Test func `beside a stack that can't be compared the others are, and nothing says that all are the same`() throws {
        try run("synth")
        try run.write("Resources: [", to: "out/addresses.template.yaml")
        let result = try run("diff", "--against", "out")
        #expect(result.status == 1)
        #expect(result.errors.contains("out/addresses.template.yaml"))
        #expect(result.output.contains("network  compared with out"))
        #expect(
            result.output.hasSuffix(
                "Not everything could be compared; the rest: no differences\nexit 1: not everything could be compared\n"
            ),
            "\(result.output)"
        )
    }

    @Test(arguments: ["yaml", "json"])
    func `a stack has nothing else than its template, in whatever form`(format: String) throws {
        try run("synth", "--output", "build/", "--format", format)
        #expect(try run("diff", "network", "--against", "build/network.template.\(format)").status == 0)
        #expect(try run("diff", "network", "--against", "./build/").status == 0)
        #expect(try run("diff", "--template", "build/network.template.\(format)", "--against", "build").status == 0)
    }

    @Test func `what differs is told with the line of Swift`() throws {
        try run("synth")
        try edit("out/network.template.yaml", "EnableDnsSupport: true", "EnableDnsSupport: false")
        let result = try run("diff", "--against", "out", "--format", "json")
        #expect((result.status, result.errors) == (2, ""))
        #expect(result.output.contains("Tests/SampleApp/NetworkStack.swift"))
        #expect(try run("diff", "addresses", "--against", "out").status == 0, "only what is named is compared")
    }

    @Test func `a stack that a folder doesn't have is new, and one that the app doesn't have stays`() throws {
        try run("synth")
        try run.write("create table t (id int);", to: "sql/V1__t.sql")
        let more = try run("diff", "--against", "out", "--format", "github", environment: ["SCRIPTS": "sql"])
        #expect(more.status == 2)
        #expect(more.output.contains("out has no stack migrated, so that all of it is new"))
        try run("synth", environment: ["SCRIPTS": "sql"])
        let less = try run("diff", "--against", "out", "--format", "github")
        #expect(less.status == 0)
        #expect(less.output.contains("the app has no stack migrated, which out has; where it is deployed it stays"))
        #expect(try !run("diff", "network", "--against", "out", "--format", "github").output.contains("migrated"))
    }

    @Test func `a template takes the place of the app, whose mistakes don't matter then`() throws {
        try run.write("Resources: {Queue: {Type: AWS::SQS::Queue}}", to: "old.yaml")
        try run.write("Resources: {Queue: {Type: AWS::SQS::Queue, Properties: {DelaySeconds: 5}}}", to: "new.yaml")
        let broken = ["BREAK": "1"]
        let result = try run("diff", "--template", "new.yaml", "--against", "old.yaml", environment: broken)
        #expect((result.status, result.errors) == (2, ""))
        #expect(result.output.contains("DelaySeconds"))
        #expect(try run("diff", "--template", "old.yaml", "--against", "./old.yaml", environment: broken).status == 0)
    }

    @Test(arguments: [(".t.yaml", ".t.yaml"), ("t.x.yaml", "t"), ("a b.yaml", "a b")])
    func `a template is called as its file, in the flag of a guard as well`(file: String, stack: String) throws {
        let bucket = "Type: AWS::S3::Bucket, DeletionPolicy: Retain"
        try run.write("Resources: {Bucket: {\(bucket), UpdateReplacePolicy: Retain}}", to: "old")
        try run.write("Resources: {Bucket: {Type: AWS::S3::Bucket}}", to: file)
        let arguments = ["diff", "--template", file, "--against", "old", "--format", "json"]
        let all = try ProcessRun(SampleRun.executable("sample-app"), arguments, in: run.folder.url)
        #expect(all.status == 3)
        #expect(all.output.contains(#""weaken-retention:\#(stack).Bucket""#), "\(all.output)")
        let flag = ["--allow", "weaken-retention:\(stack).Bucket"]
        let allowed = try ProcessRun(SampleRun.executable("sample-app"), arguments + flag, in: run.folder.url)
        #expect(allowed.status == 2)
    }

    @Test func `mistakes of the app are told as synth tells them`() throws {
        try run("synth")
        let result = try run("diff", "--against", "out", environment: ["BREAK": "1"])
        #expect((result.status, result.output) == (1, ""))
        #expect(result.errors.contains("AddressStack.swift:14: error[SYN011]"))
        #expect(result.errors == (try run("list", environment: ["BREAK": "1"]).errors))
    }

    @Test func `one stack that can't be compared doesn't keep the others from it`() throws {
        try run("synth")
        try run.write("Resources: [", to: "out/network.template.yaml")
        let result = try run("diff", "--against", "out")
        #expect(result.status == 1)
        #expect(result.errors.hasPrefix("out/network.template.yaml:1:13: error[TPL006]"))
        #expect(result.output.contains("addresses") && !result.output.contains("network"))
        let json = try run("diff", "--against", "out", "--format", "json")
        #expect(json.output.contains(#""code": "TPL006""#), "a program reads the report alone")
    }

    private func edit(_ path: String, _ old: String, _ new: String) throws {
        let text = try run.folder.text(path)
        #expect(text.contains(old))
        try run.write(text.replacing(old, with: new), to: path)
    }
}

/// What can't be compared with.
@Suite struct DiffFailureTests {
    private let run: SampleRun

    init() throws {
        run = try SampleRun()
    }

    @Test(arguments: [
        (
            "out",
            "out: error[DIF030]: there is nothing to compare with; got no such file or directory, "
                + "expected a template, or a folder with manifest.json\n  fix: run synth\n"
        ),
        (
            "old.yaml",
            "old.yaml: error[DIF030]: there is nothing to compare with; got no such file or directory, "
                + "expected a template, or a folder with manifest.json\n  fix: check the path\n"
        ),
        (
            "empty",
            "empty/manifest.json: error[DIF030]: there is no output of synth; got no such file, "
                + "expected the manifest that synth writes\n  fix: run synth, or name a template\n"
        ),
        (
            "other",
            "other/manifest.json: error[DIF030]: what is to be compared with can't be read; got version 9, "
                + "expected what synth writes\n  fix: restore it, or run synth\n"
        ),
        (
            "cut",
            "cut/network.template.yaml: error[DIF030]: a template isn't there that the manifest lists; "
                + "got no such file, expected the template of cut/manifest.json\n  fix: run synth\n"
        ),
        (
            "one.yaml",
            "error[DIF032]: one.yaml is one stack, and several are to be compared with it; "
                + "got network, addresses, expected one of them\n  fix: name one: diff network\n"
        ),
        (
            "git:main",
            "error[DIF030]: the working directory is in no repository of Git; got git:main, "
                + "expected a working directory that Git reads\n"
                + "  fix: run it where the stacks are, or compare with a file\n"
        ),
    ])
    func `what isn't there is named, with what to do`(source: String, problem: String) throws {
        try run.write("", to: "empty/notes")
        try run.write(#"{"version": 9, "stacks": []}"#, to: "other/manifest.json")
        try run.write("Resources: {Queue: {Type: AWS::SQS::Queue}}", to: "one.yaml")
        try run("synth", "--output", "cut")
        try FileManager.default.removeItem(at: run.folder.url("cut/network.template.yaml"))
        let result = try run("diff", "--against", source)
        #expect((result.status, result.errors) == (1, problem))
    }

    /// Goldens/BrokenTemplates has them, as the old side and as the new one.
    @Test func `a broken template is told with its place`() throws {
        let folder = PackageFolder.file("Tests/CommandLineToolTests/Goldens/BrokenTemplates")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        try run.write("Resources: {Queue: {Type: AWS::SQS::Queue}}", to: "good.yaml")
        var told = ""
        for name in names where !name.hasSuffix(".golden") {
            try FileManager.default.copyItem(at: folder.appending(path: name), to: run.folder.url(name))
            let old = try run("diff", "--template", "good.yaml", "--against", name)
            let new = try run("diff", "--template", name, "--against", "good.yaml")
            #expect((old.status, old.output, old.errors) == (1, "", new.errors))
            #expect((new.status, new.output) == (1, ""))
            told += old.errors
        }
        Golden("Tests/CommandLineToolTests/Goldens/BrokenTemplates/problems.golden").expect(told)
    }

    @Test func `a template that is too deep is told, and doesn't end the run by itself`() throws {
        try run.write("Resources: {Queue: {Type: AWS::SQS::Queue}}", to: "good.yaml")
        try run.write("Resources: " + String(repeating: "{a: ", count: 5_000), to: "deep.yaml")
        let result = try run("diff", "--template", "good.yaml", "--against", "deep.yaml")
        #expect(result.status == 1)
        #expect(result.errors.hasPrefix("deep.yaml:1:"), "\(result.errors.prefix(200))")
    }

    @Test(arguments: [
        (["--against", ""], "The value '' is invalid for '--against"),
        (["--against", "git:"], "The value 'git:' is invalid for '--against"),
        (["--against", "out", "--change-set", "c"], "a change set belongs to the deployed stack"),
        (["--against", "out", "--stack-name", "n"], "--stack-name is about a deployed stack"),
        (["--template", "t.yaml"], "--template needs --stack-name or --against"),
        (["a", "b", "--template", "t.yaml", "--against", "out"], "--template is one stack"),
        (["--change-set", ""], "--change-set needs a value"),
        (["--profile", ""], "--profile needs a value; leave it out"),
        (["--region", ""], "--region needs a value; leave it out"),
        (["--template", "-", "--against", "out"], "a template is read from a file: - names none"),
        (["--against", "-"], "a template is read from a file: - names none"),
        (["--format", "html"], "The value 'html' is invalid for '--format"),
        (["--allow", "Vpc"], "--allow Vpc: it has the form kind:stack.id"),
        (["--allow", "replace:network."], "--allow replace:network.: it has the form kind:stack.id"),
        (["--allow", "repace:network.Vpc"], "replace is the nearest"),
        (
            ["--allow", "replace:netwrk.Vpc", "--against", "out"],
            "there is no stack netwrk; there is network, addresses; network is the nearest"
        ),
    ])
    func `wrong usage is told and ends with 64`(arguments: [String], words: String) throws {
        try run("synth")
        let result = try ProcessRun(
            SampleRun.executable("sample-app"),
            ["diff"] + arguments,
            in: run.folder.url
        )
        #expect(result.status == 64)
        #expect(result.errors.hasPrefix("Error: ") && result.errors.contains(words), "\(result.errors)")
        #expect(result.output == "")
    }

    @Test func `a stack that the app doesn't have is named with the nearest`() throws {
        let result = try run("diff", "netwrk", "--against", "out")
        #expect(result.status == 1)
        #expect(
            result.errors
                == "error[CLI001]: the app has no such stack; got netwrk, expected network, addresses\n"
                + "  fix: choose network\n"
        )
    }
}
