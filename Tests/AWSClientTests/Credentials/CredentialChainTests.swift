import BorealisAWSClient
import BorealisDiagnostics
import Testing

@Suite struct CredentialChainTests {
    private static let environmentKeys = ["AWS_ACCESS_KEY_ID": "AKIAENV", "AWS_SECRET_ACCESS_KEY": "env"]
    private static let identity = [
        "AWS_WEB_IDENTITY_TOKEN_FILE": "/token", "AWS_ROLE_ARN": "arn:env", "AWS_ROLE_SESSION_NAME": "ci",
    ]
    private static let container = ["AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://localhost/"]
    private static let identityOfEnvironment = CredentialSource.webIdentity(
        WebIdentity(tokenFile: "/token", arn: "arn:env", sessionName: "ci")
    )

    private static let configPath = "/home/x/.aws/config"

    private static func keys(_ name: String, token: String? = nil) -> CredentialSource {
        .keys(AWSCredentials(accessKeyID: "AKIA\(name.uppercased())", secretAccessKey: name, sessionToken: token))
    }

    private static func place(_ line: Int) -> Place { Place(file: configPath, line: line) }

    private func source(
        _ variables: [String: String] = [:],
        profile: String? = nil,
        config: String = "",
        credentials: String = ""
    ) throws -> CredentialSource {
        let environment = AWSEnvironment.imagined(variables, config: config, credentials: credentials)
        return try CredentialChain(try AWSConfiguration(environment, profile: profile)).source()
    }

    @Test(arguments: ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"], ["\n", "\r", "\u{7F}"])
    func `a variable that no request can carry is named, without its value`(name: String, ending: String) {
        var variables = Self.environmentKeys.merging(["AWS_SESSION_TOKEN": "token"]) { $1 }
        variables[name, default: ""] += ending
        let found = #expect(throws: Diagnostic.self) { try source(variables) }
        #expect(found?.code == .known(.noCredentials))
        #expect(found?.got == "the end of a line, or another control character, in \(name)")
    }

    // MARK: - The order

    /// A profile with all that it can have, from the first to the last; each row takes away what won before.
    private static let settings = [
        "role_arn = arn:p\nsource_profile = base",
        "web_identity_token_file = /profile-token\nrole_arn = arn:p",
        "sso_account_id = 1\nsso_role_name = r",
        "login_session = arn:l",
        "credential_process = /bin/p a",
        "aws_access_key_id = AKIACONFIG\naws_secret_access_key = config",
    ]
    private static let base = "\n[profile base]\naws_access_key_id = AKIABASE\naws_secret_access_key = base\n"

    @Test(
        arguments: [
            (
                0, false,
                .role(AssumedRole(arn: "arn:p", profile: "p", place: place(2)), by: keys("base"))
            ),
            (1, false, .webIdentity(WebIdentity(tokenFile: "/profile-token", arn: "arn:p"))),
            (2, true, .commandLineTool(profile: "p", place: place(2))),
            (3, true, keys("credentials")),
            (3, false, .commandLineTool(profile: "p", place: place(2))),
            (4, false, .process(CredentialProcess(words: ["/bin/p", "a"], place: place(2)))),
            (5, false, keys("config")),
            (6, false, .container),
        ] as [(Int, Bool, CredentialSource)]
    )
    func `of what a chosen profile has, the first counts`(
        _ first: Int,
        _ hasCredentialsFile: Bool,
        _ expected: CredentialSource
    ) throws {
        // The role's settings and the web identity's can't both be there.
        let settings = Self.settings.dropFirst(first == 0 ? 2 : first)
        let config = (["[profile p]"] + (first == 0 ? [Self.settings[0]] : []) + settings).joined(separator: "\n")
        let found = try source(
            Self.environmentKeys.merging(Self.identity) { $1 }.merging(Self.container) { $1 },
            profile: "p",
            config: config + Self.base,
            credentials: hasCredentialsFile
                ? "[p]\naws_access_key_id = AKIACREDENTIALS\naws_secret_access_key = credentials\n" : ""
        )
        #expect(found == expected)
    }

    @Test(
        arguments: [
            ([environmentKeys, identity, container], "p", keys("env")),
            ([environmentKeys, identity, container], nil, keys("env")),
            ([identity, container], nil, identityOfEnvironment),
            ([identity, container], "keys", identityOfEnvironment),
            ([container], "keys", keys("base")),
            ([container], nil, .container),
            ([], nil, .instance()),
            ([["AWS_ACCESS_KEY_ID": ""]], nil, .instance()),
        ] as [([[String: String]], String?, CredentialSource)]
    )
    func `without a chosen profile the environment comes before what it names`(
        _ variables: [[String: String]],
        _ profile: String?,
        _ expected: CredentialSource
    ) throws {
        var all = variables.reduce(into: [:]) { $0.merge($1) { $1 } }
        all["AWS_PROFILE"] = profile
        let config =
            "[profile p]\nrole_arn = arn:p\nsource_profile = keys\n[profile keys]\n"
            + "aws_access_key_id = AKIABASE\naws_secret_access_key = base\n"
        #expect(try source(all, config: config) == expected)
    }

    @Test func `a role of the profile comes before a web identity of the environment`() throws {
        let config = "[default]\nrole_arn = arn:p\nsource_profile = base" + Self.base
        let expected = CredentialSource.role(
            AssumedRole(arn: "arn:p", profile: "default", place: Self.place(2)),
            by: Self.keys("base")
        )
        #expect(try source(Self.identity, config: config) == expected)
    }

    @Test func `tokens come along`() throws {
        let variables = Self.environmentKeys.merging(
            ["AWS_SESSION_TOKEN": "t", "AWS_SECURITY_TOKEN": "u", "AWS_CREDENTIAL_EXPIRATION": "2026-11-22T14:00:00Z"]
        ) { $1 }
        let expected = AWSCredentials(accessKeyID: "AKIAENV", secretAccessKey: "env", sessionToken: "t")
        #expect(try source(variables) == .keys(expected, expiration: "2026-11-22T14:00:00Z"))
        let config = "[default]\naws_access_key_id = AKIAP\naws_secret_access_key = p\naws_session_token = t\n"
        #expect(try source(config: config) == Self.keys("p", token: "t"))
    }

    @Test func `nothing is left where instance metadata is switched off`() {
        let problem = Diagnostic(
            "AWS002",
            at: nil,
            "no credentials are found",
            got: "no AWS_ACCESS_KEY_ID in the environment",
            expected: "keys, a profile, a web identity, a container's or an instance's role",
            fix: "say --profile with one of base, blog, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
            trace: [
                .init("no profile default", at: nil),
                .init("no container's credentials in the environment", at: nil),
                .init("AWS_EC2_METADATA_DISABLED is true", at: nil),
            ]
        )
        #expect(throws: problem) {
            try source(["AWS_EC2_METADATA_DISABLED": "True"], config: "[profile blog]\nregion = a\n" + Self.base)
        }
    }

    // MARK: - Roles

    @Test func `roles are taken one after the other`() throws {
        let config = """
            [profile a]
            role_arn = arn:a
            source_profile = b
            external_id = e
            duration_seconds = 900
            role_session_name = s
            [profile b]
            role_arn = arn:b
            source_profile = c
            [profile c]
            credential_process = p
            """
        let process = CredentialSource.process(CredentialProcess(words: ["p"], place: Self.place(11)))
        let inner = CredentialSource.role(AssumedRole(arn: "arn:b", profile: "b", place: Self.place(8)), by: process)
        let outer = AssumedRole(
            arn: "arn:a",
            sessionName: "s",
            externalID: "e",
            seconds: 900,
            profile: "a",
            place: Self.place(2)
        )
        #expect(try source(profile: "a", config: config) == .role(outer, by: inner))
    }

    @Test(
        arguments: [
            ("Environment", keys("env")), ("EcsContainer", .container),
            ("Ec2InstanceMetadata", .instance(place: place(3))),
        ] as [(String, CredentialSource)]
    )
    func `a role is taken with what the profile names`(_ name: String, _ expected: CredentialSource) throws {
        let found = try source(
            Self.environmentKeys.merging(Self.container) { $1 },
            profile: "p",
            config: "[profile p]\nrole_arn = arn:p\ncredential_source = \(name)\n"
        )
        #expect(found == .role(AssumedRole(arn: "arn:p", profile: "p", place: Self.place(2)), by: expected))
    }

    @Test func `a profile's role may be taken with its own keys`() throws {
        let config =
            "[profile p]\nrole_arn = arn:p\nsource_profile = p\n"
            + "aws_access_key_id = AKIAP\naws_secret_access_key = p\n"
        let role = AssumedRole(arn: "arn:p", profile: "p", place: Self.place(2))
        #expect(try source(profile: "p", config: config) == .role(role, by: Self.keys("p")))
    }

    @Test func `one-time passwords are left to the AWS CLI`() throws {
        let config = """
            [profile a]
            role_arn = arn:a
            source_profile = b
            [profile b]
            role_arn = arn:b
            source_profile = c
            mfa_serial = arn:mfa
            """
        let role = AssumedRole(arn: "arn:a", profile: "a", place: Self.place(2))
        let tool = CredentialSource.commandLineTool(profile: "b", place: Self.place(7))
        #expect(try source(profile: "a", config: config) == .role(role, by: tool))
        #expect(try source(profile: "b", config: config) == tool)
    }

    @Test(arguments: [(["a"], "a → a"), (["a", "b"], "a → b → a"), (["a", "b", "c", "b"], "a → b → c → b")])
    func `roles that lead back to where they began are refused`(_ way: [String], _ got: String) {
        let names = Array(Set(way)).sorted()
        let config = names.enumerated().map { index, name in
            let next =
                way.count > names.count && index == names.count - 1
                ? way[way.count - 1] : names[(index + 1) % names.count]
            return "[profile \(name)]\nrole_arn = arn:\(name)\nsource_profile = \(next)\n"
        }
        let places = names.indices.map { Self.place(3 * $0 + 3) }
        let problem = Diagnostic(
            "AWS003",
            at: places.last,
            "the roles of profiles lead back to where they began",
            got: got,
            expected: "a profile with credentials of its own at the end",
            fix: "write another source_profile",
            trace: zip(names, places).map { .init("source_profile of \($0)", at: $1) }
        )
        #expect(throws: problem) { try source(profile: "a", config: config.joined()) }
    }

    // MARK: - Mistakes

    @Test(
        arguments: [
            (
                "role_arn = a\n", 2, "AWS003", "nothing says with which credentials the role is taken",
                "role_arn alone",
                "source_profile or credential_source", "write source_profile = NAME"
            ),
            (
                "role_arn = a\nsource_profile = b\ncredential_source = Environment\n", 4, "AWS003",
                "the profile names two sources of credentials", "source_profile and credential_source", "one of them",
                "remove one"
            ),
            (
                "role_arn = a\ncredential_source = Enviroment\n", 3, "AWS003", "there is no such source of credentials",
                nil, "Ec2InstanceMetadata, EcsContainer, Environment", "write Environment"
            ),
            (
                "role_arn = a\ncredential_source = Environment\n", 3, "AWS004",
                "the profile's source of credentials is not there", "no AWS_ACCESS_KEY_ID in the environment", nil,
                "run it where they are, or write source_profile = NAME"
            ),
            (
                "role_arn = a\ncredential_source = EcsContainer\n", 3, "AWS004",
                "the profile's source of credentials is not there",
                "no AWS_CONTAINER_CREDENTIALS_RELATIVE_URI in the environment", nil,
                "run it where they are, or write source_profile = NAME"
            ),
            (
                "role_arn = a\nsource_profile = defualt\n", 3, "AWS003", "there is no such profile", "defualt",
                "default, p", "write default"
            ),
            (
                "role_arn = a\nsource_profile = p\nduration_seconds = 60\n", 4, "AWS003",
                "the duration is not one that STS accepts", nil, "900...43200 seconds", "write duration_seconds = 3600"
            ),
            (
                "aws_access_key_id = AKIA\n", 2, "AWS003", "the profile has half of a key",
                "aws_access_key_id without aws_secret_access_key", nil, "write both, or neither"
            ),
            (
                "aws_secret_access_key = hidden\n", 2, "AWS003", "the profile has half of a key",
                "aws_secret_access_key without aws_access_key_id", nil, "write both, or neither"
            ),
            (
                "web_identity_token_file = /t\n", 2, "AWS003", "a web identity has no role",
                "a token file without AWS_ROLE_ARN or role_arn", nil, "name the role as well"
            ),
            (
                "credential_process = 'a\n", 2, "AWS003", "the command line can't be parted into words",
                "a quote that is never closed, or a backslash at the end", nil,
                "close the quote; a # or ; after a space begins a comment, also between quotes"
            ),
        ] as [(String, Int, DiagnosticCode, String, String?, String?, String)]
    )
    func `a profile that can't be followed is a problem with its line`(
        _ settings: String,
        _ line: Int,
        _ code: DiagnosticCode,
        _ problem: String,
        _ got: String?,
        _ expected: String?,
        _ fix: String
    ) {
        let expected = Diagnostic(code, at: Self.place(line), problem, got: got, expected: expected, fix: fix)
        #expect(throws: expected) {
            try source(profile: "p", config: "[profile p]\n\(settings)[default]\nregion = a\n")
        }
    }

    @Test func `a source profile without credentials is a problem`() {
        let problem = Diagnostic(
            "AWS003",
            at: Self.place(3),
            "the source profile has no credentials",
            got: "profile b",
            expected: "keys, a role, or what else gives credentials",
            fix: "name another profile, or give it credentials",
            trace: [.init("the profile", at: Self.place(4))]
        )
        #expect(throws: problem) {
            // Those of the environment are not meant.
            try source(
                Self.identity.merging(Self.container) { $1 },
                profile: "p",
                config: "[profile p]\nrole_arn = a\nsource_profile = b\n[profile b]\nregion = c\n"
            )
        }
    }

    @Test func `half of a key in the environment is a problem`() {
        let problem = Diagnostic(
            "AWS002",
            at: nil,
            "the environment has half of a key",
            got: "AWS_ACCESS_KEY_ID without AWS_SECRET_ACCESS_KEY",
            fix: "set both, or neither"
        )
        #expect(throws: problem) { try source(["AWS_ACCESS_KEY_ID": "AKIA"]) }
    }
}
