internal import ArgumentParser
internal import BorealisDiagnostics
internal import BorealisFileSystem
internal import ConstructKit
internal import TemplateModel

/// `ci`: a pipeline that tells what a change would do.
struct CIVerb: AppVerb {
    static let configuration = CommandConfiguration(
        commandName: "ci",
        abstract: "Write a pipeline that checks a pull request and says what it would change.",
        discussion: """
            github writes a workflow of GitHub Actions, gitlab a pipeline of GitLab. It builds the app, checks the output \
            folder and the scripts, compares with what is deployed, and tells the pull request. The file says which \
            variables it needs, and what the role may do that reads what is deployed. It deploys nothing.

            Exit codes: 0 done, or up to date, 1 errors and nothing written, 2 --check found differences, 64 wrong usage.
            """
    )

    @Argument(help: "Which CI system it is for.")
    var system: Pipeline.System

    @Option(help: "The file to write; - prints it. The one that the system reads where it is left out.")
    var output: String?

    @Flag(help: "Write nothing; print how the file differs and exit with 2 if it does.")
    var check = false

    @Flag(help: "Replace a file that differs.")
    var force = false

    func validate() throws {
        guard output != "" else { throw ValidationError("--output needs the name of a file, or -") }
        guard !check || (output != "-" && !force) else {
            throw ValidationError("--check writes nothing: say it without --force, and with the name of a file")
        }
    }

    func run(on app: any App.Type, console: Console) -> ExitStatus {
        let synthesized = Synthesizer.synthesize(app)
        guard !synthesized.diagnostics.containsError else {
            console.report(synthesized.diagnostics.sorted())
            return .failure
        }
        let facts = PipelineFacts(
            tool: StacksCommand.name,
            stacks: synthesized.stacks.map(\.name),
            hasMigrations: !FoundScripts.all(in: app).isEmpty
        )
        let pipeline = Pipeline(system, of: facts)
        return console.reporting { () throws(Diagnostic) in
            guard output != "-" else {
                try console.product(pipeline.text)
                return .success
            }
            return try write(pipeline, to: output ?? system.path, console)
        }
    }

    private func write(_ pipeline: Pipeline, to path: String, _ console: Console) throws(Diagnostic) -> ExitStatus {
        let old = try accessing(path) { () throws(POSIXFailure) in try POSIXFile.content(of: path) }
            .map { String(decoding: $0, as: UTF8.self) }
        guard old != pipeline.text else {
            console.progress("\(path) is up to date")
            return .success
        }
        guard !check else {
            try console.product(difference(from: old, to: pipeline.text, of: path))
            console.progress("\(path) is not what ci \(system.rawValue) writes")
            return .changes
        }
        guard old == nil || force else {
            throw .existingPipeline(path, difference: difference(from: old, to: pipeline.text, of: path))
        }
        try accessing(path) { () throws(POSIXFailure) in
            if let slash = path.lastIndex(of: "/"), slash > path.startIndex {
                try POSIXFile.makeFolders(String(path[..<slash]))
            }
            try POSIXFile.replace(path, with: Array(pipeline.text.utf8))
        }
        console.progress("wrote \(path)")
        return .success
    }

    private func accessing<Result>(
        _ path: String,
        _ body: () throws(POSIXFailure) -> Result
    ) throws(Diagnostic) -> Result {
        do throws(POSIXFailure) {
            return try body()
        } catch {
            throw .unwritableOutput(path, reason: error.explanation)
        }
    }

    private func difference(from old: String?, to new: String, of path: String) -> String {
        TextDifference.unifiedDifference(
            from: old ?? "",
            to: new,
            oldName: old == nil ? "/dev/null" : path,
            newName: path
        )
    }
}

extension Pipeline.System: ExpressibleByArgument {}
