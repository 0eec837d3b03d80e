package import BorealisDiagnostics

/// Decides which source of credentials counts.
///
/// In this order, the first that is there:
/// 1. keys of the environment, unless the command line names a profile
/// 2. the profile's role
/// 3. a web identity, of the environment (unless the command line names a profile) or the profile
/// 4. the profile's IAM Identity Center
/// 5. keys of the profile in the credentials file
/// 6. the profile's console login
/// 7. the profile's program
/// 8. keys of the profile in the config file
/// 9. the container
/// 10. the instance
/// - Source: AWS SDKs and Tools Reference Guide, "Standardized credential providers", which leaves the order to each tool;
///   hence that of the AWS CLI, as botocore 1.44.5 has it (`create_credential_resolver`). Both read 2026-11-22.
package struct CredentialChain {
    let configuration: AWSConfiguration

    package init(_ configuration: AWSConfiguration) {
        self.configuration = configuration
    }

    private var environment: AWSEnvironment { configuration.environment }

    /// - Throws: ``Diagnostic`` `AWS003` for what a profile gets wrong, `AWS002` where nothing is left.
    package func source() throws(Diagnostic) -> CredentialSource {
        if !configuration.isProfileChosen, let keys = try environmentKeys() { return keys }
        if let profile = configuration.profile, isRole(profile) { return try role(of: profile, after: []) }
        if let source = try sourceBesidesRoles(of: configuration.profile, usesVariables: !configuration.isProfileChosen)
        {
            return source
        }
        if isInContainer { return .container }
        guard !isMetadataDisabled else {
            throw .noCredentials(configuration, instance: "AWS_EC2_METADATA_DISABLED is true")
        }
        return .instance()
    }

    private func environmentKeys() throws(Diagnostic) -> CredentialSource? {
        guard let id = environment["AWS_ACCESS_KEY_ID"] else { return nil }
        guard let secret = environment["AWS_SECRET_ACCESS_KEY"] else { throw .noSecretVariable }
        let token = environment["AWS_SESSION_TOKEN"] ?? environment["AWS_SECURITY_TOKEN"]
        let credentials = AWSCredentials(accessKeyID: id, secretAccessKey: secret, sessionToken: token)
        guard credentials.isWritable else { throw .unwritableVariable(environment) }
        return .keys(
            credentials,
            expiration: environment["AWS_CREDENTIAL_EXPIRATION"]
        )
    }

    private var isInContainer: Bool {
        ContainerService.variables.contains { environment[$0] != nil }
    }

    private var isMetadataDisabled: Bool { environment["AWS_EC2_METADATA_DISABLED"]?.lowercased() == "true" }

    // MARK: - One profile

    private func isRole(_ profile: AWSProfile) -> Bool {
        profile["role_arn"] != nil && profile["web_identity_token_file"] == nil
    }

    private func hasKeys(_ profile: AWSProfile) -> Bool {
        profile["aws_access_key_id"] != nil || profile["aws_secret_access_key"] != nil
    }

    /// What a profile has other than a role that is taken with other credentials.
    private func sourceBesidesRoles(
        of profile: AWSProfile?,
        usesVariables: Bool
    ) throws(Diagnostic) -> CredentialSource? {
        if let identity = try webIdentity(of: profile, usesVariables: usesVariables) { return .webIdentity(identity) }
        guard let profile else { return nil }
        for setting in ["sso_account_id", "sso_role_name"] where profile[setting] != nil {
            return .commandLineTool(profile: profile.name, place: profile.place(of: setting))
        }
        let isInCredentials = profile.settings["aws_access_key_id"]?.place.file == configuration.shared.credentialsPath
        if isInCredentials, hasKeys(profile) { return try keys(of: profile) }
        if profile["login_session"] != nil {
            return .commandLineTool(profile: profile.name, place: profile.place(of: "login_session"))
        }
        if let command = profile["credential_process"] { return .process(try process(command, of: profile)) }
        return hasKeys(profile) ? try keys(of: profile) : nil
    }

    private func keys(of profile: AWSProfile) throws(Diagnostic) -> CredentialSource {
        guard let id = profile["aws_access_key_id"] else { throw .halfKeys(of: profile, missing: "aws_access_key_id") }
        guard let secret = profile["aws_secret_access_key"] else {
            throw .halfKeys(of: profile, missing: "aws_secret_access_key")
        }
        let token = profile["aws_session_token"] ?? profile["aws_security_token"]
        return .keys(AWSCredentials(accessKeyID: id, secretAccessKey: secret, sessionToken: token))
    }

    private func process(_ command: String, of profile: AWSProfile) throws(Diagnostic) -> CredentialProcess {
        guard let words = ShellWords.words(of: command), !words.isEmpty else { throw .unclosedQuote(in: profile) }
        return CredentialProcess(words: words, place: profile.place(of: "credential_process"))
    }

    /// Each of its three parts is the environment's, otherwise the profile's.
    private func webIdentity(of profile: AWSProfile?, usesVariables: Bool) throws(Diagnostic) -> WebIdentity? {
        func part(_ setting: String, _ variable: String) -> String? {
            (usesVariables ? environment[variable] : nil) ?? profile?[setting]
        }
        guard let file = part("web_identity_token_file", "AWS_WEB_IDENTITY_TOKEN_FILE") else { return nil }
        guard let arn = part("role_arn", "AWS_ROLE_ARN") else { throw .noWebIdentityRole(profile) }
        return WebIdentity(
            tokenFile: file,
            arn: arn,
            sessionName: part("role_session_name", "AWS_ROLE_SESSION_NAME")
        )
    }
}

// MARK: - Roles

extension CredentialChain {
    /// - Parameter profiles: those whose roles are taken with this one.
    private func role(of profile: AWSProfile, after profiles: [AWSProfile]) throws(Diagnostic) -> CredentialSource {
        guard profile["mfa_serial"] == nil else {
            return .commandLineTool(profile: profile.name, place: profile.place(of: "mfa_serial"))
        }
        let role = AssumedRole(
            arn: profile["role_arn"] ?? "",
            sessionName: profile["role_session_name"],
            externalID: profile["external_id"],
            seconds: try seconds(of: profile),
            profile: profile.name,
            place: profile.place(of: "role_arn")
        )
        switch (profile["source_profile"], profile["credential_source"]) {
        case (let name?, nil): return .role(role, by: try source(named: name, of: profile, after: profiles))
        case (nil, let name?): return .role(role, by: try namedSource(name, of: profile))
        case (nil, nil): throw .noRoleSource(profile)
        case (_?, _?): throw .twoRoleSources(profile)
        }
    }

    private func source(
        named name: String,
        of profile: AWSProfile,
        after profiles: [AWSProfile]
    ) throws(Diagnostic) -> CredentialSource {
        let path = profiles + [profile]
        let source = try configuration.shared.profile(named: name, from: profile.place(of: "source_profile"))
        // A profile may have a role and the keys that it is taken with.
        let isItself = name == profile.name && hasKeys(source)
        guard isItself || !path.contains(where: { $0.name == name }) else { throw .circle(path, to: name) }
        if isRole(source), !hasKeys(source) { return try role(of: source, after: path) }
        guard let found = try sourceBesidesRoles(of: source, usesVariables: false) else {
            throw .emptySourceProfile(source, of: profile)
        }
        return found
    }

    private func namedSource(_ name: String, of profile: AWSProfile) throws(Diagnostic) -> CredentialSource {
        let place = profile.place(of: "credential_source")
        switch name {
        case "Environment":
            guard let keys = try environmentKeys() else {
                throw .missingNamedSource(profile, got: "no AWS_ACCESS_KEY_ID in the environment")
            }
            return keys
        case "EcsContainer":
            guard isInContainer else {
                throw .missingNamedSource(profile, got: "no \(ContainerService.variables[0]) in the environment")
            }
            return .container
        case "Ec2InstanceMetadata":
            guard !isMetadataDisabled else {
                throw .missingNamedSource(profile, got: "AWS_EC2_METADATA_DISABLED is true")
            }
            return .instance(place: place)
        default: throw .unknownNamedSource(name, of: profile)
        }
    }

    private func seconds(of profile: AWSProfile) throws(Diagnostic) -> Int? {
        guard let text = profile["duration_seconds"] else { return nil }
        // The service model of STS in botocore 1.44.5, read 2026-11-22; the role's own limit may be lower.
        guard let seconds = Int(text), (900...43_200).contains(seconds) else { throw .invalidDuration(profile) }
        return seconds
    }
}
