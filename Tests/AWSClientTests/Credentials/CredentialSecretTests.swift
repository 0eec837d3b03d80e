import BorealisAWSClient
import BorealisDiagnostics
import BorealisProcesses
import Foundation
import TestSupport
import Testing

/// Everything that can be secret has this in it, and everything that fails is told without it.
private let marker = "S3CR3T"

@Suite struct CredentialSecretTests {
    private static let settings = [
        "aws_access_key_id = AKIA\(marker)", "aws_secret_access_key = \(marker)/\(marker)",
        "aws_session_token = \(marker)", "services = s\naws_secret_access_key = \(marker)",
        "role_arn = r\nsource_profile = b\nexternal_id = \(marker)", "role_arn = arn:aws:iam::1:role/r",
        "source_profile = a",
        "source_profile = b", "source_profile = p", "source_profile = q", "credential_source = Environment",
        "credential_source = EcsContainer", "credential_source = Ec2InstanceMetadata", "credential_source = \(marker)",
        "external_id = \(marker)", "duration_seconds = \(marker)", "mfa_serial = \(marker)", "sso_account_id = 1",
        "sso_role_name = r", "login_session = arn", "credential_process = /bin/sh \(marker)",
        "credential_process = /bin/sh '\(marker)", "credential_process = \(marker) \(marker)",
        "web_identity_token_file = /token", "web_identity_token_file = /none", "services = s", "services = t",
        "s3 =\n  \(marker)", "region = eu-central-1", "\(marker)", "= \(marker)",
    ]
    private static let variables = [
        ("AWS_ACCESS_KEY_ID", "AKIA\(marker)"), ("AWS_SECRET_ACCESS_KEY", marker), ("AWS_SESSION_TOKEN", marker),
        ("AWS_CREDENTIAL_EXPIRATION", "\(marker)"), ("AWS_WEB_IDENTITY_TOKEN_FILE", "/token"),
        ("AWS_ROLE_ARN", "arn"), ("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/\(marker)"),
        ("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "@\(marker)"),
        ("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://\(marker)/"), ("AWS_CONTAINER_AUTHORIZATION_TOKEN", marker),
        ("AWS_CONTAINER_AUTHORIZATION_TOKEN", "\(marker)\n\(marker)"),
        ("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", "/token"), ("AWS_EC2_METADATA_DISABLED", "true"),
        ("AWS_PROFILE", "b"),
    ]
    private static let documents = [
        marker, #"{"Version": 1, "AccessKeyId": "\#(marker)"}"#, #"{"Version": 1, "SecretAccessKey": "\#(marker)"}"#,
        #"{"Version": 7, "AccessKeyId": "\#(marker)", "SecretAccessKey": "\#(marker)"}"#,
        #"{"Version": 1, "AccessKeyId": "A\#(marker)", "SecretAccessKey": "s", "Expiration": "\#(marker)"}"#,
        #"{"Version": 1, "AccessKeyId": "A\#(marker)", "SecretAccessKey": "s", "Expiration": "2020-01-01T00:00:00Z"}"#,
        "<\(marker)>", "role",
    ]

    @Test func `no problem has a secret in it`() throws {
        let seed = UInt64.random(in: 0 ... .max)
        var generator = SeededGenerator(seed: seed)
        let folder = try TemporaryFolder()
        try folder.write("never run", to: "aws")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.url("aws").path)
        var problems: Set<String> = []
        for _ in 1...4000 {
            let environment = Self.environment(path: folder.url.path, using: &generator)
            let profile = [nil, "p", "q"].randomElement(using: &generator) ?? nil
            do throws(Diagnostic) {
                _ = try AWSConfiguration(environment, profile: profile).endpointSettings()
                let found = try CredentialFetcher.credentials(in: environment, profile: profile)
                #expect(!String(reflecting: found).contains(marker), "seed \(seed)")
            } catch {
                problems.insert(error.problem)
                var dumped = ""
                dump(error, to: &dumped)
                #expect(!dumped.contains(marker), "\(dumped), seed \(seed)")
            }
        }
        // Otherwise it would not be about much.
        #expect(problems.count > 25, "\(problems.sorted()), seed \(seed)")
    }

    private static func environment(path: String, using generator: inout SeededGenerator) -> AWSEnvironment {
        var variables = ["PATH": Bool.random(using: &generator) ? path : "/nowhere", "AWS_REGION": "eu-central-1"]
        for (name, value) in Self.variables where Int.random(in: 0..<5, using: &generator) == 0 {
            variables[name] = value
        }
        var answers: [Result<HTTPResponse, HTTPFailure>] = []
        for _ in 0..<Int.random(in: 0...3, using: &generator) {
            let status = [200, 200, 200, 404, 500].randomElement(using: &generator) ?? 200
            answers.append(.text(documents.randomElement(using: &generator) ?? marker, status: status))
        }
        var environment = AWSEnvironment.imagined(
            variables,
            config: text(["[profile p]", "[profile q]", "[default]", "[services s]"], using: &generator),
            credentials: text(["[a]", "[b]"], using: &generator),
            files: ["/token": [marker, "\(marker)\n\(marker)", ""].randomElement(using: &generator) ?? marker],
            transport: AnsweringTransport(answers)
        )
        let output = Array((documents.randomElement(using: &generator) ?? marker).utf8)
        let status = [0, 0, 1].randomElement(using: &generator) ?? 0
        environment.run = { call throws(ProcessFailure) in
            guard status != 1 || output.count % 2 == 0 else { throw .timedOut(call.program, limit: .seconds(1)) }
            return FinishedProcess(ending: .exited(Int32(status)), output: output, errors: Array(marker.utf8))
        }
        return environment
    }

    /// Sections with settings by chance, of which a third has lost a character.
    private static func text(_ sections: [String], using generator: inout SeededGenerator) -> String {
        var lines: [String] = []
        for section in sections {
            lines.append(section)
            for _ in 0..<Int.random(in: 0...3, using: &generator) {
                // What ends every run at its first line is chosen less often.
                let count = Int.random(in: 0..<4, using: &generator) == 0 ? settings.count : settings.count - 3
                lines.append(settings[Int.random(in: 0..<count, using: &generator)])
            }
        }
        var text = Array(lines.joined(separator: "\n"))
        guard Int.random(in: 0..<3, using: &generator) == 0 else { return String(text) }
        // A line that goes on with the next one is where a name may end up with a secret. A name and a secret without
        // anything between them are one name.
        let ends = text.indices.filter { text[$0] == "\n" && !String(text[($0 + 1)...]).hasPrefix(marker) }
        let places = Bool.random(using: &generator) ? ends : text.indices.filter { text[$0] != "\n" }
        if let place = places.randomElement(using: &generator) { text.remove(at: place) }
        return String(text)
    }
}
