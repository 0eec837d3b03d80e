/// The rules about Aurora and what runs next to it, in the order of their codes.
///
/// They read the resources as they stand in the template, so that they hold for classes, for JSON and for templates that
/// others wrote.
enum AuroraRules {
    private static let all: [@Sendable (TemplateFacts) -> [Finding]] = [
        VersionWithoutDataAPI.findings, VersionWithoutPause.findings, PinnedVersion.findings,
        InstanceVersion.findings, SubnetsInOneZone.findings, PublicInstance.findings, OpenDatabasePort.findings,
        PlainPassword.findings, ReservedDatabaseName.findings, DeprecatedRuntime.findings, LongARN.findings,
        MissingWriter.findings,
    ]

    static func findings(in facts: TemplateFacts) -> [Finding] {
        all.flatMap { $0(facts) }
    }
}
