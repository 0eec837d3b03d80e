internal import AWSConstructs
internal import ArgumentParser
internal import BorealisDiagnostics
internal import ConstructKit
internal import SQLMigrations

/// `migrate sum`: records the scripts as they are.
struct SumVerb: AppVerb {
    static let configuration = CommandConfiguration(
        commandName: "sum",
        abstract: "Record the scripts as they are in migrations.sum.",
        discussion: """
            synth records new scripts by itself. sum also records anew what was edited, renamed or removed, or left in \
            conflict by Git, as long as the upstream branch doesn't have it; what it has needs a reason: rebase.

            Exit codes: 0 done, 1 errors and nothing written, 2 --check found differences, 64 wrong usage.
            """
    )

    @Flag(help: "Write nothing; print how the files differ and exit with 2 if they do.")
    var check = false

    @OptionGroup
    var scripts: ScriptsOptions

    func run(on app: any App.Type, console: Console) -> ExitStatus {
        console.reporting { () throws(Diagnostic) in
            var files: [SumFile] = []
            for found in try scripts.all(of: app).withoutRepeatedFolders { files.append(try SumFile(of: found)) }
            let unreadable = files.flatMap(\.problems)
            guard unreadable.isEmpty else { return fail(unreadable, console) }
            return try check ? compare(files, console) : write(files, console)
        }
    }

    private func write(_ files: [SumFile], _ console: Console) throws(Diagnostic) -> ExitStatus {
        var results: [(file: SumFile, sum: MigrationSum)] = []
        var problems: [Diagnostic] = []
        for file in files {
            let result = try file.rewriting().rehashed()
            problems += result.problems
            results.append((file, result.sum))
        }
        guard problems.isEmpty else { return fail(problems, console) }
        for (file, sum) in results {
            try file.write(sum, console: console)
        }
        return .success
    }

    /// What `synth --check` would say of the files.
    private func compare(_ files: [SumFile], _ console: Console) throws(Diagnostic) -> ExitStatus {
        var problems: [Diagnostic] = []
        var differences: [String] = []
        for file in files {
            let check = SumCheck(
                try file.sum(),
                scripts: file.scripts.set.scripts,
                in: file.scripts.set.folder,
                history: SumHistory(ofFolder: file.scripts.set.folder)
            )
            problems += check.problems
            if check.isStale { differences.append(file.difference(from: check.updated)) }
        }
        guard problems.isEmpty else { return fail(problems, console) }
        try console.product(differences.joined())
        return differences.isEmpty ? .success : .changes
    }

    private func fail(_ problems: [Diagnostic], _ console: Console) -> ExitStatus {
        console.report(problems.sorted())
        return .failure
    }
}
