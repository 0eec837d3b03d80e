package import BorealisDiagnostics

/// Exchanges credentials for those of a role: STS in the program.
package protocol RoleExchange {
    func assumeRole(
        arn: String,
        sessionName: String,
        externalID: String?,
        seconds: Int?,
        with credentials: AWSCredentials
    ) throws(Diagnostic) -> STSClient.TemporaryCredentials

    func assumeRoleWithWebIdentity(
        arn: String,
        sessionName: String,
        token: String
    ) throws(Diagnostic) -> STSClient.TemporaryCredentials
}

extension STSClient: RoleExchange {}
