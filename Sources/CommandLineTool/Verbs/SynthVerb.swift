internal import ArgumentParser
internal import BorealisDiagnostics
internal import BorealisFileSystem
internal import ConstructKit
internal import OrderedCollections
internal import TemplateModel

/// `synth`: the stacks become templates in a folder.
struct SynthVerb: AppVerb {
    static let configuration = CommandConfiguration(
        commandName: "synth",
        abstract: "Write the CloudFormation templates of the stacks.",
        discussion: """
            Writes one template for each stack, the assets that they refer to, and manifest.json with the order in \
            which to deploy them. Files are \
            replaced only when all is well, each at once. With all stacks, files that the last manifest lists and the \
            new one doesn't are removed. New scripts of migrations are added to the migrations.sum beside them.

            With --source-map, a file in JSON has the line of Swift of each logical ID: {"version": 1, "stacks": {"database": \
            {"template": "out/database.template.yaml", "resources": {"Cluster": {"file": …, "line": …}}, …}}}. It is for \
            other tools, and no part of the output: --check doesn't look at it. No other file is replaced by it; - prints it.

            Exit codes: 0 done, 1 errors and nothing written, 2 --check found differences, 64 wrong usage.
            """
    )

    @Argument(help: "The stacks to write; all where none is named.")
    var stacks: [String] = []

    @Option(help: "The folder to write to, relative to the working directory.")
    var output = "out"

    @Option(help: "The form of the templates.")
    var format = TemplateFormat.yaml

    @Option(help: ArgumentHelp("Write the line of Swift of each logical ID as well; - prints it.", valueName: "file"))
    var sourceMap: String?

    @Flag(help: "Write nothing; print how the folder differs and exit with 2 if it does.")
    var check = false

    @Flag(name: .shortAndLong, help: "Report problems only.")
    var quiet = false

    func validate() throws {
        guard !output.isEmpty else { throw ValidationError("--output needs the name of a folder, such as out") }
        guard sourceMap != "" else { throw ValidationError("--source-map needs the name of a file, or -") }
        guard sourceMap?.plainPath.hasPrefix("\(output.plainPath)/") != true else {
            throw ValidationError("--source-map is no part of the output: name a file outside of \(output)")
        }
    }

    func run(on app: any App.Type, console: Console) -> ExitStatus {
        let examined = Synthesizer.examine(app)
        let synthesized = examined.app
        let problems = synthesized.diagnostics + unknownStacks(in: synthesized)
        guard !problems.containsError else { return fail(problems, console) }
        let templates = synthesized.stacks.filter(isSelected).map { RenderedTemplate($0, format: format) }
        let changedSources = Set(templates.flatMap(\.stack.assets).flatMap(\.changedPaths))
        let findings = problems + templates.compactMap(\.size.diagnostic) + changedSources.map(Diagnostic.changedSource)
        guard !findings.containsError else { return fail(findings, console) }
        do {
            let kept = try KeptFiles(examined.keptFiles(where: isSelected))
            let status =
                try check
                ? compare(templates, of: synthesized, kept, console) : write(templates, of: synthesized, kept, console)
            console.report(findings.sorted())
            return status
        } catch {
            return fail(findings + [error], console)
        }
    }

    private func isSelected(_ stack: SynthesizedStack) -> Bool {
        stacks.isEmpty || stacks.contains(stack.name)
    }

    private func unknownStacks(in app: SynthesizedApp) -> [Diagnostic] {
        let known = app.stacks.map(\.name)
        return stacks.filter { !known.contains($0) }.map { .unknownStack($0, known: known) }
    }

    private func fail(_ problems: [Diagnostic], _ console: Console) -> ExitStatus {
        console.report(problems.sorted())
        let count = problems.count { $0.severity == .error }
        let isIncomplete = problems.contains { $0.code == .known(.incompleteOutput) }
        let outcome = isIncomplete ? "written in part" : "nothing written"
        console.progress("\(count) \(count == 1 ? "error" : "errors"), \(outcome)")
        return .failure
    }
}

extension SynthVerb {
    private func write(
        _ templates: [RenderedTemplate],
        of app: SynthesizedApp,
        _ kept: KeptFiles,
        _ console: Console
    ) throws(Diagnostic) -> ExitStatus {
        if let sourceMap, sourceMap != "-" { try StackSourceMap.check(sourceMap) }
        let folder = OutputFolder(path: output)
        let waiting = { console.progress("waiting for another run that writes to \(output)") }
        let changes = try kept.replaced { () throws(Diagnostic) in
            try folder.locked(isWaiting: waiting) {
                let files = OutputFiles(
                    templates,
                    stackNames: app.stacks.map(\.name),
                    previous: try folder.manifest()
                )
                return try folder.write(files)
            }
        }
        if !quiet {
            summarize(templates, changes, console)
            for path in kept.paths { console.progress("wrote \(path)") }
        }
        return console.reporting { () throws(Diagnostic) in try writeSourceMap(of: templates, console) }
    }

    private func writeSourceMap(of templates: [RenderedTemplate], _ console: Console) throws(Diagnostic) -> ExitStatus {
        let map = StackSourceMap(templates, in: output)
        switch sourceMap {
        case nil: break
        case "-"?: try console.product(map.text)
        case let path?: if try map.write(to: path), !quiet { console.progress("wrote \(path)") }
        }
        return .success
    }

    private func summarize(
        _ templates: [RenderedTemplate],
        _ changes: (written: [String], removed: [String]),
        _ console: Console
    ) {
        for template in templates {
            let count = template.stack.template.resources.count
            console.progress(
                "\(template.stack.name): \(count) \(count == 1 ? "resource" : "resources"), \(template.size.summary)"
            )
        }
        let actions = [("wrote", changes.written), ("removed", changes.removed)].filter { !$0.1.isEmpty }
        let summary = actions.map { "\($0) \($1.joined(separator: ", "))" }.joined(separator: "; ")
        console.progress(summary.isEmpty ? "\(output) is up to date" : "\(output): \(summary)")
    }
}

extension SynthVerb {
    /// Prints how the folder would change, as a patch.
    private func compare(
        _ templates: [RenderedTemplate],
        of app: SynthesizedApp,
        _ kept: KeptFiles,
        _ console: Console
    ) throws(Diagnostic) -> ExitStatus {
        let folder = OutputFolder(path: output)
        let files = OutputFiles(templates, stackNames: app.stacks.map(\.name), previous: try folder.manifest())
        var differences: [String] = []
        for (name, content) in files.contents where try !folder.isUpToDate(name, with: content) {
            differences.append(difference(of: path(of: name), from: try folder.content(of: name), to: content.bytes))
        }
        for name in files.leftovers {
            differences.append(difference(of: path(of: name), from: try folder.content(of: name), to: nil))
        }
        for file in try kept.differences() {
            differences.append(difference(of: file.path, from: file.old, to: file.new))
        }
        let patch = differences.joined()
        try console.product(patch)
        if !quiet {
            console.progress(patch.isEmpty ? "\(output) is up to date" : "\(output) is stale: run synth")
        }
        return patch.isEmpty ? .success : .changes
    }

    private func difference(of path: String, from old: [UInt8]?, to new: [UInt8]?) -> String {
        let (oldName, newName) = (old == nil ? "/dev/null" : path, new == nil ? "/dev/null" : path)
        guard !AssetName.isValid(String(path.dropFirst(output.count + 1))) else {
            return "Binary files \(oldName) and \(newName) differ\n"
        }
        return TextDifference.unifiedDifference(
            from: String(decoding: old ?? [], as: UTF8.self),
            to: String(decoding: new ?? [], as: UTF8.self),
            oldName: oldName,
            newName: newName
        )
    }

    private func path(of name: String) -> String { "\(output)/\(name)" }
}

extension TemplateFormat: ExpressibleByArgument {}
