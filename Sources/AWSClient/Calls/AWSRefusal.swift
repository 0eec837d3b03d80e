internal import BorealisDiagnostics

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// An answer that says no.
struct AWSRefusal: Hashable {
    /// What was asked, as policies name it: `cloudformation:DescribeStacks`.
    let action: String
    let status: Int
    /// AWS's word for what is wrong: `ValidationError`; nil where the answer isn't from AWS.
    let code: String?
    /// AWS's words, without a secret.
    let message: String?
    let requestID: String?
    /// When it was answered, by the clock of the service.
    let date: String?

    private static let messageLimit = 2000

    /// - Parameter secrets: what the request had that must not be shown.
    init(_ answer: HTTPResponse, to action: String, hiding secrets: [String]) {
        let words = Words(answer)
        self.action = action
        status = answer.status
        code = words.code
        message = words.message.map { Self.hiding(secrets, in: $0, code: words.code) }
        requestID = answer.requestID ?? words.requestID
        date = answer.headers["date"]
    }

    /// AWS repeats what it would have signed, with the session token in it.
    private static func hiding(_ secrets: [String], in message: String, code: String?) -> String {
        let isAboutSignature = ["SignatureDoesNotMatch", "InvalidSignatureException"].contains(code)
        let shown = isAboutSignature ? message.prefix { !$0.isNewline } : message[...]
        // What is so short is no secret, and part of ordinary words.
        let hidden = secrets.filter { $0.utf8.count >= 6 }.reduce(String(shown)) { text, secret in
            text.split(separator: secret, omittingEmptySubsequences: false).joined(separator: "****")
        }
        return String(hidden.prefix(messageLimit))
    }
}

extension AWSRefusal {
    /// - Source: botocore 1.44.5, `retries/standard.py` and `_retry.json`, read 2026-11-22. `LimitExceededException` is
    ///   left out: of the services that are called here it means a quota.
    private static let throttling: Set = [
        "Throttling", "ThrottlingException", "ThrottledException", "RequestThrottledException",
        "TooManyRequestsException", "ProvisionedThroughputExceededException", "TransactionInProgressException",
        "RequestLimitExceeded", "BandwidthLimitExceeded", "RequestThrottled", "SlowDown", "PriorRequestNotComplete",
        "EC2ThrottledException",
    ]

    private static let passing: Set = ["RequestTimeout", "RequestTimeoutException", "IDPCommunicationError"]

    var isThrottling: Bool { status == 429 || code.map(Self.throttling.contains) ?? false }

    var isOfServer: Bool { [500, 502, 503, 504, 509].contains(status) }

    /// Whether the same request may well be answered later.
    var isPassing: Bool { isThrottling || isOfServer || code.map(Self.passing.contains) ?? false }

    var isAboutClock: Bool {
        if let code, ["RequestTimeTooSkewed", "RequestExpired", "RequestInTheFuture"].contains(code) { return true }
        let words = ["Signature expired", "Signature not yet current"]
        return message.map { message in words.contains { message.hasPrefix($0) } } ?? false
    }

    /// Whether the credentials are no longer good, or never were.
    var isAboutCredentials: Bool {
        let codes = [
            "ExpiredToken", "ExpiredTokenException", "InvalidClientTokenId", "UnrecognizedClientException",
            "InvalidAccessKeyId", "SignatureDoesNotMatch", "InvalidSignatureException", "IncompleteSignature",
            "MissingAuthenticationToken", "MissingAuthenticationTokenException", "InvalidToken", "InvalidIdentityToken",
            "ExpiredWebIdentityToken",
        ]
        return code.map(codes.contains) ?? false
    }

    var isDenial: Bool {
        let codes = ["AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "AuthorizationError"]
        return code.map(codes.contains) ?? false
    }
}

/// What AWS says in XML or in JSON.
private struct Words {
    var code: String?
    var message: String?
    var requestID: String?

    init(_ answer: HTTPResponse) {
        if let root = try? XMLReader.read(answer.body) {
            readXML(root)
        } else if let body = try? JSONDecoder().decode(JSONBody.self, from: Data(answer.body)) {
            message = body.message
            code = (answer.headers["x-amzn-errortype"] ?? body.type).map(Self.name)
        } else {
            code = answer.headers["x-amzn-errortype"].map(Self.name)
        }
    }

    private mutating func readXML(_ root: XMLElement) {
        guard root.name == "ErrorResponse", let error = root["Error"] else { return }
        code = error.text(of: "Code")
        message = error.text(of: "Message")
        requestID = root.text(of: "RequestId")
    }

    /// `aws.protocol#Name:http://…` without what is around it.
    private static func name(in text: String) -> String {
        let start = text.split(separator: ":").first ?? ""
        return String(start.split(separator: "#").last ?? "")
    }
}

/// An object with a message, whatever else it has and of whatever types.
private struct JSONBody: Decodable {
    var message: String?
    var type: String?

    private enum Key: String, CodingKey {
        case message
        case capitalMessage = "Message"
        case type = "__type"
        case code
    }

    init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        message = Self.text([.message, .capitalMessage], in: values)
        type = Self.text([.type, .code], in: values)
    }

    private static func text(_ keys: [Key], in values: KeyedDecodingContainer<Key>) -> String? {
        keys.lazy.compactMap { try? values.decode(String.self, forKey: $0) }.first
    }
}

extension HTTPResponse {
    var requestID: String? {
        headers["x-amzn-requestid"] ?? headers["x-amz-request-id"]
    }

    var isGood: Bool { (200..<300).contains(status) }
}
