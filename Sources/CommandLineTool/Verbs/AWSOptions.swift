internal import ArgumentParser
internal import BorealisAWSClient
internal import BorealisDiagnostics

/// Where and as whom a verb calls AWS.
struct AWSOptions: ParsableArguments {
    @Option(help: "The profile of the AWS configuration files; that of AWS_PROFILE, or default, where none is named.")
    var profile: String?

    @Option(help: "The region; that of AWS_REGION or of the profile where none is named.")
    var region: String?

    /// A variable of CI that isn't set comes as an empty text, and would choose something else than was meant.
    func validate() throws {
        for (name, value) in [("--profile", profile), ("--region", region)] where value == "" {
            throw ValidationError("\(name) needs a value; leave it out to have that of the environment")
        }
    }

    func session() throws(Diagnostic) -> AWSSession {
        try AWSSession.current(profile: profile, region: region)
    }
}
