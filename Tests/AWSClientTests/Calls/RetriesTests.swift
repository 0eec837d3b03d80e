import BorealisAWSClient
import BorealisDiagnostics
import Testing

@Suite struct RetriesTests {
    private typealias Answer = Result<HTTPResponse, HTTPFailure>

    private static let good = """
        <GetTemplateResponse><GetTemplateResult><TemplateBody>T</TemplateBody></GetTemplateResult></GetTemplateResponse>
        """

    private func template(_ transport: ScriptedTransport) throws(Diagnostic) -> String {
        try CloudFormationClient(transport.session).template(of: "blog")
    }

    @Test func `what passes is tried again`() throws {
        let passing: [Answer] = [
            .refusal("Throttling", "Rate exceeded"), .refusal("ThrottlingException", "Rate exceeded"),
            .refusal("RequestLimitExceeded", "", status: 503), .answer(429), .answer(500, "<html>"), .answer(502),
            .answer(503), .answer(504), .failure(.unreachable, wasSent: false), .failure(.timeout, wasSent: true),
            .failure(.truncated, wasSent: true),
        ]
        for first in passing {
            let transport = ScriptedTransport([first, .answer(200, Self.good)])
            #expect(try template(transport) == "T")
            #expect(transport.pauses == [.milliseconds(500)])
        }
    }

    @Test func `what doesn't pass is not`() throws {
        let lasting: [Answer] = [
            .refusal("ValidationError", "no"), .refusal("AccessDenied", "no", status: 403), .answer(404), .answer(302),
            .failure(.insecure, wasSent: false), .failure(.noLibrary, wasSent: false),
            .failure(.tooLarge, wasSent: true), .failure(.other, wasSent: false), .answer(200, "<html/>"),
        ]
        for first in lasting {
            let transport = ScriptedTransport([first, .answer(200, Self.good)])
            #expect(problem { () throws(Diagnostic) in try template(transport) } != nil)
            #expect(transport.requests.count == 1)
            #expect(transport.pauses.isEmpty)
        }
    }

    @Test func `the fifth refusal is the last, after pauses that double`() {
        let transport = ScriptedTransport(Array(repeating: .refusal("Throttling", "Rate exceeded"), count: 9))
        let found = problem { () throws(Diagnostic) in try template(transport) }
        #expect(found?.code == .known(.refusedRequest))
        #expect(found?.problem == "AWS gets too many requests")
        #expect(transport.requests.count == 5)
        #expect(transport.pauses == [.milliseconds(500), .seconds(1), .seconds(2), .seconds(4)])
    }

    @Test(arguments: [("3", 3000), ("0", 500), ("3600", 20_000), ("-5", 500), ("soon", 500)])
    func `the service may wish for a longer pause, within bounds`(wish: String, milliseconds: Int) throws {
        let transport = ScriptedTransport([.answer(503, headers: ["retry-after": wish]), .answer(200, Self.good)])
        #expect(try template(transport) == "T")
        #expect(transport.pauses == [.milliseconds(milliseconds)])
    }

    @Test func `a server that fails and then answers, over a real connection`() throws {
        let server = try ScriptedServer { number, connection in
            switch number {
            case 0: connection.answer(500, "<html>")
            case 1:
                connection.write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n<")
                connection.reset()
            case 2: connection.answer(400, "<ErrorResponse><Error><Code>Throttling</Code></Error></ErrorResponse>")
            default: connection.answer(200, Self.good)
            }
        }
        defer { server.stop() }
        let script = ScriptedTransport()
        let session = AWSSession(
            region: "eu-central-1",
            regionSource: "the test",
            endpoints: Endpoints(environment: ["AWS_ENDPOINT_URL": server.url]),
            transport: CurlTransport(),
            retries: script.retries
        ) { () throws(Diagnostic) in ScriptedTransport.credentials }
        #expect(try CloudFormationClient(session).template(of: "blog") == "T")
        #expect(server.requests.count == 4)
        #expect(script.pauses.count == 3)
        #expect(
            server.requests.last?.text == "Action=GetTemplate&StackName=blog&TemplateStage=Original&Version=2010-05-15"
        )
    }
}
