package import BorealisDiagnostics

/// What the environment and the shared files say together, seen from one profile.
package struct AWSConfiguration {
    package let environment: AWSEnvironment
    package let shared: SharedConfiguration
    /// Nil where nothing names a profile and there is none named `default`.
    package let profile: AWSProfile?
    package let profileName: String
    /// Whether the command line names the profile: then its credentials come before those of the environment.
    package let isProfileChosen: Bool

    /// - Parameter profile: nil for the one that the environment names, or `default`.
    /// - Throws: ``Diagnostic`` `AWS003` for a file that can't be read, or a profile that isn't there.
    package init(_ environment: AWSEnvironment, profile name: String? = nil) throws(Diagnostic) {
        self.environment = environment
        shared = try SharedConfiguration(environment)
        isProfileChosen = name != nil
        let named = name ?? environment["AWS_PROFILE"] ?? environment["AWS_DEFAULT_PROFILE"]
        profileName = named ?? "default"
        profile = if let named { try shared.profile(named: named) } else { shared.profiles["default"] }
    }

    /// The region, and what says it.
    ///
    /// - Throws: ``Diagnostic`` `AWS001` where nothing does.
    package func region(_ argument: String?) throws(Diagnostic) -> (name: String, source: String) {
        if let argument, !argument.isEmpty { return (argument, "--region") }
        for name in ["AWS_REGION", "AWS_DEFAULT_REGION"] {
            if let region = environment[name] { return (region, name) }
        }
        if let region = profile?["region"] { return (region, "profile \(profileName)") }
        throw .noRegion(
            profile: profileName,
            isThere: profile != nil,
            config: shared.configPath ?? "~/.aws/config"
        )
    }

    /// What the profile says of endpoints.
    ///
    /// - Source: AWS SDKs and Tools Reference Guide, "Service-specific endpoints", and botocore 1.44.5, read 2026-11-22.
    /// - Throws: ``Diagnostic`` `AWS003` for a section of services that isn't there.
    package func endpointSettings() throws(Diagnostic) -> Endpoints.Settings {
        var settings = Endpoints.Settings()
        guard let profile else { return settings }
        settings.all = profile["endpoint_url"]
        settings.areIgnored = isTrue("ignore_configured_endpoint_urls")
        settings.isFIPS = isTrue("use_fips_endpoint")
        settings.isDualStack = isTrue("use_dualstack_endpoint")
        guard let name = profile["services"] else { return settings }
        guard let section = shared.services[name] else {
            throw .noServices(name, of: profile, among: shared.services.keys.sorted())
        }
        for service in AWSService.allCases {
            let url = section.settings[service.rawValue]?.nested["endpoint_url"]?.value ?? ""
            settings.services[service] = url.isEmpty ? nil : url
        }
        return settings
    }

    /// A setting of the environment, otherwise of the profile.
    func setting(_ name: String, variable: String) -> String? { environment[variable] ?? profile?[name] }

    private func isTrue(_ name: String) -> Bool { profile?[name]?.lowercased() == "true" }
}
