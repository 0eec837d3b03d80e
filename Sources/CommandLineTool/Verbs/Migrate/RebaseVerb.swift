internal import ArgumentParser
internal import BorealisDiagnostics
internal import ConstructKit
internal import SQLMigrations

/// `migrate rebase`: accepts that scripts which others have were changed.
struct RebaseVerb: AppVerb {
    static let configuration = CommandConfiguration(
        commandName: "rebase",
        abstract: "Accept that recorded scripts were edited, renamed or removed, and keep the reason.",
        discussion: """
            A database that has applied such a script keeps what the old one did: nothing is run again. The reason is \
            written into migrations.sum, and the runner takes the new script for the old one.

            Exit codes: 0 done, 1 errors and nothing written, 64 wrong usage.
            """
    )

    @Option(help: "Why databases that have the old script are as they should be; one line.")
    var reason: String

    @Argument(help: "The scripts that may have changed, by the names that are recorded; all where none is named.")
    var names: [String] = []

    @OptionGroup
    var scripts: ScriptsOptions

    func validate() throws {
        guard reason.contains(where: { !$0.isWhitespace }) else { throw ValidationError("--reason needs a reason") }
    }

    func run(on app: any App.Type, console: Console) -> ExitStatus {
        console.reporting { () throws(Diagnostic) in
            let file = try SumFile(of: try scripts.one(of: app))
            guard file.problems.isEmpty else { return fail(file.problems, console) }
            let result = try file.rewriting().rebased(reason: reason)
            guard result.problems.isEmpty else { return fail(result.problems, console) }
            try check(result.rebases, of: file)
            try file.write(result.sum, console: console)
            return .success
        }
    }

    private func fail(_ problems: [Diagnostic], _ console: Console) -> ExitStatus {
        console.report(problems.sorted())
        return .failure
    }

    /// Whether the scripts that have changed are those that are named.
    private func check(_ rebases: [Rebase], of file: SumFile) throws(Diagnostic) {
        guard !names.isEmpty else { return }
        let folder = file.scripts.set.folder + "/"
        let named = names.map { $0.hasPrefix(folder) ? String($0.dropFirst(folder.count)) : $0 }
        let changed = rebases.map(\.script)
        if let unchanged = named.first(where: { !changed.contains($0) }) {
            throw .unchangedScript(folder + unchanged, changed: changed)
        }
        if let unnamed = changed.first(where: { !named.contains($0) }) {
            throw .unnamedScript(folder + unnamed)
        }
    }
}
