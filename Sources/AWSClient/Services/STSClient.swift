package import BorealisDiagnostics

/// Exchanges credentials for those of a role.
///
/// - Source: AWS Security Token Service API Reference, version 2011-06-15, and botocore 1.44.5's service model, read
///   2026-11-22.
package struct STSClient {
    private let caller: QueryCaller

    package init(
        region: String,
        endpoints: Endpoints,
        transport: any HTTPTransport,
        retries: Retries = .standard
    ) {
        let caller = AWSCaller(
            service: .sts,
            region: region,
            endpoints: endpoints,
            transport: transport,
            retries: retries
        )
        self.caller = QueryCaller(caller: caller, version: "2011-06-15")
    }

    package struct TemporaryCredentials: Sendable {
        package let credentials: AWSCredentials
        /// As STS writes it: `2026-11-22T13:00:00Z`.
        package let expiration: String

        package init(credentials: AWSCredentials, expiration: String) {
            self.credentials = credentials
            self.expiration = expiration
        }
    }

    /// - Parameters:
    ///   - seconds: nil for an hour, which STS takes by itself.
    ///   - credentials: what the request is signed with.
    package func assumeRole(
        arn: String,
        sessionName: String,
        externalID: String? = nil,
        seconds: Int? = nil,
        with credentials: AWSCredentials
    ) throws(Diagnostic) -> TemporaryCredentials {
        let parameters = [
            "RoleArn": arn, "RoleSessionName": sessionName, "ExternalId": externalID,
            "DurationSeconds": seconds.map { "\($0)" },
        ]
        return try ask("AssumeRole", parameters, signedWith: credentials, secrets: [externalID].compactMap { $0 })
    }

    /// Not signed: the token says who asks.
    package func assumeRoleWithWebIdentity(
        arn: String,
        sessionName: String,
        token: String
    ) throws(Diagnostic) -> TemporaryCredentials {
        let parameters = ["RoleArn": arn, "RoleSessionName": sessionName, "WebIdentityToken": token]
        return try ask("AssumeRoleWithWebIdentity", parameters, signedWith: nil, secrets: [token])
    }

    private func ask(
        _ action: String,
        _ parameters: [String: String?],
        signedWith credentials: AWSCredentials?,
        secrets: [String]
    ) throws(Diagnostic) -> TemporaryCredentials {
        do throws(AWSFailure) {
            let result = try caller.call(action, parameters, signedWith: credentials, secrets: secrets)
            guard let answer = TemporaryCredentials(result) else {
                throw AWSFailure.failed(.absent("Credentials", from: .sts, action))
            }
            return answer
        } catch {
            throw error.diagnostic
        }
    }
}

extension STSClient.TemporaryCredentials {
    fileprivate init?(_ result: XMLElement) {
        guard let given = result["Credentials"], let id = given.text(of: "AccessKeyId"),
            let secret = given.text(of: "SecretAccessKey"), let token = given.text(of: "SessionToken"),
            let expiration = given.text(of: "Expiration")
        else { return nil }
        let credentials = AWSCredentials(accessKeyID: id, secretAccessKey: secret, sessionToken: token)
        self.init(credentials: credentials, expiration: expiration)
    }
}
