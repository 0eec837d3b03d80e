import BorealisAWSClient
import BorealisDiagnostics

extension CredentialFetcher {
    /// The credentials that an environment describes, with a profile of the command line or without.
    static func credentials(
        in environment: AWSEnvironment,
        profile: String? = nil,
        exchange: any RoleExchange = AnsweringExchange()
    ) throws(Diagnostic) -> ExpiringCredentials {
        let configuration = try AWSConfiguration(environment, profile: profile)
        let fetcher = CredentialFetcher(
            configuration: configuration,
            transport: environment.transport(nil),
            exchange: exchange
        )
        return try fetcher.credentials(from: try CredentialChain(configuration).source())
    }
}
