import BorealisAWSClient
import BorealisCommandLineTool
import Foundation
import TestSupport
import Testing

/// `ci`: the file of a pipeline.
@Suite struct CITests {
    private let run: SampleRun

    init() throws {
        run = try SampleRun()
        try run.write("SELECT 1;\n", to: "sql/V1__users.sql")
    }

    private func ci(_ arguments: String..., scripts: String? = "sql") throws -> ProcessRun {
        try ProcessRun(
            SampleRun.executable("sample-app"),
            ["ci"] + arguments,
            in: run.folder.url,
            environment: scripts.map { ["SCRIPTS": $0] } ?? [:]
        )
    }

    /// The image follows the compiler that the tests are built with.
    private func normalized(_ text: String) throws -> String {
        text.replacing(try Regex("swift:6\\.[0-9]+-noble"), with: "swift:6.3-noble")
    }

    @Test(arguments: [(Pipeline.System.github, ".github/workflows/borealis.yml"), (.gitlab, ".gitlab-ci.yml")])
    func `the file is where its system looks for it, and the same when it is written again`(
        system: Pipeline.System,
        path: String
    ) throws {
        let first = try ci(system.rawValue)
        #expect((first.status, first.output, first.errors) == (0, "", "wrote \(path)\n"))
        let text = try run.folder.text(path)
        Golden("Tests/CommandLineToolTests/Goldens/ci-\(system.rawValue).yml").expect(try normalized(text))
        let second = try ci(system.rawValue)
        #expect((second.status, second.errors) == (0, "\(path) is up to date\n"))
        #expect(try ci(system.rawValue, "--check").status == 0)
        #expect(try ci(system.rawValue, "--output", "-").output == text)
    }

    @Test(arguments: Pipeline.System.allCases)
    func `an app without scripts has none to check`(system: Pipeline.System) throws {
        let with = try ci(system.rawValue, "--output", "-").output
        let without = try ci(system.rawValue, "--output", "-", scripts: nil).output
        #expect(with.contains("migrate lint"))
        #expect(!without.contains("migrate lint"))
        #expect(!without.contains("\n\n\n"))
    }

    @Test func `a file that differs is replaced only by force, and the difference is shown`() throws {
        try run.write("on: push\n", to: ".github/workflows/borealis.yml")
        let refused = try ci("github")
        #expect(refused.status == 1)
        #expect(
            refused.errors.hasPrefix(
                ".github/workflows/borealis.yml: error[CLI027]: the file is there already, and is another; expected no file"
            )
        )
        #expect(refused.errors.contains("\n-on: push\n") || refused.errors.contains("-on: push"))
        #expect(try run.folder.text(".github/workflows/borealis.yml") == "on: push\n")
        let check = try ci("github", "--check")
        #expect(check.status == 2)
        #expect(check.output.hasPrefix("--- .github/workflows/borealis.yml\n+++ .github/workflows/borealis.yml\n"))
        #expect(try ci("github", "--force").errors == "wrote .github/workflows/borealis.yml\n")
        #expect(try ci("github", "--check").status == 0)
    }

    @Test func `a file that isn't there is a difference, and is written where it is said`() throws {
        let check = try ci("gitlab", "--check", "--output", "ci/diff.yml")
        #expect(check.status == 2)
        #expect(check.output.hasPrefix("--- /dev/null\n+++ ci/diff.yml\n"))
        #expect(try ci("gitlab", "--output", "ci/diff.yml").errors == "wrote ci/diff.yml\n")
        #expect(try run.folder.names(in: "ci") == ["diff.yml"])
    }

    @Test func `a file that can't be written is a problem`() throws {
        try run.write("", to: "ci")
        let result = try ci("github", "--output", "ci/diff.yml")
        #expect(result.status == 1)
        #expect(result.errors.hasPrefix("ci/diff.yml: error[CLI002]: the output can't be read or written"))
    }

    @Test(arguments: [
        (["ci"], "Missing expected argument '<system>'"),
        (["ci", "jenkins"], "The value 'jenkins' is invalid for '<system>'"),
        (["ci", "github", "--output", ""], "--output needs the name of a file, or -"),
        (["ci", "github", "--check", "--force"], "--check writes nothing"),
        (["ci", "github", "--check", "--output", "-"], "--check writes nothing"),
    ])
    func `arguments that make no sense are wrong usage`(arguments: [String], words: String) throws {
        let result = try ProcessRun(SampleRun.executable("sample-app"), arguments, in: run.folder.url)
        #expect(result.status == 64)
        #expect(result.errors.contains(words), "\(result.errors)")
    }

    @Test(arguments: CloudFormationAction.allCases)
    func `each action that is asked for is in the policy and in its documentation`(action: CloudFormationAction) throws
    {
        let path = PackageFolder.file("Sources/Borealis/Borealis.docc/ContinuousIntegration.md")
        let page = String(decoding: try Data(contentsOf: path), as: UTF8.self)
        #expect(page.contains("\n| `\(action.permission)` |"))
        for system in Pipeline.System.allCases {
            let facts = PipelineFacts(tool: "app", stacks: ["one"], hasMigrations: true)
            #expect(Pipeline(system, of: facts).text.contains("\"\(action.permission)\""))
        }
    }

    /// A product may have any name.
    @Test(arguments: Pipeline.System.allCases)
    func `the name of the executable is one word of the shell`(system: Pipeline.System) {
        let facts = PipelineFacts(tool: "it's $(mine)", stacks: ["one"], hasMigrations: true)
        let text = Pipeline(system, of: facts).text
        let calls = text.split(separator: "\n").filter { $0.contains("swift ") && !$0.contains("#") }
        #expect(calls.count >= 4)
        for call in calls {
            #expect(call.contains(#"'it'\''s $(mine)'"#), "\(call)")
        }
    }
}
