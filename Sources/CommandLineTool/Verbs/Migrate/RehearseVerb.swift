internal import AWSConstructs
internal import ArgumentParser
internal import BorealisDiagnostics
internal import BorealisRehearsal
internal import ConstructKit
internal import SQLMigrations
internal import TemplateModel

/// `migrate rehearse`: scripts applied to servers that are gone afterwards.
struct RehearseVerb: AppVerb {
    static let configuration = CommandConfiguration(
        commandName: "rehearse",
        abstract: "Apply scripts to a throw-away local server, as a deploy would to the database.",
        discussion: """
            Starts a PostgreSQL or MariaDB server of its own, in a temporary folder, reached through a socket in it, and \
            applies the scripts: to an empty database, then once more, when nothing may happen, and with --from as an \
            upgrade, which must leave the same schema. The server and its folder are gone afterwards, however the run \
            ends. Each set of scripts gets servers of its own.

            The fingerprint is a SHA-256 of the schema, without rows: compare it between branches and machines that have \
            the same version of the server.

            Aurora MySQL is rehearsed on MariaDB, which is not MySQL: MariaDB has no functional indexes, no invisible \
            primary keys and no LATERAL, other JSON and GIS functions, and keywords of its own; it has sequences, \
            RETURNING and IF NOT EXISTS for columns and indexes, which MySQL refuses. Aurora PostgreSQL has extensions \
            that this machine may lack, and its master user is no superuser.

            Exit codes: 0 done, 1 errors, 64 wrong usage.
            """
    )

    @Option(
        help: ArgumentHelp(
            "Upgrade as well, from older scripts: those of a migrations.json, or of a revision of Git.",
            valueName: "file|revision"
        )
    )
    var from: String?

    @Option(
        help: ArgumentHelp("Where the server's programs are: postgres and initdb, or mariadbd.", valueName: "folder")
    )
    var serverBinaries: String?

    @Flag(help: "Print the description of the schema, and not how long each statement took.")
    var schema = false

    @Flag(help: "Print JSON: an array of what was rehearsed.")
    var json = false

    @OptionGroup
    var scripts: ScriptsOptions

    func validate() throws {
        guard from != "", serverBinaries != "" else {
            throw ValidationError("--from and --server-binaries need a value")
        }
    }

    func run(on app: any App.Type, console: Console) -> ExitStatus {
        console.reporting { () throws(Diagnostic) in
            let found = try scripts.all(of: app)
            let problems = found.flatMap(\.problems).filter { $0.severity == .error }
            guard problems.isEmpty else {
                console.report(problems)
                return .failure
            }
            var reports: [RehearsalReport] = []
            var problem: Diagnostic?
            do throws(Diagnostic) {
                for scripts in found { reports.append(try rehearse(scripts)) }
            } catch {
                problem = error
            }
            // What was rehearsed before is of use also where the next set fails.
            if problem == nil || !reports.isEmpty { try console.product(text(of: reports)) }
            if let problem { throw problem }
            return .success
        }
    }

    private func rehearse(_ scripts: FoundScripts) throws(Diagnostic) -> RehearsalReport {
        let set = RehearsedSet(scripts.set, rebases: try scripts.rebases())
        let programs = try ServerPrograms(for: set.engine, in: serverBinaries)
        let old = try from.map { from throws(Diagnostic) in
            try OlderScripts(from: from, for: scripts.set, rebases: set.rebases)
        }
        return try Rehearsal(of: set, programs: programs).run(upgradingFrom: old)
    }

    private func text(of reports: [RehearsalReport]) -> String {
        if json { return TemplateNode.list(reports.map { $0.node(withSchema: schema) }).text(as: .json) }
        return reports.map { schema ? $0.schema.text : $0.text }.joined(separator: "\n")
    }
}

extension FoundScripts {
    /// The changes of applied scripts that a deploy would accept.
    fileprivate func rebases() throws(Diagnostic) -> [Rebase] {
        let check = SumCheck(
            try SumFile(of: self).sum(),
            scripts: set.scripts,
            in: set.folder,
            history: SumHistory(ofFolder: set.folder)
        )
        return check.updated.rebases
    }
}
