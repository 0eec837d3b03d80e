internal import ArgumentParser
internal import BorealisDiagnostics
internal import ConstructKit
internal import SQLMigrations

/// `migrate sql`: scripts as one text that a client of the database runs.
struct SQLVerb: AppVerb {
    static let configuration = CommandConfiguration(
        commandName: "sql",
        abstract: "Print the SQL that applies or undoes scripts, for psql or mariadb.",
        discussion: """
            The text has the transactions, time limits and rows of the history with it, and stops at the first error: run \
            on the database, it leaves the schema and the history that a deploy would. Nothing else may migrate the \
            database at the same time.

                stacks migrate sql | psql --no-psqlrc
                stacks migrate sql 3..7 | mariadb --comments blog

            The comments of a procedure's body reach the server only with --comments.

            Exit codes: 0 done, 1 errors and nothing printed, 64 wrong usage.
            """
    )

    @Argument(
        help: ArgumentHelp(
            "Which versions: 3..7 for those after 3 up to 7, ..7, 3.., or 7 alone; all where it is left out.",
            valueName: "from..to"
        )
    )
    var range: String?

    @Flag(help: "Undo the versions of the range, the newest first.")
    var undo = false

    @OptionGroup
    var scripts: ScriptsOptions

    func validate() throws {
        if let range, VersionRange(range) == nil {
            throw ValidationError("\(range) is no range of versions; say 3..7, ..7, 3.. or 7")
        }
        guard !undo || range != nil else { throw ValidationError("--undo needs a range, such as 3..7 or 7") }
    }

    func run(on app: any App.Type, console: Console) -> ExitStatus {
        console.reporting { () throws(Diagnostic) in
            let found = try scripts.one(of: app)
            guard !found.problems.containsError else {
                console.report(found.problems.filter { $0.severity == .error })
                return .failure
            }
            let range = range.flatMap(VersionRange.init) ?? .all
            let sql = OfflineSQL(of: found.set)
            let text =
                try undo
                ? sql.text(undoing: OfflineSelection(undoing: range, of: found.set).scripts)
                : sql.text(applying: OfflineSelection(applying: range, of: found.set).scripts)
            try console.product(text)
            return .success
        }
    }
}
