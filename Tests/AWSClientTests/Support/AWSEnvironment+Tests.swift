import BorealisAWSClient
import BorealisDiagnostics
import BorealisProcesses

extension AWSEnvironment {
    /// Without a network, programs or a clock: what isn't given isn't there.
    static func imagined(
        _ variables: [String: String] = [:],
        config: String? = nil,
        credentials: String? = nil,
        files: [String: String] = [:],
        now: Int = 1_795_352_400,
        transport: any HTTPTransport = AnsweringTransport([])
    ) -> AWSEnvironment {
        var files = files
        files["/home/x/.aws/config"] = config
        files["/home/x/.aws/credentials"] = credentials
        let all = files.mapValues { Array($0.utf8) }
        return AWSEnvironment(
            variables: ["HOME": "/home/x", "PATH": "/nowhere"].merging(variables) { $1 },
            read: { all[$0] },
            run: { call throws(ProcessFailure) in throw .notFound(call.program) },
            now: { now },
            transport: { _ in transport }
        )
    }
}

/// Gives one answer after the other, and keeps what was asked.
final class AnsweringTransport: HTTPTransport {
    private var answers: [Result<HTTPResponse, HTTPFailure>]
    /// Method, address, and `name=value` of each header.
    private(set) var requests: [String] = []

    init(_ answers: [Result<HTTPResponse, HTTPFailure>]) {
        self.answers = answers.reversed()
    }

    func send(_ request: HTTPRequest) throws(HTTPFailure) -> HTTPResponse {
        let headers = request.headers.map { "\($0.name)=\($0.value)" }
        let direct = request.isDirect ? [] : ["through a proxy"]
        requests.append(([request.method, request.url] + headers + direct).joined(separator: " "))
        guard let answer = answers.popLast() else { throw HTTPFailure(.unreachable, "nobody is there", wasSent: false) }
        return try answer.get()
    }
}

extension Result<HTTPResponse, HTTPFailure> {
    static func text(_ text: String, status: Int = 200) -> Self {
        .success(HTTPResponse(status: status, body: Array(text.utf8)))
    }
}

/// Instead of STS: keeps what was asked, and gives keys with a number.
final class AnsweringExchange: RoleExchange {
    private(set) var requests: [String] = []
    private let expiration: String
    private let refusal: Diagnostic?

    init(expiration: String = "2026-11-22T14:00:00Z", refusal: Diagnostic? = nil) {
        self.expiration = expiration
        self.refusal = refusal
    }

    func assumeRole(
        arn: String,
        sessionName: String,
        externalID: String?,
        seconds: Int?,
        with credentials: AWSCredentials
    ) throws(Diagnostic) -> STSClient.TemporaryCredentials {
        let rest = [externalID, seconds.map(String.init)].map { $0 ?? "-" }.joined(separator: " ")
        return try answer(to: "\(arn) \(sessionName) \(rest) by \(credentials.accessKeyID)")
    }

    func assumeRoleWithWebIdentity(
        arn: String,
        sessionName: String,
        token: String
    ) throws(Diagnostic) -> STSClient.TemporaryCredentials {
        try answer(to: "\(arn) \(sessionName) by token \(token)")
    }

    private func answer(to request: String) throws(Diagnostic) -> STSClient.TemporaryCredentials {
        requests.append(request)
        if let refusal { throw refusal }
        return STSClient.TemporaryCredentials(credentials: .numbered(requests.count), expiration: expiration)
    }
}

extension AWSCredentials {
    static func numbered(_ number: Int) -> AWSCredentials {
        AWSCredentials(
            accessKeyID: "ASIA\(number)",
            secretAccessKey: "secret\(number)",
            sessionToken: "token\(number)"
        )
    }
}
