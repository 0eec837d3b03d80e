import BorealisAWSClient
import BorealisDiagnostics
import Foundation
import TestSupport
import Testing

@Suite struct SharedConfigurationTests {
    private static let config = """
        [default]
        region = us-east-1
        output = json
        [profile blog]
        region = eu-central-1
        aws_access_key_id = from-config
        [profile "two words"]
        region = eu-north-1
        [profile 'single']
        region = eu-south-1
        [sso-session corp]
        sso_region = us-east-1
        [services dev]
        lambda =
          endpoint_url = http://localhost:1
        [plugins]
        region = nowhere
        """

    private static let credentials = """
        [default]
        aws_access_key_id = default-key
        [blog]
        aws_access_key_id = from-credentials
        [only]
        aws_access_key_id = only-key
        """

    private func outline(config: String? = nil, credentials: String? = nil) throws -> [String: [String: String]] {
        try SharedConfiguration(.imagined(config: config, credentials: credentials)).profiles.mapValues {
            $0.settings.mapValues(\.value)
        }
    }

    /// Compared by hand with `full_config` of a session of botocore 1.44.5 on 2026-11-22.
    @Test func `profiles come from both files, and the credentials file wins`() throws {
        let profiles = try outline(config: Self.config, credentials: Self.credentials)
        #expect(
            profiles == [
                "default": ["region": "us-east-1", "output": "json", "aws_access_key_id": "default-key"],
                "blog": ["region": "eu-central-1", "aws_access_key_id": "from-credentials"],
                "two words": ["region": "eu-north-1"],
                "single": ["region": "eu-south-1"],
                "only": ["aws_access_key_id": "only-key"],
            ]
        )
    }

    @Test func `sections of the same name are one, and the last value counts`() throws {
        let profiles = try outline(config: "[profile a]\nregion = b\noutput = c\n[profile a]\nregion = d\n")
        #expect(profiles == ["a": ["region": "d", "output": "c"]])
    }

    @Test(arguments: [
        "[default]\nregion = a\n[profile default]\noutput = b\n",
        "[profile default]\noutput = b\n[default]\nregion = a\n",
    ])
    func `a profile that is named default wins over default`(_ config: String) throws {
        #expect(try outline(config: config) == ["default": ["output": "b"]])
    }

    @Test func `no files are no profiles`() throws {
        #expect(try outline() == [:])
    }

    @Test func `variables name other files, also in the home folder`() throws {
        let environment = AWSEnvironment.imagined(
            ["AWS_CONFIG_FILE": "~/other", "AWS_SHARED_CREDENTIALS_FILE": "/dev/null"],
            config: "[profile not]\n",
            credentials: "[nor]\n",
            files: ["/home/x/other": "[profile this]\n", "/dev/null": "[never]\n"]
        )
        #expect(try SharedConfiguration(environment).profiles.keys.sorted() == ["this"])
    }

    @Test func `a file that can't be read is a problem`() throws {
        let folder = try TemporaryFolder()
        var environment = AWSEnvironment.current
        environment.variables = ["AWS_CONFIG_FILE": folder.url.path, "AWS_SHARED_CREDENTIALS_FILE": "/dev/null"]
        let problem = Diagnostic(
            "AWS003",
            at: Place(file: folder.url.path),
            "the file can't be read",
            got: "is a directory",
            expected: "a file with the profiles of AWS",
            fix: "let it be read, or name another with AWS_CONFIG_FILE or AWS_SHARED_CREDENTIALS_FILE"
        )
        #expect(throws: problem) { try SharedConfiguration(environment) }
    }

    @Test(arguments: [
        ("bloog", "there is no such profile", "bloog", "blog, only", "write blog", nil),
        ("unlike", "there is no such profile", "unlike", "blog, only", "add a section [profile unlike]", nil),
        (
            "bare", "the section is not a profile", "[bare]", "[profile NAME] in the config file",
            "write [profile bare]", 3
        ),
        (
            "more words", "the section is not a profile", "[profile more words]", "[profile NAME] in the config file",
            #"write [profile "more words"]"#, 4
        ),
    ])
    func `a profile that isn't there is a problem with a way out`(
        _ name: String,
        _ problem: String,
        _ got: String,
        _ expected: String,
        _ fix: String,
        _ line: Int?
    ) throws {
        let config = "[profile blog]\n[profile only]\n[bare]\n[profile more words]\n"
        let shared = try SharedConfiguration(.imagined(config: config))
        let place = Place(file: "/home/x/.aws/config", line: line)
        #expect(throws: Diagnostic("AWS003", at: place, problem, got: got, expected: expected, fix: fix)) {
            try shared.profile(named: name)
        }
    }

    @Test func `the credentials file has names without profile`() throws {
        let shared = try SharedConfiguration(.imagined(credentials: "[profile blog]\n"))
        let problem = Diagnostic(
            "AWS003",
            at: Place(file: "/home/x/.aws/credentials", line: 1),
            "the section is not a profile",
            got: "[profile blog]",
            expected: "[NAME] in the credentials file",
            fix: "write [blog]"
        )
        #expect(throws: problem) { try shared.profile(named: "blog") }
    }
}
