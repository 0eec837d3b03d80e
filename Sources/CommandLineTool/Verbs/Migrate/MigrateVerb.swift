internal import ArgumentParser

/// `migrate`: what can be done with scripts without a database, and with those of a deployed stack.
struct MigrateVerb: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate",
        abstract: "Work with the SQL scripts of the stacks.",
        discussion: """
            The scripts are those of the folders that the stacks name. With --scripts and --dialect a folder is read \
            that no stack names, and the stacks are not looked at.

            status, plan, up, down, baseline and repair ask the function of a deployed stack through AWS, and need no \
            credentials of the database.
            """,
        subcommands: [
            NewVerb.self, ListScriptsVerb.self, StatementsVerb.self, LintVerb.self, SQLVerb.self, SumVerb.self,
            RebaseVerb.self, RehearseVerb.self, StatusVerb.self, PlanVerb.self, UpVerb.self, DownVerb.self,
            BaselineVerb.self, RepairVerb.self,
        ]
    )

    func run() throws {
        throw ValidationError(
            "name a verb: new, list, statements, lint, sql, sum, rebase, rehearse, status, plan, up, down, baseline "
                + "or repair"
        )
    }
}
