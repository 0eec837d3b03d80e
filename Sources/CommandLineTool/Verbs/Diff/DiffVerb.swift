internal import ArgumentParser
internal import BorealisDiagnostics
internal import BorealisFileSystem
internal import BorealisReports
internal import ConstructKit
internal import TemplateDiff

/// `diff`: what a deploy would change.
struct DiffVerb: AppVerb {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Show what a deploy would change, what it would replace, and which SQL it would run.",
        discussion: """
            Compares the stacks, as they would be written now, with what is deployed, or with --against with templates that \
            are there already, which asks nothing of the network. Nothing is written and nothing is deployed.

            What loses data, or weakens what protects it, is refused until --allow names it: the report has the whole flag.

            Exit codes: 0 nothing to do, 2 changes, 3 a change that is refused, 1 errors, 64 wrong usage.
            """
    )

    @Argument(help: "The stacks to compare; all where none is named.")
    var stacks: [String] = []

    @Option(
        help: ArgumentHelp(
            "What to compare with: the deployed stack, a template, the folder of a synth, or out/ as it is in Git.",
            valueName: "deployed|out|file|folder|git:rev"
        )
    )
    var against = BaselineSource.deployed

    @Option(help: ArgumentHelp("A change set of the deployed stack, read as well.", valueName: "name"))
    var changeSet: String?

    @Option(help: ArgumentHelp("A template to compare in place of the app's stacks.", valueName: "file"))
    var template: String?

    @Option(help: ArgumentHelp("What the deployed stack is called; as in the app where not said.", valueName: "name"))
    var stackName: String?

    @Option(help: ArgumentHelp("A change that may pass although it is refused.", valueName: "kind:stack.id"))
    var allow: [String] = []

    @Option(
        help: "The form of the report: text, JSON, Markdown, commands of GitHub Actions, SARIF 2.1.0, or JUnit's XML."
    )
    var format = DifferenceFormat.human

    @OptionGroup
    var aws: AWSOptions

    @Flag(help: "No colours, whatever reads the report.")
    var noColor = false

    func validate() throws {
        for (name, value) in [("change-set", changeSet), ("template", template), ("stack-name", stackName)] {
            guard value != "" else { throw ValidationError("--\(name) needs a value") }
        }
        guard template != "-", against != .path("-") else {
            throw ValidationError("a template is read from a file: - names none")
        }
        guard against == .deployed || changeSet == nil else {
            throw ValidationError("a change set belongs to the deployed stack: leave out --against or --change-set")
        }
        guard against == .deployed || template != nil || stackName == nil else {
            throw ValidationError("--stack-name is about a deployed stack: leave out --against or --stack-name")
        }
        if template != nil {
            guard stacks.count <= 1 else { throw ValidationError("--template is one stack: name one, or none") }
            guard against != .deployed || stackName != nil else {
                throw ValidationError("--template needs --stack-name or --against, to know what to compare it with")
            }
        }
        for key in allow { _ = try GuardKey(key) }
    }

    func run(on app: any App.Type, console: Console) -> ExitStatus {
        var compared = DiffRun.Result()
        var findings: [Diagnostic] = []
        do throws(DiffProblems) {
            let new = try newStacks(of: app)
            if let problem = unknownStack(in: new) {
                console.report(new.findings)
                console.progress("Error: \(problem)")
                return .usage
            }
            findings = new.findings
            compared = DiffRun(try oldStacks(for: new), allowances: Set(allow)).compare(new)
        } catch {
            compared.problems = error.all
        }
        let told = compared.differences.flatMap(\.migrations).flatMap(\.scripts).flatMap(\.findings)
        console.report(findings.filter { !told.contains($0) } + compared.problems)
        return console.reporting { () throws(Diagnostic) in try report(compared, console) }
    }

    private func newStacks(of app: any App.Type) throws(DiffProblems) -> NewStacks {
        guard let template else { return try NewStacks(of: app, named: stacks) }
        return try NewStacks(template: template, named: stacks.first ?? stackName)
    }

    /// What is wrong with a key whose stack is none of the app's.
    private func unknownStack(in new: NewStacks) -> String? {
        allow.compactMap { try? GuardKey($0) }.compactMap { $0.problem(withStacks: new.names) }.first
    }

    /// People see problems beside the report; what a program reads has them as well.
    private func report(_ compared: DiffRun.Result, _ console: Console) throws(Diagnostic) -> ExitStatus {
        let report = DifferenceReport(
            compared.differences,
            problems: compared.problems,
            notices: compared.notices,
            command: command,
            path: SourcePath.display
        )
        let stream = StandardStream.product
        let isColoured = !noColor && stream.takesColours
        if format == .human, compared.differences.isEmpty {
            console.report(compared.notices)
        } else {
            try console.product(report.text(as: format, width: stream.columns ?? 100, isColoured: isColoured))
        }
        return ExitStatus(rawValue: report.exitCode) ?? .failure
    }

    /// What compares the same for people, whose form leaves out the least.
    private var command: String {
        let options = [
            ("against", against == .deployed ? nil : against.defaultValueDescription), ("change-set", changeSet),
            ("template", template),
            ("stack-name", stackName),
        ]
        let words = stacks + options.flatMap { name, value in value.map { ["--\(name)", $0] } ?? [] }
        return (["stacks", "diff"] + words.map(\.shellWord)).joined(separator: " ")
    }

    private func oldStacks(for new: NewStacks) throws(DiffProblems) -> any OldStacks {
        switch against {
        case .deployed:
            try DeployedStacks(aws: aws, stackName: stackName, changeSet: changeSet, of: new)
        case .path(let path):
            try BaselineSource.stacks(at: path, for: new)
        case .revision(let revision):
            try OutputStacks(revision: revision)
        }
    }
}

extension DifferenceFormat: ExpressibleByArgument {}
