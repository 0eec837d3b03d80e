internal import BorealisDiagnostics

/// The words for credentials that can't be had: they name sources, files, lines and profiles, and nothing else of them.
extension Diagnostic {
    /// - Parameter instance: why the instance, the last source, has none.
    static func noCredentials(_ configuration: AWSConfiguration, instance: String) -> Diagnostic {
        let name = configuration.profileName
        let others = configuration.shared.profiles.keys.sorted().filter { $0 != name }
        return Diagnostic(
            .known(.noCredentials),
            at: nil,
            "no credentials are found",
            got: configuration.isProfileChosen ? nil : "no AWS_ACCESS_KEY_ID in the environment",
            expected: "keys, a profile, a web identity, a container's or an instance's role",
            fix: (others.isEmpty ? "run aws configure" : "say --profile with one of \(others.enumeration)")
                + ", or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
            trace: [
                Trace(
                    configuration.profile == nil ? "no profile \(name)" : "profile \(name) has none",
                    at: configuration.profile?.place
                ),
                Trace("no container's credentials in the environment", at: nil),
                Trace(instance, at: nil),
            ]
        )
    }

    static var noSecretVariable: Diagnostic {
        Diagnostic(
            .known(.noCredentials),
            at: nil,
            "the environment has half of a key",
            got: "AWS_ACCESS_KEY_ID without AWS_SECRET_ACCESS_KEY",
            fix: "set both, or neither"
        )
    }

    static func unwritableVariable(_ environment: AWSEnvironment) -> Diagnostic {
        let names = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_SECURITY_TOKEN"]
        let wrong = names.filter { environment[$0]?.hasNoControlCharacters == false }
        return Diagnostic(
            .known(.noCredentials),
            at: nil,
            "the environment has credentials that no request can carry",
            got: "the end of a line, or another control character, in \(wrong.joined(separator: ", "))",
            expected: "the text that AWS has given, and nothing else",
            fix: "set \(wrong.count == 1 ? "it" : "them") again, without the end of the line"
        )
    }

    static func noCommandLineTool(_ profile: String, place: Place) -> Diagnostic {
        Diagnostic(
            .known(.noCredentials),
            at: place,
            "the profile needs the AWS CLI, which is not in PATH",
            got: "profile \(profile), whose credentials only the AWS CLI can ask for",
            expected: "the program aws, version 2",
            fix: "install the AWS CLI, or set AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN"
        )
    }

    // MARK: - Sources that don't answer

    /// - Parameter got: without anything that a source says.
    static func unusableAnswer(of source: CredentialSource, got: String) -> Diagnostic {
        Diagnostic(
            .known(.failedCredentialSource),
            at: source.place,
            "\(source.words) gives no credentials",
            got: got,
            expected: source.expectation,
            fix: source.fix
        )
    }

    static func expiredCredentials(_ source: CredentialSource) -> Diagnostic {
        Diagnostic(
            .known(.failedCredentialSource),
            at: source.place,
            "\(source.words) gives credentials that have expired",
            expected: "credentials that are still good",
            fix: source.fix
        )
    }

    static func failedCommandLineTool(_ profile: String, place: Place, got: String) -> Diagnostic {
        Diagnostic(
            .known(.failedCredentialSource),
            at: place,
            "the AWS CLI gives no credentials",
            got: got,
            expected: "the credentials of profile \(profile)",
            fix:
                "sign in with aws sso login --profile \(profile), aws login --profile \(profile), or install version 2 "
                + "of the AWS CLI; see what aws configure export-credentials --profile \(profile) says"
        )
    }

    static func unreadableToken(_ path: String, reason: String) -> Diagnostic {
        Diagnostic(
            .known(.failedCredentialSource),
            at: Place(file: path),
            "the token can't be read",
            got: reason,
            expected: "a file with a token, and nothing else",
            fix: "see what should write the file"
        )
    }

    static func containerAddress(_ variable: String, expected: String) -> Diagnostic {
        Diagnostic(
            .known(.failedCredentialSource),
            at: nil,
            "a container's credentials are not asked for at this address",
            got: variable,
            expected: expected,
            fix: "correct \(variable), or take it away"
        )
    }

    // MARK: - Profiles

    static func halfKeys(of profile: AWSProfile, missing: String) -> Diagnostic {
        let other = missing == "aws_access_key_id" ? "aws_secret_access_key" : "aws_access_key_id"
        return invalidSetting(
            other,
            of: profile,
            problem: "the profile has half of a key",
            got: "\(other) without \(missing)",
            expected: nil,
            fix: "write both, or neither"
        )
    }

    static func unclosedQuote(in profile: AWSProfile) -> Diagnostic {
        invalidSetting(
            "credential_process",
            of: profile,
            problem: "the command line can't be parted into words",
            got: "a quote that is never closed, or a backslash at the end",
            expected: nil,
            fix: "close the quote; a # or ; after a space begins a comment, also between quotes"
        )
    }

    static func noWebIdentityRole(_ profile: AWSProfile?) -> Diagnostic {
        Diagnostic(
            .known(.invalidProfile),
            at: profile?["web_identity_token_file"] == nil ? nil : profile?.place(of: "web_identity_token_file"),
            "a web identity has no role",
            got: "a token file without AWS_ROLE_ARN or role_arn",
            fix: "name the role as well"
        )
    }

    static func noRoleSource(_ profile: AWSProfile) -> Diagnostic {
        invalidSetting(
            "role_arn",
            of: profile,
            problem: "nothing says with which credentials the role is taken",
            got: "role_arn alone",
            expected: "source_profile or credential_source",
            fix: "write source_profile = NAME"
        )
    }

    static func twoRoleSources(_ profile: AWSProfile) -> Diagnostic {
        invalidSetting(
            "credential_source",
            of: profile,
            problem: "the profile names two sources of credentials",
            got: "source_profile and credential_source",
            expected: "one of them",
            fix: "remove one"
        )
    }

    static func unknownNamedSource(_ name: String, of profile: AWSProfile) -> Diagnostic {
        let known = ["Ec2InstanceMetadata", "EcsContainer", "Environment"]
        return invalidSetting(
            "credential_source",
            of: profile,
            problem: "there is no such source of credentials",
            got: nil,
            expected: known.joined(separator: ", "),
            fix: "write \(NearestName.of(name, among: known) ?? "one of them")"
        )
    }

    static func missingNamedSource(_ profile: AWSProfile, got: String) -> Diagnostic {
        Diagnostic(
            .known(.failedCredentialSource),
            at: profile.place(of: "credential_source"),
            "the profile's source of credentials is not there",
            got: got,
            fix: "run it where they are, or write source_profile = NAME"
        )
    }

    static func emptySourceProfile(_ source: AWSProfile, of profile: AWSProfile) -> Diagnostic {
        Diagnostic(
            .known(.invalidProfile),
            at: profile.place(of: "source_profile"),
            "the source profile has no credentials",
            got: "profile \(source.name)",
            expected: "keys, a role, or what else gives credentials",
            fix: "name another profile, or give it credentials",
            trace: [Trace("the profile", at: source.place)]
        )
    }

    static func invalidDuration(_ profile: AWSProfile) -> Diagnostic {
        invalidSetting(
            "duration_seconds",
            of: profile,
            problem: "the duration is not one that STS accepts",
            got: nil,
            expected: "900...43200 seconds",
            fix: "write duration_seconds = 3600"
        )
    }

    /// - Parameter profiles: the way to the last one, which leads back to one of them.
    static func circle(_ profiles: [AWSProfile], to name: String) -> Diagnostic {
        let names = profiles.map(\.name) + [name]
        return Diagnostic(
            .known(.invalidProfile),
            at: profiles.last?.place(of: "source_profile"),
            "the roles of profiles lead back to where they began",
            got: names.joined(separator: " → "),
            expected: "a profile with credentials of its own at the end",
            fix: "write another source_profile",
            trace: profiles.map { Trace("source_profile of \($0.name)", at: $0.place(of: "source_profile")) }
        )
    }

    func adding(_ text: String, at place: Place) -> Diagnostic {
        Diagnostic(
            code,
            severity: severity,
            at: self.place,
            problem,
            got: got,
            expected: expected,
            fix: fix,
            trace: trace + [Trace(text, at: place)],
            detail: detail
        )
    }
}

extension CredentialSource {
    fileprivate var place: Place? {
        switch self {
        case .keys, .webIdentity, .container: nil
        case .role(let role, _): role.place
        case .process(let process): process.place
        case .commandLineTool(_, let place): place
        case .instance(let place): place
        }
    }

    fileprivate var words: String {
        switch self {
        case .keys: "the environment"
        case .webIdentity: "the web identity"
        case .role(let role, _): "the role of profile \(role.profile)"
        case .process: "credential_process"
        case .commandLineTool: "the AWS CLI"
        case .container: "the container"
        case .instance: "the instance"
        }
    }

    fileprivate var expectation: String {
        switch self {
        case .process, .commandLineTool:
            "exit code 0, and JSON with Version 1, AccessKeyId and SecretAccessKey on standard output"
        default: "credentials with the time at which they expire"
        }
    }

    fileprivate var fix: String {
        switch self {
        case .keys: "set AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN anew"
        case .webIdentity, .role: "see that this machine has the right time, or name another profile"
        case .process: "run the program of the profile by hand"
        case .commandLineTool(let profile, _): "see what aws configure export-credentials --profile \(profile) says"
        case .container: "see the role of the task or pod, or take AWS_CONTAINER_CREDENTIALS_… away"
        case .instance: "give the instance a role, or name a profile"
        }
    }
}
