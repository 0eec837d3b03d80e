internal import BorealisDiagnostics

/// The words for what AWS refuses.
extension Diagnostic {
    static func refused(_ refusal: AWSRefusal) -> Diagnostic {
        if refusal.isAboutClock { return skewedClock(refusal) }
        if refusal.isAboutCredentials { return refusedCredentials(refusal) }
        if refusal.isDenial { return denied(refusal) }
        if refusal.isThrottling { return throttled(refusal) }
        if refusal.isOfServer { return ofServer(refusal) }
        return refusal.code == nil ? notFromAWS(refusal) : invalid(refusal)
    }

    private static func skewedClock(_ refusal: AWSRefusal) -> Diagnostic {
        Diagnostic(
            .known(.refusedRequest),
            at: nil,
            "AWS doesn't take the time at which the request was signed",
            got: "this machine's time",
            expected: refusal.date.map { "AWS's, \($0), within 5 minutes" } ?? "AWS's, within 5 minutes",
            fix: "set this machine's clock",
            detail: refusal.detail
        )
    }

    private static func refusedCredentials(_ refusal: AWSRefusal) -> Diagnostic {
        Diagnostic(
            .known(.refusedRequest),
            at: nil,
            refusal.code?.contains("Expired") == true
                ? "the credentials have expired" : "AWS doesn't take the credentials",
            got: refusal.summary,
            expected: "credentials that are valid now",
            fix: "log in again, or get new credentials for the profile or the environment",
            detail: refusal.detail
        )
    }

    private static func denied(_ refusal: AWSRefusal) -> Diagnostic {
        Diagnostic(
            .known(.deniedRequest),
            at: nil,
            "the credentials don't allow the request",
            got: refusal.summary,
            expected: "the permission \(refusal.permission)",
            fix: "allow it to whom the credentials belong to, or use another profile",
            detail: refusal.detail
        )
    }

    private static func throttled(_ refusal: AWSRefusal) -> Diagnostic {
        Diagnostic(
            .known(.refusedRequest),
            at: nil,
            "AWS gets too many requests",
            got: refusal.summary,
            expected: "fewer requests of the account at a time",
            fix: "try again in some minutes",
            detail: refusal.detail
        )
    }

    private static func ofServer(_ refusal: AWSRefusal) -> Diagnostic {
        Diagnostic(
            .known(.unreachableService),
            at: nil,
            "the service fails",
            got: refusal.summary,
            expected: "an answer",
            fix: "try again later; health.aws.amazon.com tells of interruptions",
            detail: refusal.detail
        )
    }

    private static func notFromAWS(_ refusal: AWSRefusal) -> Diagnostic {
        Diagnostic(
            .known(.unreadableAnswer),
            at: nil,
            (300..<400).contains(refusal.status) ? "the endpoint points elsewhere" : "the answer isn't one of AWS",
            got: refusal.summary,
            expected: "an answer in XML or JSON with AWS's error code",
            fix: "see whether a proxy answers in its place, and whether the endpoint's address is right",
            detail: refusal.detail
        )
    }

    private static func invalid(_ refusal: AWSRefusal) -> Diagnostic {
        Diagnostic(
            .known(.refusedRequest),
            at: nil,
            "AWS refuses the request",
            got: refusal.summary,
            expected: "a request that it takes",
            fix: "see what AWS says",
            detail: refusal.detail
        )
    }
}

extension AWSRefusal {
    /// Without what varies from run to run.
    fileprivate var summary: String {
        "\(action): \(code.map { "\($0), " } ?? "")HTTP \(status)"
    }

    /// The calls are named as their permissions, but for one.
    fileprivate var permission: String {
        action == "lambda:Invoke" ? "lambda:InvokeFunction" : action
    }

    fileprivate var detail: String? {
        let lines = [message, requestID.map { "request ID: \($0)" }].compactMap { $0 }
        return lines.isEmpty ? nil : lines.joined(separator: "\n")
    }
}
