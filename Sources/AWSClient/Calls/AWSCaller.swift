internal import BorealisDiagnostics

/// Calls one service: sends again what may well succeed then, and reads what is answered.
struct AWSCaller {
    let service: AWSService
    let region: String
    let endpoints: Endpoints
    let transport: any HTTPTransport
    let retries: Retries

    /// A request to the service, signed where there are credentials.
    ///
    /// - Parameter path: begins with a slash.
    func request(_ path: String, signedWith credentials: AWSCredentials?) throws(AWSFailure) -> HTTPRequest {
        do {
            var request = HTTPRequest("POST", try endpoints.url(of: service, region: region) + path)
            request.signature = credentials.map {
                HTTPSignature(region: region, service: service.rawValue, credentials: $0)
            }
            return request
        } catch {
            throw .failed(error)
        }
    }

    /// - Parameters:
    ///   - action: as policies name it, without the service: `DescribeStacks`.
    ///   - secrets: what else than the credentials must not be shown.
    func send(_ request: HTTPRequest, action: String, secrets: [String] = []) throws(AWSFailure) -> HTTPResponse {
        let credentials = request.signature?.credentials
        let hidden = secrets + [credentials?.secretAccessKey, credentials?.sessionToken].compactMap { $0 }
        var attempt = 1
        while true {
            let outcome = attemptOnce(request, action: action, hiding: hidden)
            let (mayRepeat, wish) = repetition(of: outcome, request)
            guard mayRepeat, attempt < retries.attempts else { return try outcome.get() }
            retries.wait(after: attempt, wish: wish)
            attempt += 1
        }
    }

    /// An answer that is good, or why there is none.
    private enum Outcome {
        case answered(HTTPResponse)
        case refused(AWSRefusal, wish: String?)
        case broken(HTTPFailure, Diagnostic)

        func get() throws(AWSFailure) -> HTTPResponse {
            switch self {
            case .answered(let answer): return answer
            case .refused(let refusal, _): throw .refused(refusal)
            case .broken(_, let diagnostic): throw .failed(diagnostic)
            }
        }
    }

    private func attemptOnce(_ request: HTTPRequest, action: String, hiding secrets: [String]) -> Outcome {
        do {
            let answer = try transport.send(request)
            guard !answer.isGood else { return .answered(answer) }
            let refusal = AWSRefusal(answer, to: "\(service.rawValue):\(action)", hiding: secrets)
            return .refused(refusal, wish: answer.headers["retry-after"])
        } catch {
            return .broken(error, .broken(error, service: service, url: request.url))
        }
    }

    private func repetition(of outcome: Outcome, _ request: HTTPRequest) -> (mayRepeat: Bool, wish: String?) {
        switch outcome {
        case .answered: (false, nil)
        case .refused(let refusal, let wish): (refusal.isPassing && !request.isSentOnce, wish)
        case .broken(let failure, _): (failure.isPassing && !(request.isSentOnce && failure.wasSent), nil)
        }
    }
}

extension HTTPFailure {
    /// Whether the same request may well be answered later.
    fileprivate var isPassing: Bool {
        switch cause {
        case .unreachable, .timeout, .truncated: true
        case .insecure, .tooLarge, .noLibrary, .other: false
        }
    }
}
