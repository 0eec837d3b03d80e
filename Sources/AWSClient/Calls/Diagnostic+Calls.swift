internal import BorealisDiagnostics

/// The words for calls that fail.
extension Diagnostic {
    static func invalidRegion(_ region: String) -> Diagnostic {
        Diagnostic(
            .known(.invalidEndpoint),
            at: nil,
            "no endpoint is known for the region",
            got: region.isEmpty ? "an empty text" : region,
            expected: "a region, such as eu-central-1",
            fix: "say --region REGION, or set AWS_REGION"
        )
    }

    /// The address isn't shown: it may have a password in it.
    static func invalidEndpoint(from source: String) -> Diagnostic {
        Diagnostic(
            .known(.invalidEndpoint),
            at: nil,
            "the endpoint isn't an address that can be used",
            got: "what \(source) says",
            expected:
                "http or https, a host and perhaps a port and a path, and neither user, query nor encoded characters",
            fix: "correct it, such as https://localhost:4566, or remove it"
        )
    }

    static func broken(_ failure: HTTPFailure, service: AWSService, url: String) -> Diagnostic {
        switch failure.cause {
        case .noLibrary: missingLibrary(failure.explanation)
        case .truncated: incomplete(failure, service: service, problem: "the answer of \(service.name) ends early")
        case .tooLarge: incomplete(failure, service: service, problem: "the answer of \(service.name) is too large")
        case .insecure: insecure(failure, service: service, url: url)
        case .unreachable, .timeout, .other: unreachable(failure, service: service, url: url)
        }
    }

    private static func missingLibrary(_ found: String) -> Diagnostic {
        Diagnostic(
            .known(.missingLibrary),
            at: nil,
            "calls of AWS need a newer libcurl than is here",
            got: found,
            expected: "libcurl 7.87 or later that signs requests to AWS",
            fix: "install libcurl4, or update the system"
        )
    }

    private static func incomplete(_ failure: HTTPFailure, service: AWSService, problem: String) -> Diagnostic {
        Diagnostic(
            .known(.unreadableAnswer),
            at: nil,
            problem,
            got: failure.explanation,
            expected: "a whole answer",
            fix: "try again, and see whether a proxy or the endpoint's address is wrong"
        )
    }

    private static func insecure(_ failure: HTTPFailure, service: AWSService, url: String) -> Diagnostic {
        Diagnostic(
            .known(.unreachableService),
            at: nil,
            "the connection to \(service.name) isn't safe",
            got: "\(url): \(failure.explanation)",
            expected: "a certificate that a known authority has signed for the host",
            fix: "where a proxy signs with an authority of its own, name the file with its certificate in AWS_CA_BUNDLE"
        )
    }

    private static func unreachable(_ failure: HTTPFailure, service: AWSService, url: String) -> Diagnostic {
        Diagnostic(
            .known(.unreachableService),
            at: nil,
            failure.cause == .timeout ? "\(service.name) doesn't answer in time" : "\(service.name) can't be reached",
            got: "\(url): \(failure.explanation)",
            expected: "an answer",
            fix: "check the network, the region, and the proxy and endpoint that the environment sets"
        )
    }

    /// - Parameter what: what was found.
    static func unreadable(_ answer: HTTPResponse, from service: AWSService, _ what: String) -> Diagnostic {
        Diagnostic(
            .known(.unreadableAnswer),
            at: nil,
            "the answer of \(service.name) can't be read",
            got: "HTTP \(answer.status), \(answer.headers["content-type"] ?? "no content type"), \(what)",
            expected: "what the service's interface says",
            fix: "see whether a proxy answers in its place, and whether the endpoint's address is right",
            detail: answer.requestID.map { "request ID: \($0)" }
        )
    }

    static func absent(_ element: String, from service: AWSService, _ action: String) -> Diagnostic {
        Diagnostic(
            .known(.unreadableAnswer),
            at: nil,
            "the answer of \(service.name) lacks what was asked for",
            got: "an answer to \(action) without \(element)",
            expected: "what the service's interface says",
            fix: "try again, and see whether the endpoint's address is right"
        )
    }

    static func otherStack(_ name: String, asked: String) -> Diagnostic {
        Diagnostic(
            .known(.unreadableAnswer),
            at: nil,
            "the answer of CloudFormation is about another stack",
            got: name,
            expected: asked,
            fix: "try again, and see whether the endpoint's address is right"
        )
    }

    static func repeatedPage(from service: AWSService, _ action: String) -> Diagnostic {
        Diagnostic(
            .known(.unreadableAnswer),
            at: nil,
            "the pages of \(service.name) have no end",
            got: "\(action) names the same next page twice",
            expected: "another page each time",
            fix: "try again, and see whether the endpoint's address is right"
        )
    }

    static func tooManyPages(from service: AWSService, _ action: String, limit: Int) -> Diagnostic {
        Diagnostic(
            .known(.unreadableAnswer),
            at: nil,
            "the pages of \(service.name) have no end",
            got: "more than \(limit) pages of \(action)",
            expected: "at most \(limit)",
            fix: "try again, and see whether the endpoint's address is right"
        )
    }

    static func unusableFunction(_ name: String) -> Diagnostic {
        Diagnostic(
            .known(.refusedRequest),
            at: nil,
            "a function can't be called by that name",
            got: name.isEmpty ? "an empty text" : name,
            expected: "letters, digits, - and _",
            fix: "use the function's name, not its ARN"
        )
    }
}
