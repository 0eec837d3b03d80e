package import BorealisDiagnostics

/// Exchanges credentials for those of a role.
///
/// - Source: AWS Security Token Service API Reference, version 2011-06-15, and botocore 1.44.5's service model, read
///   2026-11-22.
package struct STSClient {
    package init(region: String, endpoints: Endpoints, transport: any HTTPTransport) {}

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
        TemporaryCredentials(credentials: credentials, expiration: "")
    }

    /// Not signed: the token says who asks.
    package func assumeRoleWithWebIdentity(
        arn: String,
        sessionName: String,
        token: String
    ) throws(Diagnostic) -> TemporaryCredentials {
        TemporaryCredentials(credentials: AWSCredentials(accessKeyID: "", secretAccessKey: ""), expiration: "")
    }
}
