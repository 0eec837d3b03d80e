internal import ArgumentParser
internal import BorealisDiagnostics
internal import BorealisFileSystem
internal import BorealisReports
internal import ConstructKit
internal import OrderedCollections
internal import SQLMigrations

/// `migrate lint`: what is wrong with scripts, or dangerous in them.
struct LintVerb: AppVerb {
    static let configuration = CommandConfiguration(
        commandName: "lint",
        abstract: "Check scripts: what can't run, loses data, or keeps others waiting.",
        discussion: """
            Checks what synth checks, without the rest of the stacks, and prints what it finds. A finding may pass with a \
            comment before the statement: -- borealis:allow SQL201 "the table is empty".

            Exit codes: 0 no errors (there may be warnings), 1 errors, 64 wrong usage.
            """
    )

    @Argument(help: "The scripts to tell of; all where none is named. All are read, as some problems are of two.")
    var files: [String] = []

    @Option(help: "The form of the findings: text, JSON, commands of GitHub Actions, or SARIF 2.1.0.")
    var format = ReportFormat.human

    @OptionGroup
    var scripts: ScriptsOptions

    func run(on app: any App.Type, console: Console) -> ExitStatus {
        console.reporting { () throws(Diagnostic) in
            let found = try scripts.all(of: app)
            let wanted = try found.wantedPaths(files)
            let problems = OrderedSet(found.flatMap(\.problems)).sorted().filter { problem in
                wanted.isEmpty || problem.place.map { wanted.contains($0.file) } ?? false
            }
            try console.product(DiagnosticReport(problems, path: SourcePath.display).text(as: format))
            if format == .human {
                console.progress(summary(of: problems, count: wanted.isEmpty ? found.fileCount : wanted.count))
            }
            return problems.containsError ? .failure : .success
        }
    }

    private func summary(of problems: [Diagnostic], count: Int) -> String {
        let errors = problems.count { $0.severity == .error }
        let warnings = problems.count { $0.severity == .warning }
        let findings = [
            errors == 0 ? "no errors" : "\(errors) \(errors == 1 ? "error" : "errors")",
            warnings == 0 ? nil : "\(warnings) \(warnings == 1 ? "warning" : "warnings")",
        ]
        return "\(count) \(count == 1 ? "script" : "scripts"): \(findings.compactMap(\.self).joined(separator: ", "))"
    }
}

extension ReportFormat: ExpressibleByArgument {}

extension [FoundScripts] {
    /// The paths of all scripts, also of those that are wrong.
    var paths: [String] {
        flatMap { scripts in scripts.set.files.map { "\(scripts.set.folder)/\($0.name)" } }
    }

    fileprivate var fileCount: Int { Set(paths).count }

    /// Paths as problems have them.
    ///
    /// - Throws: ``Diagnostic`` `CLI015` for a path that is none of the scripts'.
    func wantedPaths(_ paths: [String]) throws(Diagnostic) -> Set<String> {
        let known = Dictionary(self.paths.map { ($0.plainPath, $0) }) { first, _ in first }
        var wanted: Set<String> = []
        for path in paths {
            guard let found = known[path.plainPath] else { throw .unknownScript(path, known: known.values.sorted()) }
            wanted.insert(found)
        }
        return wanted
    }
}
