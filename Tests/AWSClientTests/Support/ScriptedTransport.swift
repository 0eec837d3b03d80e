import BorealisAWSClient
import BorealisDiagnostics

/// Answers requests one after the other, and keeps what was asked and how long the pauses were.
final class ScriptedTransport: HTTPTransport {
    private var answers: [Result<HTTPResponse, HTTPFailure>]
    private(set) var requests: [HTTPRequest] = []
    private(set) var pauses: [Duration] = []

    init(_ answers: [Result<HTTPResponse, HTTPFailure>]) {
        self.answers = answers.reversed()
    }

    /// XML of good answers.
    convenience init(_ bodies: String...) {
        self.init(bodies.map { .success(HTTPResponse(status: 200, body: Array($0.utf8))) })
    }

    func send(_ request: HTTPRequest) throws(HTTPFailure) -> HTTPResponse {
        requests.append(request)
        guard let answer = answers.popLast() else {
            throw HTTPFailure(.other, "the script has no more answers", wasSent: false)
        }
        return try answer.get()
    }

    var bodies: [String] { requests.map { String(decoding: $0.body, as: UTF8.self) } }

    static let credentials = AWSCredentials(
        accessKeyID: "AKIDEXAMPLE",
        secretAccessKey: "hidden",
        sessionToken: "unseen"
    )

    /// Pauses take no time and are half as long as they may be.
    var session: AWSSession {
        AWSSession(
            region: "eu-central-1",
            regionSource: "the test",
            endpoints: Endpoints(),
            transport: self,
            retries: retries
        ) { () throws(Diagnostic) in Self.credentials }
    }

    var retries: Retries {
        Retries(pause: { self.pauses.append($0) }, random: { 0.5 })
    }
}

extension Result<HTTPResponse, HTTPFailure> {
    static func answer(_ status: Int, _ body: String = "", headers: [String: String] = [:]) -> Self {
        .success(HTTPResponse(status: status, headers: headers, body: Array(body.utf8)))
    }

    static func refusal(_ code: String, _ message: String, status: Int = 400) -> Self {
        let error = "<Error><Type>Sender</Type><Code>\(code)</Code><Message>\(message)</Message></Error>"
        return .answer(status, "<ErrorResponse>\(error)<RequestId>1234</RequestId></ErrorResponse>")
    }

    static func failure(_ cause: HTTPFailure.Cause, wasSent: Bool) -> Self {
        .failure(HTTPFailure(cause, "no answer", wasSent: wasSent))
    }
}

/// The problem that a call ends with.
func problem<Answer>(_ call: () throws(Diagnostic) -> Answer) -> Diagnostic? {
    do {
        _ = try call()
        return nil
    } catch {
        return error
    }
}
