package import BorealisDiagnostics

/// Where credentials come from, found out without asking anybody.
package indirect enum CredentialSource: Hashable, Sendable {
    /// - Parameter expiration: as the environment has it; nil where it says nothing.
    case keys(AWSCredentials, expiration: String? = nil)
    case webIdentity(WebIdentity)
    case role(AssumedRole, by: CredentialSource)
    case process(CredentialProcess)
    /// The AWS CLI, for what is not done here: IAM Identity Center, console logins, one-time passwords.
    case commandLineTool(profile: String, place: Place)
    case container
    /// - Parameter place: what names it; nil where it is the last that is left.
    case instance(place: Place? = nil)
}

/// A role that is taken with a token of somebody else's, such as a CI service.
package struct WebIdentity: Hashable, Sendable {
    package var tokenFile: String
    package var arn: String
    package var sessionName: String?

    package init(tokenFile: String, arn: String, sessionName: String? = nil) {
        self.tokenFile = tokenFile
        self.arn = arn
        self.sessionName = sessionName
    }
}

/// A role that a profile takes.
package struct AssumedRole: Hashable, Sendable {
    package var arn: String
    package var sessionName: String?
    package var externalID: String?
    package var seconds: Int?
    package var profile: String
    /// Where the profile names the role.
    package var place: Place

    package init(
        arn: String,
        sessionName: String? = nil,
        externalID: String? = nil,
        seconds: Int? = nil,
        profile: String,
        place: Place
    ) {
        self.arn = arn
        self.sessionName = sessionName
        self.externalID = externalID
        self.seconds = seconds
        self.profile = profile
        self.place = place
    }
}

/// A program that prints credentials.
package struct CredentialProcess: Hashable, Sendable {
    /// The program and its arguments; never printed, since they may have secrets.
    package var words: [String]
    package var place: Place

    package init(words: [String], place: Place) {
        self.words = words
        self.place = place
    }
}
