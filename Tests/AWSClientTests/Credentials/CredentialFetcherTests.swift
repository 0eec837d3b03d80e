import BorealisAWSClient
import BorealisDiagnostics
import Testing

@Suite struct CredentialFetcherTests {
    private static let now = 1_795_352_400

    private static let config = """
        [profile a]
        role_arn = arn:a
        source_profile = b
        external_id = e
        duration_seconds = 900
        [profile b]
        role_arn = arn:b
        source_profile = c
        role_session_name = s
        [profile c]
        aws_access_key_id = AKIAC
        aws_secret_access_key = c
        """

    // MARK: - Keys

    @Test func `keys are given as they are`() throws {
        let found = try CredentialFetcher.credentials(in: .imagined(config: Self.config), profile: "c")
        #expect(found == ExpiringCredentials(AWSCredentials(accessKeyID: "AKIAC", secretAccessKey: "c")))
    }

    private static let keys = ["AWS_ACCESS_KEY_ID": "AKIA", "AWS_SECRET_ACCESS_KEY": "s"]

    private func found(until expiration: String) throws -> ExpiringCredentials {
        let variables = Self.keys.merging(["AWS_CREDENTIAL_EXPIRATION": expiration]) { $1 }
        return try CredentialFetcher.credentials(in: .imagined(variables))
    }

    @Test func `keys of the environment may expire`() throws {
        let credentials = AWSCredentials(accessKeyID: "AKIA", secretAccessKey: "s")
        let found = try found(until: "2026-11-22T13:00:01Z")
        #expect(found == ExpiringCredentials(credentials, expiration: Self.now + 1))
    }

    @Test func `keys that have expired are a problem`() {
        let problem = Diagnostic(
            "AWS004",
            at: nil,
            "the environment gives credentials that have expired",
            expected: "credentials that are still good",
            fix: "set AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN anew"
        )
        #expect(throws: problem) { try found(until: "2026-11-22T13:00:00Z") }
    }

    @Test func `an expiration that is no time is a problem`() {
        let problem = Diagnostic(
            "AWS004",
            at: nil,
            "the environment gives no credentials",
            got: "an AWS_CREDENTIAL_EXPIRATION that is no time",
            expected: "credentials with the time at which they expire",
            fix: "set AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN anew"
        )
        #expect(throws: problem) { try found(until: "soon") }
    }

    // MARK: - Roles

    @Test func `a role is taken with the credentials of the one before`() throws {
        let exchange = AnsweringExchange()
        let found = try CredentialFetcher.credentials(
            in: .imagined(config: Self.config),
            profile: "a",
            exchange: exchange
        )
        #expect(found == ExpiringCredentials(.numbered(2), expiration: Self.now + 3600))
        #expect(
            exchange.requests == [
                "arn:b s - - by AKIAC",
                "arn:a borealis-1795352400 e 900 by ASIA1",
            ]
        )
    }

    @Test func `what STS refuses says whose role it was`() {
        let refusal = Diagnostic("AWS010", at: nil, "denied", got: "AccessDenied", detail: "request 1")
        let expected = Diagnostic(
            "AWS010",
            at: nil,
            "denied",
            got: "AccessDenied",
            trace: [.init("the role of profile b", at: Place(file: "/home/x/.aws/config", line: 7))],
            detail: "request 1"
        )
        #expect(throws: expected) {
            try CredentialFetcher.credentials(
                in: .imagined(config: Self.config),
                profile: "b",
                exchange: AnsweringExchange(refusal: refusal)
            )
        }
    }

    @Test(
        arguments: [
            ("2026-11-22T13:00:00Z", "the role of profile b gives credentials that have expired", nil),
            ("now", "the role of profile b gives no credentials", "an expiration that is no time"),
        ] as [(String, String, String?)]
    )
    func `what STS gives must be good`(_ expiration: String, _ problem: String, _ got: String?) throws {
        let found = #expect(throws: Diagnostic.self) {
            try CredentialFetcher.credentials(
                in: .imagined(config: Self.config),
                profile: "b",
                exchange: AnsweringExchange(expiration: expiration)
            )
        }
        #expect(found?.code == "AWS004")
        #expect(found?.place == Place(file: "/home/x/.aws/config", line: 7))
        #expect(found?.problem == problem)
        #expect(found?.got == got)
    }

    // MARK: - Web identities

    private static let identity = ["AWS_WEB_IDENTITY_TOKEN_FILE": "/token", "AWS_ROLE_ARN": "arn:w"]

    @Test func `a web identity is exchanged`() throws {
        let exchange = AnsweringExchange()
        let variables = Self.identity.merging(["AWS_ROLE_SESSION_NAME": "ci"]) { $1 }
        let environment = AWSEnvironment.imagined(variables, files: ["/token": " e30.e30.x\n"])
        let found = try CredentialFetcher.credentials(in: environment, exchange: exchange)
        #expect(found == ExpiringCredentials(.numbered(1), expiration: Self.now + 3600))
        #expect(exchange.requests == ["arn:w ci by token e30.e30.x"])
    }

    @Test func `what STS refuses says whose token it was`() {
        let expected = Diagnostic(
            "AWS010",
            at: nil,
            "denied",
            trace: [.init("the token of the web identity", at: Place(file: "/token"))]
        )
        #expect(throws: expected) {
            try CredentialFetcher.credentials(
                in: .imagined(Self.identity, files: ["/token": "t"]),
                exchange: AnsweringExchange(refusal: Diagnostic("AWS010", at: nil, "denied"))
            )
        }
    }

    @Test func `a session without a name gets one`() throws {
        let exchange = AnsweringExchange()
        let environment = AWSEnvironment.imagined(Self.identity, files: ["/token": "t"])
        _ = try CredentialFetcher.credentials(in: environment, exchange: exchange)
        #expect(exchange.requests == ["arn:w borealis-1795352400 by token t"])
    }

    @Test(arguments: [
        (nil, "no such file"), ("", "an empty file"), (" \n", "an empty file"), ("a\nb", "more than a line"),
    ])
    func `a token that can't be read is a problem`(_ token: String?, _ got: String) {
        let problem = Diagnostic(
            "AWS004",
            at: Place(file: "/token"),
            "the token can't be read",
            got: got,
            expected: "a file with a token, and nothing else",
            fix: "see what should write the file"
        )
        let environment = AWSEnvironment.imagined(Self.identity, files: token.map { ["/token": $0] } ?? [:])
        #expect(throws: problem) { try CredentialFetcher.credentials(in: environment) }
    }

    // MARK: - Sessions

    @Test func `a session keeps its credentials`() throws {
        let reads = Box(0)
        var environment = AWSEnvironment.imagined(Self.keys.merging(["AWS_REGION": "a"]) { $1 })
        let now = environment.now
        environment.now = {
            reads.value += 1
            return now()
        }
        let session = try AWSSession.current(profile: nil, region: nil, in: environment)
        #expect(reads.value == 0)
        let expected = AWSCredentials(accessKeyID: "AKIA", secretAccessKey: "s")
        #expect(try session.credentials() == expected)
        #expect(try session.credentials() == expected)
    }

    @Test func `a session of a profile without credentials fails at its first request`() throws {
        let session = try AWSSession.current(
            profile: nil,
            region: "a",
            in: .imagined(["AWS_EC2_METADATA_DISABLED": "true"])
        )
        let problem = #expect(throws: Diagnostic.self) { try session.credentials() }
        #expect(problem?.code == "AWS002")
    }
}
