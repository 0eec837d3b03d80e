/// Why a program gave no answer.
package enum ProcessFailure: Error, Hashable {
    /// There is no such program in `PATH`.
    case notFound(String)
    /// The system doesn't start it, or doesn't tell how it ended.
    case refused(String, reason: String)
    /// It was killed, since it had not ended by then.
    case timedOut(String, limit: Duration)

    /// In small letters: `git is not in PATH`.
    package var explanation: String {
        switch self {
        case .notFound(let program): "\(program) is not in PATH"
        case .refused(let program, let reason): "\(program) can't be run: \(reason)"
        case .timedOut(let program, let limit): "\(program) has not ended after \(limit.components.seconds) seconds"
        }
    }
}
