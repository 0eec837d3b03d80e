import BorealisAWSClient
import BorealisDiagnostics
import Testing

@Suite struct InstanceMetadataTests {
    private static let document = """
        {"Code": "Success", "LastUpdated": "2026-11-22T12:00:00Z", "Type": "AWS-HMAC", "AccessKeyId": "ASIA1",
         "SecretAccessKey": "secret1", "Token": "token1", "Expiration": "2026-11-22T14:00:00Z"}
        """
    private static let expected = ExpiringCredentials(.numbered(1), expiration: 1_795_356_000)

    @Test(
        arguments: [
            ([:], "", "http://169.254.169.254"),
            (["AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE": "IPv6"], "", "http://[fd00:ec2::254]"),
            (
                [
                    "AWS_EC2_METADATA_SERVICE_ENDPOINT": "http://localhost:1338/",
                    "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE": "IPv6",
                ],
                "", "http://localhost:1338"
            ),
            ([:], "[default]\nec2_metadata_service_endpoint_mode = ipv6\n", "http://[fd00:ec2::254]"),
            (
                ["AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE": "IPv4"],
                "[default]\nec2_metadata_service_endpoint_mode = ipv6\n", "http://169.254.169.254"
            ),
        ] as [([String: String], String, String)]
    )
    func `an instance is asked for a token, its role and the role's credentials`(
        _ variables: [String: String],
        _ config: String,
        _ base: String
    ) throws {
        let transport = AnsweringTransport([.text("t0ken=="), .text("my-role\n"), .text(Self.document)])
        let environment = AWSEnvironment.imagined(variables, config: config, transport: transport)
        #expect(try CredentialFetcher.credentials(in: environment) == Self.expected)
        let roles = "\(base)/latest/meta-data/iam/security-credentials/"
        #expect(
            transport.requests == [
                "PUT \(base)/latest/api/token x-aws-ec2-metadata-token-ttl-seconds=21600",
                "GET \(roles) x-aws-ec2-metadata-token=t0ken==",
                "GET \(roles)my-role x-aws-ec2-metadata-token=t0ken==",
            ]
        )
    }

    @Test(
        arguments: [
            ([], "no answer of instance metadata: nobody is there"),
            ([.text("", status: 403)], "status 403 of instance metadata"),
            ([.text("t"), .text("", status: 404)], "an instance without a role"),
            ([.text("t"), .text("r"), .text("", status: 404)], "status 404 of instance metadata"),
        ] as [([Result<HTTPResponse, HTTPFailure>], String)]
    )
    func `where no instance answers there are no credentials at all`(
        _ answers: [Result<HTTPResponse, HTTPFailure>],
        _ reason: String
    ) {
        let problem = Diagnostic(
            "AWS002",
            at: nil,
            "no credentials are found",
            expected: "keys, a profile, a web identity, a container's or an instance's role",
            fix: "run aws configure, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
            trace: [
                .init("profile p has none", at: Place(file: "/home/x/.aws/config", line: 1)),
                .init("no container's credentials in the environment", at: nil),
                .init(reason, at: nil),
            ]
        )
        let environment = AWSEnvironment.imagined(
            config: "[profile p]\nregion = a\n",
            transport: AnsweringTransport(answers)
        )
        #expect(throws: problem) { try CredentialFetcher.credentials(in: environment, profile: "p") }
    }

    @Test(
        arguments: [
            ([.text("t", status: 500)], "status 500 of instance metadata"),
            ([.text("a b")], "an answer of instance metadata that is no name"),
            ([.text("t"), .text("<html>hidden")], "an answer of instance metadata that is no name"),
            ([.text("t"), .text("r"), .text("hidden")], "what is no JSON object with credentials"),
            ([.text("t"), .text("r"), .text(#"{"Code": "AssumeRoleUnauthorizedAccess"}"#)], "no AccessKeyId"),
            (
                [.text("t"), .text("r"), .text(#"{"AccessKeyId": "A", "SecretAccessKey": "h", "Expiration": "?"}"#)],
                "an Expiration that is no time"
            ),
        ] as [([Result<HTTPResponse, HTTPFailure>], String)]
    )
    func `an instance that answers something else is a problem`(
        _ answers: [Result<HTTPResponse, HTTPFailure>],
        _ got: String
    ) {
        let problem = Diagnostic(
            "AWS004",
            at: nil,
            "the instance gives no credentials",
            got: got,
            expected: "credentials with the time at which they expire",
            fix: "give the instance a role, or name a profile"
        )
        #expect(throws: problem) {
            try CredentialFetcher.credentials(in: .imagined(transport: AnsweringTransport(answers)))
        }
    }

    @Test func `a profile that names the instance is told that it doesn't answer`() {
        let problem = Diagnostic(
            "AWS004",
            at: Place(file: "/home/x/.aws/config", line: 3),
            "the instance gives no credentials",
            got: "no answer of instance metadata: nobody is there",
            expected: "credentials with the time at which they expire",
            fix: "give the instance a role, or name a profile"
        )
        let config = "[default]\nrole_arn = arn:a\ncredential_source = Ec2InstanceMetadata\n"
        #expect(throws: problem) { try CredentialFetcher.credentials(in: .imagined(config: config)) }
    }

    @Test(arguments: [(nil, 1), ("2", 2), ("no", 1)])
    func `an instance is asked as often as is said`(_ attempts: String?, _ expected: Int) {
        let transport = AnsweringTransport([])
        let variables = attempts.map { ["AWS_METADATA_SERVICE_NUM_ATTEMPTS": $0] } ?? [:]
        _ = #expect(throws: Diagnostic.self) {
            try CredentialFetcher.credentials(in: .imagined(variables, transport: transport))
        }
        #expect(transport.requests.count == expected)
    }
}
