import BorealisAWSClient
import BorealisDiagnostics
import Testing

@Suite struct RefusalTests {
    private func said(_ answer: Result<HTTPResponse, HTTPFailure>) throws -> Diagnostic {
        let transport = ScriptedTransport(Array(repeating: answer, count: 5))
        return try #require(
            problem { () throws(Diagnostic) in try CloudFormationClient(transport.session).template(of: "blog") }
        )
    }

    @Test(
        arguments: [
            ("ExpiredToken", .refusedRequest, "the credentials have expired"),
            ("ExpiredTokenException", .refusedRequest, "the credentials have expired"),
            ("InvalidClientTokenId", .refusedRequest, "AWS doesn't take the credentials"),
            ("UnrecognizedClientException", .refusedRequest, "AWS doesn't take the credentials"),
            ("SignatureDoesNotMatch", .refusedRequest, "AWS doesn't take the credentials"),
            ("RequestTimeTooSkewed", .refusedRequest, "AWS doesn't take the time at which the request was signed"),
            ("RequestExpired", .refusedRequest, "AWS doesn't take the time at which the request was signed"),
            ("AccessDenied", .deniedRequest, "the credentials don't allow the request"),
            ("AccessDeniedException", .deniedRequest, "the credentials don't allow the request"),
            ("ValidationError", .refusedRequest, "AWS refuses the request"),
            ("OptInRequired", .refusedRequest, "AWS refuses the request"),
        ] as [(String, CataloguedCode, String)]
    )
    func `a refusal is worded by its code`(code: String, known: CataloguedCode, words: String) throws {
        let found = try said(.refusal(code, "Words.", status: 403))
        #expect(found.code == .known(known))
        #expect(found.problem == words)
        #expect(found.detail == "Words.\nrequest ID: 1234")
        #expect(found.got != nil && found.expected != nil && found.fix != nil)
    }

    @Test func `a denial names the permission`() throws {
        let found = try said(.refusal("AccessDenied", "User: u is not authorized", status: 403))
        #expect(found.expected == "the permission cloudformation:GetTemplate")
    }

    @Test func `a clock that is wrong is told with AWS's time`() throws {
        let words = "Signature expired: 20261122T000000Z is now earlier than 20261122T010000Z"
        let body =
            "<ErrorResponse><Error><Code>SignatureDoesNotMatch</Code><Message>\(words)</Message></Error></ErrorResponse>"
        let found = try said(.answer(403, body, headers: ["date": "Sun, 22 Nov 2026 01:15:00 GMT"]))
        #expect(found.expected == "AWS's, Sun, 22 Nov 2026 01:15:00 GMT, within 5 minutes")
        #expect(found.fix == "set this machine's clock")
    }

    @Test func `the session token that AWS repeats isn't shown`() throws {
        let echo = "The signature we calculated does not match.\n\nx-amz-security-token:unseen\n"
        let mismatch = try said(.refusal("SignatureDoesNotMatch", echo, status: 403))
        #expect(mismatch.detail == "The signature we calculated does not match.\nrequest ID: 1234")
        let other = try said(.refusal("ValidationError", "token unseen, key hidden, unseen"))
        #expect(other.detail == "token ****, key ****, ****\nrequest ID: 1234")
    }

    @Test func `what is too short for a secret isn't hidden in AWS's words`() {
        let transport = ScriptedTransport([.refusal("ValidationError", "not found")])
        let client = STSClient(region: "eu-central-1", endpoints: Endpoints(), transport: transport)
        let found = problem { () throws(Diagnostic) in
            try client.assumeRole(arn: "r", sessionName: "s", externalID: "t", with: ScriptedTransport.credentials)
        }
        #expect(found?.detail == "not found\nrequest ID: 1234")
    }

    @Test func `an endless message is cut`() throws {
        let found = try said(.refusal("ValidationError", String(repeating: "x", count: 100_000)))
        #expect(found.detail?.count == 2000 + "\nrequest ID: 1234".count)
    }

    @Test(
        arguments: [
            (403, "<html>Forbidden</html>", .unreadableAnswer, "the answer isn't one of AWS"),
            (407, "", .unreadableAnswer, "the answer isn't one of AWS"),
            (404, "{\"message\": 5}", .unreadableAnswer, "the answer isn't one of AWS"),
            (301, "", .unreadableAnswer, "the endpoint points elsewhere"),
            (503, "<html>busy</html>", .unreachableService, "the service fails"),
        ] as [(Int, String, CataloguedCode, String)]
    )
    func `what others answer isn't taken for AWS's`(
        status: Int,
        body: String,
        known: CataloguedCode,
        words: String
    ) throws {
        let found = try said(.answer(status, body))
        #expect(found.code == .known(known))
        #expect(found.problem == words)
        #expect(found.got == "cloudformation:GetTemplate: HTTP \(status)")
    }

    @Test(
        arguments: [
            (.unreachable, .unreachableService, "CloudFormation can't be reached"),
            (.timeout, .unreachableService, "CloudFormation doesn't answer in time"),
            (.insecure, .unreachableService, "the connection to CloudFormation isn't safe"),
            (.truncated, .unreadableAnswer, "the answer of CloudFormation ends early"),
            (.tooLarge, .unreadableAnswer, "the answer of CloudFormation is too large"),
            (.noLibrary, .missingLibrary, "calls of AWS need a newer libcurl than is here"),
            (.other, .unreachableService, "CloudFormation can't be reached"),
        ] as [(HTTPFailure.Cause, CataloguedCode, String)]
    )
    func `no answer is worded by its cause`(
        cause: HTTPFailure.Cause,
        known: CataloguedCode,
        words: String
    ) throws {
        let found = try said(.failure(cause, wasSent: false))
        #expect(found.code == .known(known))
        #expect(found.problem == words)
        #expect(found.got?.hasSuffix("no answer") == true)
    }

    @Test func `credentials that aren't there are the problem`() {
        let transport = ScriptedTransport()
        let missing = Diagnostic(.known(.noCredentials), at: nil, "there are none")
        let session = AWSSession(
            region: "eu-central-1",
            regionSource: "the test",
            endpoints: Endpoints(),
            transport: transport
        ) { () throws(Diagnostic) in throw missing }
        #expect(problem { () throws(Diagnostic) in try CloudFormationClient(session).template(of: "a") } == missing)
        #expect(problem { () throws(Diagnostic) in try LambdaClient(session).invoke("a", payload: []) } == missing)
        #expect(transport.requests.isEmpty)
    }
}
