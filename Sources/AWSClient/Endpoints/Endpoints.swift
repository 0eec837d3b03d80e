package import BorealisDiagnostics

/// The addresses of services: those that are set, otherwise those of the region.
package struct Endpoints: Hashable, Sendable {
    /// What a profile says of endpoints.
    package struct Settings: Hashable, Sendable {
        /// `endpoint_url` of the profile.
        package var all: String?
        /// `endpoint_url` of a service in the profile's `services` section.
        package var services: [AWSService: String] = [:]
        /// `ignore_configured_endpoint_urls`.
        package var areIgnored = false
        /// `use_fips_endpoint`.
        package var isFIPS = false
        /// `use_dualstack_endpoint`.
        package var isDualStack = false

        package init() {}
    }

    /// What is set, and by whom.
    private struct Setting: Hashable, Sendable {
        let url: String
        let source: String
    }

    private var services: [AWSService: Setting] = [:]
    private let isFIPS: Bool
    private let isDualStack: Bool

    /// - Parameters:
    ///   - environment: its `AWS_ENDPOINT_URL…`, `AWS_IGNORE_CONFIGURED_ENDPOINT_URLS`, `AWS_USE_FIPS_ENDPOINT` and
    ///     `AWS_USE_DUALSTACK_ENDPOINT` come before what the profile says.
    /// - Source: AWS SDKs and Tools Reference Guide, "Service-specific endpoints", and botocore 1.44.5's
    ///   ConfiguredEndpointProvider, read 2026-11-22.
    package init(environment: [String: String] = [:], profile: Settings = Settings()) {
        isFIPS = environment.flag("AWS_USE_FIPS_ENDPOINT") ?? profile.isFIPS
        isDualStack = environment.flag("AWS_USE_DUALSTACK_ENDPOINT") ?? profile.isDualStack
        guard !(environment.flag("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS") ?? profile.areIgnored) else { return }
        for service in AWSService.allCases {
            let own = "AWS_ENDPOINT_URL_\(service.variableSuffix)"
            let candidates = [
                (environment[own], own),
                (environment["AWS_ENDPOINT_URL"], "AWS_ENDPOINT_URL"),
                (profile.services[service], "endpoint_url of the profile's service \(service.rawValue)"),
                (profile.all, "endpoint_url of the profile"),
            ]
            for case (let url?, let source) in candidates where !url.isEmpty && services[service] == nil {
                services[service] = Setting(url: url, source: source)
            }
        }
    }

    /// Absolute, without a slash at the end.
    ///
    /// - Throws: ``Diagnostic`` `AWS009` for what is no address or no region.
    package func url(of service: AWSService, region: String) throws(Diagnostic) -> String {
        guard let partition = AWSPartition(region: region) else { throw .invalidRegion(region) }
        guard let setting = services[service] else {
            return "https://" + partition.host(of: service, region: region, isFIPS: isFIPS, isDualStack: isDualStack)
        }
        guard let url = EndpointURL(setting.url) else { throw .invalidEndpoint(from: setting.source) }
        return url.text
    }
}

extension [String: String] {
    fileprivate func flag(_ name: String) -> Bool? {
        self[name].flatMap { $0.isEmpty ? nil : $0.lowercased() == "true" }
    }
}
