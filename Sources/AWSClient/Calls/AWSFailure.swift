internal import BorealisDiagnostics

/// Why a call has no answer that can be used.
enum AWSFailure: Error {
    /// AWS says no, which can be an answer, too: that there is no such stack.
    case refused(AWSRefusal)
    case failed(Diagnostic)

    var diagnostic: Diagnostic {
        switch self {
        case .refused(let refusal): .refused(refusal)
        case .failed(let diagnostic): diagnostic
        }
    }
}
