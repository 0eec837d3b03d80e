internal import BorealisDiagnostics
internal import BorealisProcesses

/// Programs that print credentials. What else they print is never shown: it may be a secret.
extension CredentialFetcher {
    /// It may ask a person at the terminal.
    private static let limit = Duration.seconds(120)

    func credentials(by process: CredentialProcess) throws(Diagnostic) -> ExpiringCredentials {
        let source = CredentialSource.process(process)
        guard let program = environment.executable(process.words[0]) else {
            throw .unusableAnswer(of: source, got: "a program that isn't there or can't be run")
        }
        let finished = try run(program.path, Array(process.words.dropFirst()), of: source)
        guard finished.isSuccess else { throw .unusableAnswer(of: source, got: finished.ending.words) }
        return try credentials(in: finished, of: source)
    }

    /// - Source: AWS CLI Command Reference, version 2, `configure export-credentials`, read 2026-11-22; version 1 has no
    ///   such command.
    func credentials(ofCommandLineTool profile: String, place: Place) throws(Diagnostic) -> ExpiringCredentials {
        let source = CredentialSource.commandLineTool(profile: profile, place: place)
        guard let program = environment.executable("aws") else { throw .noCommandLineTool(profile, place: place) }
        let arguments = ["configure", "export-credentials", "--profile", profile, "--format", "process"]
        let finished = try run(program.path, arguments, of: source)
        guard finished.isSuccess else {
            throw .failedCommandLineTool(profile, place: place, got: finished.ending.words)
        }
        return try credentials(in: finished, of: source)
    }

    private func run(
        _ path: String,
        _ arguments: [String],
        of source: CredentialSource
    ) throws(Diagnostic) -> FinishedProcess {
        do throws(ProcessFailure) {
            return try environment.run(ProgramCall(path, arguments, limit: Self.limit))
        } catch {
            throw .unusableAnswer(of: source, got: error.words)
        }
    }

    private func credentials(
        in finished: FinishedProcess,
        of source: CredentialSource
    ) throws(Diagnostic) -> ExpiringCredentials {
        do throws(CredentialDocument.Fault) {
            return try CredentialDocument.credentials(in: finished.output, version: 1)
        } catch {
            throw .unusableAnswer(of: source, got: error.explanation)
        }
    }
}

extension ProcessEnding {
    fileprivate var words: String {
        switch self {
        case .exited(let status): "exit code \(status)"
        case .killed(let signal): "the end by signal \(signal)"
        }
    }
}

extension ProcessFailure {
    /// Without the path of the program, which the profile has.
    fileprivate var words: String {
        switch self {
        case .notFound: "a program that isn't there or can't be run"
        case .refused(_, let reason): "a program that can't be run: \(reason)"
        case .timedOut(_, let limit): "nothing after \(limit.components.seconds) seconds"
        }
    }
}
