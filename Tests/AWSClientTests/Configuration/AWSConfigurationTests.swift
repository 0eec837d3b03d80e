import BorealisAWSClient
import BorealisDiagnostics
import Testing

@Suite struct AWSConfigurationTests {
    private static let config = """
        [default]
        region = eu-north-1
        [profile blog]
        region = eu-central-1
        [profile empty]
        """

    @Test(
        arguments: [
            ("sa-east-1", nil, ["AWS_REGION": "us-west-1"], "sa-east-1", "--region"),
            (nil, nil, ["AWS_REGION": "us-west-1", "AWS_DEFAULT_REGION": "us-west-2"], "us-west-1", "AWS_REGION"),
            (nil, "blog", ["AWS_DEFAULT_REGION": "us-west-2"], "us-west-2", "AWS_DEFAULT_REGION"),
            (nil, nil, ["AWS_REGION": ""], "eu-north-1", "profile default"),
            (nil, "blog", [:], "eu-central-1", "profile blog"),
            (nil, nil, ["AWS_PROFILE": "blog", "AWS_DEFAULT_PROFILE": "empty"], "eu-central-1", "profile blog"),
            (nil, nil, ["AWS_DEFAULT_PROFILE": "blog"], "eu-central-1", "profile blog"),
            (nil, "default", ["AWS_PROFILE": "blog"], "eu-north-1", "profile default"),
        ] as [(String?, String?, [String: String], String, String)]
    )
    func `the region is that of the first place that has one`(
        _ argument: String?,
        _ profile: String?,
        _ variables: [String: String],
        _ region: String,
        _ source: String
    ) throws {
        let environment = AWSEnvironment.imagined(variables, config: Self.config)
        let session = try AWSSession.current(profile: profile, region: argument, in: environment)
        #expect(session.region == region)
        #expect(session.regionSource == source)
    }

    @Test(
        arguments: [
            ("empty", config, "profile empty without a region", "[profile empty]"),
            (nil, "[profile blog]\nregion = a\n", "no profile default", "[default]"),
        ] as [(String?, String, String, String)]
    )
    func `without a region nothing can be asked`(
        _ profile: String?,
        _ config: String,
        _ got: String,
        _ section: String
    ) {
        let problem = Diagnostic(
            "AWS001",
            at: nil,
            "no region is chosen",
            got: got,
            expected: "--region, AWS_REGION, AWS_DEFAULT_REGION, or a profile's region",
            fix: "say --region eu-central-1, or write region = eu-central-1 below \(section) in /home/x/.aws/config"
        )
        #expect(throws: problem) {
            try AWSSession.current(profile: profile, region: nil, in: .imagined(config: config))
        }
    }

    @Test(arguments: ["AWS_PROFILE", "AWS_DEFAULT_PROFILE"])
    func `a profile that the environment names must be there`(_ variable: String) {
        let problem = Diagnostic(
            "AWS003",
            at: Place(file: "/home/x/.aws/config"),
            "there is no such profile",
            got: "bloog",
            expected: "blog, default, empty",
            fix: "write blog"
        )
        #expect(throws: problem) {
            try AWSConfiguration(.imagined([variable: "bloog"], config: Self.config))
        }
    }

    // MARK: - Endpoints

    @Test func `endpoints are those of the profile and of its section of services`() throws {
        let config = """
            [profile blog]
            endpoint_url = http://localhost:1
            services = dev
            use_fips_endpoint = TRUE
            [services dev]
            cloudformation =
              endpoint_url = http://localhost:2
            lambda =
              endpoint_url =
            s3 =
              endpoint_url = http://localhost:3
            """
        var expected = Endpoints.Settings()
        expected.all = "http://localhost:1"
        expected.services = [.cloudFormation: "http://localhost:2"]
        expected.isFIPS = true
        #expect(try AWSConfiguration(.imagined(config: config), profile: "blog").endpointSettings() == expected)
    }

    @Test func `endpoints can be ignored, and dual stack chosen`() throws {
        let config = "[default]\nignore_configured_endpoint_urls = true\nuse_dualstack_endpoint = true\n"
        var expected = Endpoints.Settings()
        expected.areIgnored = true
        expected.isDualStack = true
        #expect(try AWSConfiguration(.imagined(config: config)).endpointSettings() == expected)
    }

    @Test func `a section of services that isn't there is a problem`() {
        let problem = Diagnostic(
            "AWS003",
            at: Place(file: "/home/x/.aws/config", line: 2),
            "there is no such section of services",
            got: "devv",
            expected: "dev",
            fix: "write dev"
        )
        #expect(throws: problem) {
            try AWSConfiguration(.imagined(config: "[default]\nservices = devv\n[services dev]\n")).endpointSettings()
        }
    }

    @Test func `the profile's authorities reach what sends requests`() throws {
        let asked = Box<[String?]>([])
        var environment = AWSEnvironment.imagined(config: "[default]\nregion = a\nca_bundle = /etc/own.pem\n")
        environment.transport = {
            asked.value.append($0)
            return AnsweringTransport([])
        }
        _ = try AWSSession.current(profile: nil, region: nil, in: environment)
        #expect(asked.value == ["/etc/own.pem"])
    }
}

/// A value that closures change.
final class Box<Value> {
    var value: Value

    init(_ value: Value) {
        self.value = value
    }
}
