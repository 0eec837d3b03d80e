package import BorealisDiagnostics

/// Where and as whom AWS is called.
package struct AWSSession {
    package let region: String
    /// What says where the region came from, for people: `AWS_REGION`, `profile blog`.
    package let regionSource: String
    package let endpoints: Endpoints
    package let transport: any HTTPTransport
    /// What each request is signed with; looked for at the first, then kept until they expire.
    package let credentials: () throws(Diagnostic) -> AWSCredentials
    package let retries: Retries

    package init(
        region: String,
        regionSource: String,
        endpoints: Endpoints,
        transport: any HTTPTransport,
        retries: Retries = .standard,
        credentials: @escaping () throws(Diagnostic) -> AWSCredentials
    ) {
        self.region = region
        self.regionSource = regionSource
        self.endpoints = endpoints
        self.transport = transport
        self.retries = retries
        self.credentials = credentials
    }

    func caller(of service: AWSService) -> AWSCaller {
        AWSCaller(service: service, region: region, endpoints: endpoints, transport: transport, retries: retries)
    }

    /// The session that the environment and the shared files describe; credentials are looked for when the first request
    /// is signed.
    ///
    /// - Parameters:
    ///   - profile: nil for the one that the environment names, or `default`.
    ///   - region: nil for that of the environment or the profile.
    /// - Throws: ``Diagnostic`` `AWS001` without a region, `AWS003` for a profile that isn't there.
    package static func current(
        profile: String?,
        region: String?,
        in environment: AWSEnvironment = .current
    ) throws(Diagnostic) -> AWSSession {
        let configuration = try AWSConfiguration(environment, profile: profile)
        let chosen = try configuration.region(region)
        let endpoints = Endpoints(
            environment: environment.variables,
            profile: try configuration.endpointSettings()
        )
        let transport = environment.transport(configuration.profile?["ca_bundle"])
        let fetcher = CredentialFetcher(
            configuration: configuration,
            transport: transport,
            exchange: STSClient(region: chosen.name, endpoints: endpoints, transport: transport)
        )
        let cache = CredentialCache(now: environment.now) { () throws(Diagnostic) in
            try fetcher.credentials(from: try CredentialChain(configuration).source())
        }
        return AWSSession(
            region: chosen.name,
            regionSource: chosen.source,
            endpoints: endpoints,
            transport: transport,
            credentials: { () throws(Diagnostic) in try cache.credentials() }
        )
    }
}
