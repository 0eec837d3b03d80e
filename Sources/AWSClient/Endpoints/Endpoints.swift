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

    /// - Parameters:
    ///   - environment: its `AWS_ENDPOINT_URL…`, `AWS_IGNORE_CONFIGURED_ENDPOINT_URLS`, `AWS_USE_FIPS_ENDPOINT` and
    ///     `AWS_USE_DUALSTACK_ENDPOINT` come before what the profile says.
    package init(environment: [String: String] = [:], profile: Settings = Settings()) {}

    /// Absolute, without a slash at the end.
    ///
    /// - Throws: ``Diagnostic`` `AWS009` for what is no address or no region.
    package func url(of service: AWSService, region: String) throws(Diagnostic) -> String { "" }
}
