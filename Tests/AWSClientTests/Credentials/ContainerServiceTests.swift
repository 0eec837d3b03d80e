import BorealisAWSClient
import BorealisDiagnostics
import Testing

@Suite struct ContainerServiceTests {
    private static let relative = ["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "/v2/credentials/1"]
    private static let full = ["AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://169.254.170.23/v1/credentials"]
    private static let document = """
        {"AccessKeyId": "ASIA1", "SecretAccessKey": "secret1", "Token": "token1", "Expiration": "2026-11-22T14:00:00Z",
         "RoleArn": "arn:r"}
        """
    private static let expected = ExpiringCredentials(.numbered(1), expiration: 1_795_356_000)

    @Test(
        arguments: [
            (relative, [:], "GET http://169.254.170.2/v2/credentials/1 Accept=application/json"),
            (
                relative.merging(full) { $1 }.merging(["AWS_CONTAINER_AUTHORIZATION_TOKEN": "Basic abc"]) { $1 }, [:],
                "GET http://169.254.170.2/v2/credentials/1 Accept=application/json Authorization=Basic abc"
            ),
            (
                full.merging(
                    ["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": "/token", "AWS_CONTAINER_AUTHORIZATION_TOKEN": "not"]
                ) { $1 },
                ["/token": "e30.x\n"],
                "GET http://169.254.170.23/v1/credentials Accept=application/json Authorization=e30.x"
            ),
        ] as [([String: String], [String: String], String)]
    )
    func `a container is asked once, and not through a proxy`(
        _ variables: [String: String],
        _ files: [String: String],
        _ request: String
    ) throws {
        let transport = AnsweringTransport([.text(Self.document)])
        let environment = AWSEnvironment.imagined(variables, files: files, transport: transport)
        #expect(try CredentialFetcher.credentials(in: environment) == Self.expected)
        #expect(transport.requests == [request])
    }

    @Test func `a container that fails in passing is asked once more`() throws {
        let transport = AnsweringTransport([.text("", status: 500), .text(Self.document)])
        let environment = AWSEnvironment.imagined(Self.relative, transport: transport)
        #expect(try CredentialFetcher.credentials(in: environment) == Self.expected)
        #expect(transport.requests.count == 2)
    }

    @Test(
        arguments: [
            ([], "nobody is there", 2),
            ([.text("hidden", status: 503), .text("hidden", status: 502)], "status 502", 2),
            ([.text("hidden", status: 404)], "status 404", 1),
            ([.text("hidden")], "what is no JSON object with credentials", 1),
            ([.text(#"{"SecretAccessKey": "hidden"}"#)], "no AccessKeyId", 1),
            ([.text(#"{"AccessKeyId": "A", "SecretAccessKey": ""}"#)], "no SecretAccessKey", 1),
            (
                [.text(#"{"AccessKeyId": "A", "SecretAccessKey": "hidden", "Expiration": "x"}"#)],
                "an Expiration that is no time", 1
            ),
        ] as [([Result<HTTPResponse, HTTPFailure>], String, Int)]
    )
    func `a container that gives none is a problem`(
        _ answers: [Result<HTTPResponse, HTTPFailure>],
        _ got: String,
        _ attempts: Int
    ) {
        let transport = AnsweringTransport(answers)
        let problem = Diagnostic(
            "AWS004",
            at: nil,
            "the container gives no credentials",
            got: got,
            expected: "credentials with the time at which they expire",
            fix: "see the role of the task or pod, or take AWS_CONTAINER_CREDENTIALS_… away"
        )
        #expect(throws: problem) {
            try CredentialFetcher.credentials(in: .imagined(Self.relative, transport: transport))
        }
        #expect(transport.requests.count == attempts)
    }

    // MARK: - Addresses

    @Test(arguments: [
        "https://example.com/x", "http://localhost/x", "http://LOCALHOST:80/x?y", "http://127.0.0.1:1/x",
        "http://127.1.2.3/", "http://[::1]:8080/x", "http://169.254.170.2/x", "http://169.254.170.23/x",
        "http://[fd00:ec2::23]/x", "https://example.com",
    ])
    func `what is encrypted or stays on the machine may be asked`(_ url: String) {
        #expect(ContainerAddress.isAllowed(url))
    }

    @Test(arguments: [
        "", "http://example.com/", "http://127.0.0.1.example.com/", "http://127.0.0.1@example.com/", "http://127.1/",
        "http://127.0.0.1\\@example.com/", "http://0127.0.0.1/", "http://127.0.0.256/", "http://169.254.169.254/",
        "http://localhost.example.com/", "http://[::2]/", "ftp://localhost/", "localhost", "http://user@localhost/",
        "http://localhost\n/", "https://u:p@example.com/",
    ])
    func `no other address is asked`(_ url: String) throws {
        #expect(!ContainerAddress.isAllowed(url))
        guard !url.isEmpty else { return }
        let transport = AnsweringTransport([.text(Self.document)])
        let problem = Diagnostic(
            "AWS004",
            at: nil,
            "a container's credentials are not asked for at this address",
            got: "AWS_CONTAINER_CREDENTIALS_FULL_URI",
            expected: "https, or http to this machine, 169.254.170.2, 169.254.170.23 or [fd00:ec2::23]",
            fix: "correct AWS_CONTAINER_CREDENTIALS_FULL_URI, or take it away"
        )
        let variables = ["AWS_CONTAINER_CREDENTIALS_FULL_URI": url]
        #expect(throws: problem) {
            try CredentialFetcher.credentials(in: .imagined(variables, transport: transport))
        }
        #expect(transport.requests == [])
    }

    @Test func `a path that goes on with the host's name is refused`() {
        let problem = Diagnostic(
            "AWS004",
            at: nil,
            "a container's credentials are not asked for at this address",
            got: "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
            expected: "a path: /…",
            fix: "correct AWS_CONTAINER_CREDENTIALS_RELATIVE_URI, or take it away"
        )
        let variables = ["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "@example.com/"]
        #expect(throws: problem) { try CredentialFetcher.credentials(in: .imagined(variables)) }
    }

    @Test func `a token that would begin another header is refused`() {
        let problem = Diagnostic(
            "AWS004",
            at: nil,
            "the container gives no credentials",
            got: "an AWS_CONTAINER_AUTHORIZATION_TOKEN of more than a line",
            expected: "credentials with the time at which they expire",
            fix: "see the role of the task or pod, or take AWS_CONTAINER_CREDENTIALS_… away"
        )
        let variables = Self.full.merging(["AWS_CONTAINER_AUTHORIZATION_TOKEN": "a\r\nb: c"]) { $1 }
        #expect(throws: problem) { try CredentialFetcher.credentials(in: .imagined(variables)) }
    }
}
