import BorealisAWSClient
import BorealisDiagnostics
import BorealisProcesses
import Foundation
import TestSupport
import Testing

@Suite struct CredentialProgramTests {
    private let home: TemporaryFolder
    private let place: Place

    init() throws {
        home = try TemporaryFolder()
        place = Place(file: home.url(".aws/config").path, line: 2)
    }

    /// The environment of a person whose home folder is the test's, with real files and programs.
    private func environment(path: String) -> AWSEnvironment {
        var environment = AWSEnvironment.current
        environment.variables = ["HOME": home.url.path, "PATH": path]
        environment.now = { 1_795_352_400 }
        let run = environment.run
        let variables = environment.variables.merging(["AWS_EC2_METADATA_DISABLED": "true"]) { $1 }
        environment.run = { call throws(ProcessFailure) in
            var call = call
            call.environment = variables
            return try run(call)
        }
        return environment
    }

    private func script(_ text: String, at path: String) throws {
        try home.write("#!/bin/sh\n\(text)\n", to: path)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: home.url(path).path)
    }

    private func credentials(config: String, path: String = "") throws -> ExpiringCredentials {
        try home.write("[profile p]\n\(config)\n", to: ".aws/config")
        return try CredentialFetcher.credentials(
            in: environment(path: "\(home.url("bin").path):\(path):/usr/bin:/bin"),
            profile: "p"
        )
    }

    // MARK: - credential_process

    @Test func `a program prints credentials, and reads its words as they are written`() throws {
        try script(
            """
            [ "$1" = "two words" ] && [ "$2" = '$HOME' ] && [ "$3" = "" ] && [ $# = 3 ] || exit 9
            echo noise >&2
            echo '{"Version": 1, "AccessKeyId": "ASIA1", "SecretAccessKey": "secret1", "SessionToken": "token1",'
            echo '"Expiration": "2026-11-22T14:00:00+00:00", "AccountId": "1"}'
            """,
            at: "my bin/print"
        )
        let config = #"credential_process = "\#(home.url("my bin/print").path)" "two words" $HOME ''"#
        #expect(try credentials(config: config) == ExpiringCredentials(.numbered(1), expiration: 1_795_356_000))
    }

    @Test func `a program of PATH may print credentials that last`() throws {
        try script(#"echo '{"Version": 1, "AccessKeyId": "A", "SecretAccessKey": "s"}'"#, at: "bin/print-keys")
        let expected = AWSCredentials(accessKeyID: "A", secretAccessKey: "s")
        #expect(try credentials(config: "credential_process = print-keys") == ExpiringCredentials(expected))
    }

    @Test(arguments: [
        ("exit 3", "exit code 3"),
        ("kill -9 $$", "the end by signal 9"),
        ("exit 0", "what is no JSON object with credentials"),
        ("echo '[]'", "what is no JSON object with credentials"),
        (#"echo '{"AccessKeyId": "A", "SecretAccessKey": "s"}'"#, "no Version"),
        (#"echo '{"Version": 2, "AccessKeyId": "A", "SecretAccessKey": "s"}'"#, "version 2"),
        (#"echo '{"Version": 1, "SecretAccessKey": "s"}'"#, "no AccessKeyId"),
        (#"echo '{"Version": 1, "AccessKeyId": "A"}'"#, "no SecretAccessKey"),
        (
            #"printf '%s' '{"Version": 1, "AccessKeyId": "A", "SecretAccessKey": "s\n"}'"#,
            "a key or a token with the end of a line, or another control character, in it"
        ),
        (
            #"printf '%s' '{"Version": 1, "AccessKeyId": "A", "SecretAccessKey": "s", "SessionToken": "t\u007F"}'"#,
            "a key or a token with the end of a line, or another control character, in it"
        ),
        (
            #"echo '{"Version": 1, "AccessKeyId": "A", "SecretAccessKey": "s", "Expiration": "soon"}'"#,
            "an Expiration that is no time"
        ),
    ])
    func `a program that prints none is a problem`(_ text: String, _ got: String) throws {
        try script("echo hidden >&2\n\(text)", at: "bin/print-keys")
        #expect(throws: problem(got)) { try credentials(config: "credential_process = print-keys hidden") }
    }

    @Test func `a program that isn't there is a problem`() {
        #expect(throws: problem("a program that isn't there or can't be run")) {
            try credentials(config: "credential_process = no-such-program hidden")
        }
    }

    @Test func `a program may run for two minutes`() throws {
        try script("exit 0", at: "bin/print-keys")
        try home.write("[profile p]\ncredential_process = print-keys\n", to: ".aws/config")
        var environment = environment(path: home.url("bin").path)
        environment.run = { call throws(ProcessFailure) in
            throw .timedOut(call.program, limit: call.limit ?? .zero)
        }
        #expect(throws: problem("nothing after 120 seconds")) {
            try CredentialFetcher.credentials(in: environment, profile: "p")
        }
    }

    private func problem(_ got: String) -> Diagnostic {
        Diagnostic(
            "AWS004",
            at: place,
            "credential_process gives no credentials",
            got: got,
            expected: "exit code 0, and JSON with Version 1, AccessKeyId and SecretAccessKey on standard output",
            fix: "run the program of the profile by hand"
        )
    }

    // MARK: - The AWS CLI

    private static let sso = "sso_account_id = 1\nsso_role_name = r\nsso_session = corp"

    @Test func `the AWS CLI is asked for what only it can do`() throws {
        try script(
            """
            [ "$*" = "configure export-credentials --profile p --format process" ] || exit 9
            echo '{"Version": 1, "AccessKeyId": "ASIA1", "SecretAccessKey": "secret1", "SessionToken": "token1",'
            echo '"Expiration": "2026-11-22T14:00:00Z"}'
            """,
            at: "bin/aws"
        )
        let expected = ExpiringCredentials(.numbered(1), expiration: 1_795_356_000)
        #expect(try credentials(config: Self.sso) == expected)
        #expect(try credentials(config: "mfa_serial = arn:m\nrole_arn = arn:r\nsource_profile = p") == expected)
    }

    @Test func `without the AWS CLI such a profile is a problem`() throws {
        try home.write("[profile p]\n\(Self.sso)\n", to: ".aws/config")
        let problem = Diagnostic(
            "AWS002",
            at: place,
            "the profile needs the AWS CLI, which is not in PATH",
            got: "profile p, whose credentials only the AWS CLI can ask for",
            expected: "the program aws, version 2",
            fix: "install the AWS CLI, or set AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN"
        )
        #expect(throws: problem) {
            try CredentialFetcher.credentials(in: environment(path: home.url.path), profile: "p")
        }
    }

    @Test func `a session that has ended is a problem with the way to sign in`() throws {
        try script("echo hidden >&2; exit 255", at: "bin/aws")
        #expect(throws: failedTool("exit code 255")) { try credentials(config: Self.sso) }
    }

    /// Version 1, which the tests have, knows no `export-credentials`: it ends with 2, or with 252 as version 2 does for
    /// what it doesn't know.
    @Test func `an old AWS CLI is a problem with its way out`() throws {
        let folder = PackageFolder.file(".build/venv/bin").path
        let problem = #expect(throws: Diagnostic.self) { try credentials(config: Self.sso, path: folder) }
        let got = try #require(problem?.got)
        #expect(["exit code 2", "exit code 252"].contains(got))
        #expect(problem == failedTool(got))
    }

    private func failedTool(_ got: String) -> Diagnostic {
        Diagnostic(
            "AWS004",
            at: place,
            "the AWS CLI gives no credentials",
            got: got,
            expected: "the credentials of profile p",
            fix: "sign in with aws sso login --profile p, aws login --profile p, or install version 2 of the AWS CLI; "
                + "see what aws configure export-credentials --profile p says"
        )
    }
}
