import BorealisAWSClient
import BorealisDiagnostics
import Testing

@Suite struct LambdaClientTests {
    private func problemOf(_ answer: Result<HTTPResponse, HTTPFailure>) throws -> (Diagnostic, attempts: Int) {
        let transport = ScriptedTransport(Array(repeating: answer, count: 5))
        let found = problem { () throws(Diagnostic) in
            try LambdaClient(transport.session).invoke("runner", payload: Array("{}".utf8))
        }
        return (try #require(found), transport.requests.count)
    }

    @Test func `a function is called with its payload and waited for`() throws {
        let headers = ["x-amzn-requestid": "1234", "content-type": "application/json"]
        let transport = ScriptedTransport([.answer(200, "{\"a\":1}", headers: headers)])
        var expected = LambdaClient.Answer()
        expected.payload = Array("{\"a\":1}".utf8)
        expected.requestID = "1234"
        let answer = try LambdaClient(transport.session).invoke("my-runner_1", payload: Array("{\"x\":\"ü\"}".utf8))
        #expect(answer == expected)
        let request = try #require(transport.requests.first)
        let url = "https://lambda.eu-central-1.amazonaws.com/2015-03-31/functions/my-runner_1/invocations"
        #expect(request.url == url)
        #expect(
            request.headers.map { "\($0.name): \($0.value)" } == [
                "Content-Type: application/json", "X-Amz-Invocation-Type: RequestResponse",
            ]
        )
        #expect(request.body == Array("{\"x\":\"ü\"}".utf8))
        #expect(request.isSentOnce)
        #expect(request.silenceLimit == nil)
        #expect(request.limit > .seconds(900))
    }

    @Test func `a function that fails has an answer that says so`() throws {
        let body = "{\"errorMessage\":\"no\",\"errorType\":\"ValueError\"}"
        let transport = ScriptedTransport([.answer(200, body, headers: ["x-amz-function-error": "Unhandled"])])
        let answer = try LambdaClient(transport.session).invoke("runner", payload: [])
        #expect(answer.functionError == "Unhandled")
        #expect(answer.payload == Array(body.utf8))
    }

    @Test func `a call that was sent is never sent again`() throws {
        let sent: [Result<HTTPResponse, HTTPFailure>] = [
            .answer(429, "{\"message\": \"Rate\"}", headers: ["x-amzn-errortype": "TooManyRequestsException"]),
            .answer(500), .answer(503), .failure(.timeout, wasSent: true), .failure(.truncated, wasSent: true),
        ]
        for answer in sent { #expect(try problemOf(answer).attempts == 1) }
    }

    @Test func `a call that wasn't sent is`() throws {
        #expect(try problemOf(.failure(.unreachable, wasSent: false)).attempts == 5)
    }

    @Test(arguments: [
        ("ResourceNotFoundException:http://internal.amazon.com/x", "{\"Type\":\"User\",\"Message\":\"no function\"}"),
        ("ResourceNotFoundException", "{\"message\":\"no function\",\"Type\":7,\"other\":[1,{}]}"),
        (nil, "{\"__type\":\"com.amazonaws.lambda#ResourceNotFoundException\",\"message\":\"no function\"}"),
    ])
    func `the error of an answer is read wherever it stands`(type: String?, body: String) throws {
        var headers = ["x-amzn-requestid": "1234"]
        headers["x-amzn-errortype"] = type
        let (found, attempts) = try problemOf(.answer(404, body, headers: headers))
        #expect(attempts == 1)
        #expect(found.code == .known(.refusedRequest))
        #expect(found.got == "lambda:Invoke: ResourceNotFoundException, HTTP 404")
        #expect(found.detail == "no function\nrequest ID: 1234")
    }

    @Test(arguments: ["{\"message\":{\"a\":1}}", "{\"message\":5}", "[]", "\"text\"", "null", "{", ""])
    func `an error of wrong types has its code`(body: String) throws {
        let headers = ["x-amzn-errortype": "AccessDeniedException", "x-amzn-requestid": "1234"]
        let (found, _) = try problemOf(.answer(403, body, headers: headers))
        #expect(found.code == .known(.deniedRequest))
        #expect(found.expected == "the permission lambda:InvokeFunction")
        #expect(found.detail == "request ID: 1234")
    }

    @Test(arguments: [(200, "text/html; charset=utf-8"), (200, "application/xml"), (202, "application/json")])
    func `what isn't the answer of a function is a problem`(status: Int, type: String) throws {
        let (found, attempts) = try problemOf(.answer(status, "12345", headers: ["content-type": type]))
        #expect(attempts == 1)
        #expect(found.code == .known(.unreadableAnswer))
        #expect(found.got == "HTTP \(status), \(type), 5 bytes")
    }

    @Test(arguments: ["", "arn:aws:lambda:eu-central-1:1:function:a", "a/../b", "a b", "ä", "a?b"])
    func `only a function's name is a name`(name: String) throws {
        let transport = ScriptedTransport()
        let found = problem { () throws(Diagnostic) in try LambdaClient(transport.session).invoke(name, payload: []) }
        #expect(found?.code == .known(.refusedRequest))
        #expect(transport.requests.isEmpty)
    }
}
