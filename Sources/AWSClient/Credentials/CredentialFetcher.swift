package import BorealisDiagnostics

/// Asks a source for its credentials.
package struct CredentialFetcher {
    let configuration: AWSConfiguration
    let transport: any HTTPTransport
    let exchange: any RoleExchange

    package init(configuration: AWSConfiguration, transport: any HTTPTransport, exchange: any RoleExchange) {
        self.configuration = configuration
        self.transport = transport
        self.exchange = exchange
    }

    var environment: AWSEnvironment { configuration.environment }

    /// - Throws: ``Diagnostic`` `AWS002` where the last source that is left has none, `AWS004` where a source doesn't give
    ///   them, and what STS answers.
    package func credentials(from source: CredentialSource) throws(Diagnostic) -> ExpiringCredentials {
        let found = try answer(of: source)
        if let expiration = found.expiration, expiration <= environment.now() {
            throw .expiredCredentials(source)
        }
        return found
    }

    private func answer(of source: CredentialSource) throws(Diagnostic) -> ExpiringCredentials {
        switch source {
        case .keys(let credentials, let expiration): try keys(credentials, expiration: expiration, of: source)
        case .webIdentity(let identity): try credentials(by: identity)
        case .role(let role, let source): try credentials(of: role, by: source)
        case .process(let process): try credentials(by: process)
        case .commandLineTool(let profile, let place): try credentials(ofCommandLineTool: profile, place: place)
        case .container: try ContainerService(environment: environment, transport: transport).credentials()
        case .instance(let place): try credentials(ofInstanceAt: place)
        }
    }

    private func keys(
        _ credentials: AWSCredentials,
        expiration: String?,
        of source: CredentialSource
    ) throws(Diagnostic) -> ExpiringCredentials {
        guard let expiration else { return ExpiringCredentials(credentials) }
        guard let seconds = Timestamp.seconds(of: expiration) else {
            throw .unusableAnswer(of: source, got: "an AWS_CREDENTIAL_EXPIRATION that is no time")
        }
        return ExpiringCredentials(credentials, expiration: seconds)
    }

    private func credentials(ofInstanceAt place: Place?) throws(Diagnostic) -> ExpiringCredentials {
        do throws(InstanceMetadata.Failure) {
            return try InstanceMetadata(configuration, transport: transport).credentials()
        } catch {
            switch error {
            case .unusable(let got): throw .unusableAnswer(of: .instance(place: place), got: got)
            case .absent(let reason):
                guard place == nil else { throw .unusableAnswer(of: .instance(place: place), got: reason) }
                throw .noCredentials(configuration, instance: reason)
            }
        }
    }

    // MARK: - Roles

    private func credentials(
        of role: AssumedRole,
        by source: CredentialSource
    ) throws(Diagnostic) -> ExpiringCredentials {
        let others = try credentials(from: source)
        do throws(Diagnostic) {
            let answer = try exchange.assumeRole(
                arn: role.arn,
                sessionName: role.sessionName ?? sessionName,
                externalID: role.externalID,
                seconds: role.seconds,
                with: others.credentials
            )
            return try expiring(answer, of: .role(role, by: source))
        } catch {
            throw error.adding("the role of profile \(role.profile)", at: role.place)
        }
    }

    private func credentials(by identity: WebIdentity) throws(Diagnostic) -> ExpiringCredentials {
        let token = try environment.token(in: identity.tokenFile)
        do throws(Diagnostic) {
            let answer = try exchange.assumeRoleWithWebIdentity(
                arn: identity.arn,
                sessionName: identity.sessionName ?? sessionName,
                token: token
            )
            return try expiring(answer, of: .webIdentity(identity))
        } catch {
            throw error.adding("the token of the web identity", at: Place(file: identity.tokenFile))
        }
    }

    /// Seen in CloudTrail: whose session it is, and from when.
    private var sessionName: String { "borealis-\(environment.now())" }

    private func expiring(
        _ answer: STSClient.TemporaryCredentials,
        of source: CredentialSource
    ) throws(Diagnostic) -> ExpiringCredentials {
        guard let seconds = Timestamp.seconds(of: answer.expiration) else {
            throw .unusableAnswer(of: source, got: "an expiration that is no time")
        }
        return ExpiringCredentials(answer.credentials, expiration: seconds)
    }
}
