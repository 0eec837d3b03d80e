internal import ArgumentParser
internal import BorealisDiagnostics

/// `migrate status`: what a deployed database has of the scripts.
struct StatusVerb: RunnerVerb {
    typealias Content = RunnerStatus

    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show what the database of a deployed stack has of the scripts.",
        discussion: """
            Asks the stack's own function, which changes nothing. The scripts are those of the deployed stack, whatever \
            is in the folder now.

            Exit codes: 0 all is applied, 2 scripts are pending or at work, 3 something failed or was tampered with, \
            1 errors, 64 wrong usage.
            """
    )

    @OptionGroup
    var runner: RunnerOptions

    func action(on target: RunnerTarget) throws(Diagnostic) -> RunnerAction { .status }
}

/// `migrate plan`: what `migrate up` would do.
struct PlanVerb: RunnerVerb {
    typealias Content = RunnerPlan

    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Show what up would apply to the database of a deployed stack, without doing it.",
        discussion: """
            The scripts are those of the deployed stack: what only the folder has comes with the next deploy, and diff \
            tells of it.

            Exit codes: 0 nothing would run, 2 something would, 3 it would be refused, 1 errors, 64 wrong usage.
            """
    )

    @OptionGroup
    var limit: VersionLimit

    @OptionGroup
    var runner: RunnerOptions

    func action(on target: RunnerTarget) throws(Diagnostic) -> RunnerAction {
        let version = try limit.version(of: target)
        return .plan(to: version)
    }
}

extension RunnerTarget {
    /// A version that was looked at, as the function has it.
    ///
    /// - Throws: ``Diagnostic`` `RUN004` where no script has it.
    func wanted(_ text: String?) throws(Diagnostic) -> String? {
        guard let text, let version = try? text.version(of: "--to") else { return nil }
        try check(version)
        return version
    }
}
