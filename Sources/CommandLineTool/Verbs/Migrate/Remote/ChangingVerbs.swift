internal import ArgumentParser
internal import BorealisDiagnostics

/// `migrate up`: applies what is pending, without a deploy.
struct UpVerb: RunnerVerb {
    typealias Content = RunnerAdvance

    static let configuration = CommandConfiguration(
        commandName: "up",
        abstract: "Apply the pending scripts of a deployed stack.",
        discussion: """
            The scripts are those of the deployed stack. A deploy does the same by itself; this is for what it left, as \
            after a repair. Where the time of the function is over it is asked again, up to \(RunnerCall.mostCalls) times.

            After an interrupt (Ctrl-C) the function goes on with what it was asked: migrate status shows what it has \
            done. The same command again waits for it, and goes on behind that.

            Exit codes: 0 done, 1 errors, 64 wrong usage.
            """
    )

    @OptionGroup
    var limit: VersionLimit

    @OptionGroup
    var runner: RunnerOptions

    func action(on target: RunnerTarget) throws(Diagnostic) -> RunnerAction {
        let version = try limit.version(of: target)
        return .up(to: version)
    }
}

/// `migrate down`: undoes versions.
struct DownVerb: RunnerVerb {
    typealias Content = RunnerReturn

    static let configuration = CommandConfiguration(
        commandName: "down",
        abstract: "Undo the versions above one, the newest first, with their undo scripts.",
        discussion: """
            Runs the undo scripts that were kept when the versions were applied, of all of them or of none. What they \
            drop is lost. The stack still has the scripts: its next deploy that changes one applies them again.

            Exit codes: 0 done, 1 errors, 64 wrong usage.
            """
    )

    @Option(help: "The version that stays the newest; 0 undoes all.")
    var to: String

    @OptionGroup
    var runner: RunnerOptions

    func validate() throws {
        _ = try to.version(of: "--to")
    }

    func action(on target: RunnerTarget) throws(Diagnostic) -> RunnerAction {
        // The history may have versions that the folder doesn't have: only the function can tell.
        .down(to: (try? to.version(of: "--to")) ?? to)
    }
}

/// `migrate baseline`: begins the history of a database that has the schema already.
struct BaselineVerb: RunnerVerb {
    typealias Content = RunnerBaseline

    static let configuration = CommandConfiguration(
        commandName: "baseline",
        abstract: "Say that a database has what the scripts up to a version make; none of them is run.",
        discussion: """
            For a database that has tables and no history, once.

            Exit codes: 0 done, 1 errors, 64 wrong usage.
            """
    )

    @Argument(help: "The version that the database is at.")
    var version: String

    @OptionGroup
    var runner: RunnerOptions

    func validate() throws {
        _ = try version.version(of: "baseline")
    }

    func action(on target: RunnerTarget) throws(Diagnostic) -> RunnerAction {
        let known = try target.wanted(version)
        return .baseline(at: known ?? version)
    }
}

/// `migrate repair`: what somebody has found out who has looked at the database.
struct RepairVerb: RunnerVerb {
    typealias Content = RunnerRepair

    static let configuration = CommandConfiguration(
        commandName: "repair",
        abstract: "Say what became of a statement, accept an edited script, or end a lease.",
        discussion: """
            retry: the statement of which nobody knows whether it has run counts as not run.
            mark-applied: it counts as run; --statement says which one was looked at.
            mark-script-applied: all of a script counts as applied of which nothing was run.
            accept-checksum: what was applied counts as what the script is now.
            release-lease: whoever works on the database is shut out; without a script.

            No script is run, and nothing but the history is changed. The reason is kept there; that of release-lease, \
            in the function's log.

            Exit codes: 0 done, 1 errors, 64 wrong usage.
            """
    )

    @Argument(help: "What is true, or is to be done.")
    var what: RepairKind

    @Argument(help: "The script, as status names it, or its path.")
    var script: String?

    @Option(help: "The number of the statement that has run, from 1.")
    var statement: Int?

    @Option(help: "Why it is so: at most 500 characters.")
    var reason: String

    @OptionGroup
    var runner: RunnerOptions

    func validate() throws {
        guard (1...500).contains(reason.unicodeScalars.count), reason.contains(where: { !$0.isWhitespace }) else {
            throw ValidationError("--reason needs a reason, of at most 500 characters")
        }
        guard script != "", (what == .releaseLease) == (script == nil) else {
            let isLease = what == .releaseLease
            throw ValidationError(isLease ? "release-lease has no script" : "\(what.rawValue) needs a script")
        }
        guard (what == .markApplied) == (statement != nil) else {
            let isLacking = what == .markApplied
            throw ValidationError(
                isLacking ? "mark-applied needs --statement" : "\(what.rawValue) has no --statement"
            )
        }
        guard statement.map({ (1...999_999_999).contains($0) }) ?? true else {
            throw ValidationError("--statement needs a number from 1 on")
        }
    }

    func action(on target: RunnerTarget) throws(Diagnostic) -> RunnerAction {
        let name = script.map(target.scriptName)
        return .repair(.init(what, script: name, statement: statement, reason: reason))
    }
}

extension RepairKind: ExpressibleByArgument {}
