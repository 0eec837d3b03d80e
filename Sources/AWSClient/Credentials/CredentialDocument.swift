#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// Credentials as programs, containers and instances give them: JSON.
///
/// - Shape: `{"Version": 1, "AccessKeyId": …, "SecretAccessKey": …, "SessionToken": …, "Expiration": …}` of a program,
///   whose last two may be missing; `Token` instead of `SessionToken`, and no version, of the others.
/// - Source: AWS SDKs and Tools Reference Guide, "Process credential provider", and botocore 1.44.5, read 2026-11-22.
struct CredentialDocument: Decodable {
    private let version: Int?
    private let accessKeyID: String?
    private let secretAccessKey: String?
    private let sessionToken: String?
    private let token: String?
    private let expiration: String?

    private enum CodingKeys: String, CodingKey {
        case version = "Version"
        case accessKeyID = "AccessKeyId"
        case secretAccessKey = "SecretAccessKey"
        case sessionToken = "SessionToken"
        case token = "Token"
        case expiration = "Expiration"
    }

    /// What is wrong with a document, without anything of it.
    struct Fault: Error {
        let explanation: String
    }

    /// - Parameter version: the one that is understood; nil where it isn't said.
    static func credentials(in bytes: [UInt8], version: Int? = nil) throws(Fault) -> ExpiringCredentials {
        guard let document = try? JSONDecoder().decode(CredentialDocument.self, from: Data(bytes)) else {
            throw Fault(explanation: "what is no JSON object with credentials")
        }
        guard document.version == version || version == nil else {
            throw Fault(explanation: document.version.map { "version \($0)" } ?? "no Version")
        }
        return try document.credentials()
    }

    private func credentials() throws(Fault) -> ExpiringCredentials {
        guard let id = accessKeyID, !id.isEmpty else { throw Fault(explanation: "no AccessKeyId") }
        guard let secret = secretAccessKey, !secret.isEmpty else { throw Fault(explanation: "no SecretAccessKey") }
        var seconds: Int?
        if let expiration {
            seconds = Timestamp.seconds(of: expiration)
            guard seconds != nil else { throw Fault(explanation: "an Expiration that is no time") }
        }
        let credentials = AWSCredentials(
            accessKeyID: id,
            secretAccessKey: secret,
            sessionToken: sessionToken ?? token
        )
        guard credentials.isWritable else {
            throw Fault(explanation: "a key or a token with the end of a line, or another control character, in it")
        }
        return ExpiringCredentials(credentials, expiration: seconds)
    }
}
