internal import ArgumentParser
internal import BorealisAWSClient
internal import BorealisDiagnostics

/// Where and as whom a verb calls AWS.
struct AWSOptions: ParsableArguments {
    @Option(help: "The profile of the AWS configuration files; that of AWS_PROFILE, or default, where none is named.")
    var profile: String?

    @Option(help: "The region; that of AWS_REGION or of the profile where none is named.")
    var region: String?

    func session() throws(Diagnostic) -> AWSSession {
        try AWSSession.current(profile: profile, region: region)
    }
}
