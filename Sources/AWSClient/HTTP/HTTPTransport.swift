/// Sends requests; libcurl does in the program, a script in tests.
package protocol HTTPTransport {
    /// One attempt, without retries and without following redirects.
    ///
    /// - Throws: ``HTTPFailure`` where there is no whole answer; an answer of any status is none.
    func send(_ request: HTTPRequest) throws(HTTPFailure) -> HTTPResponse
}

package struct HTTPRequest: Sendable {
    /// `GET`, `POST`, `PUT`.
    package var method: String
    /// Absolute, with path and query percent-encoded and the query sorted.
    package var url: String
    package var headers: [(name: String, value: String)] = []
    package var body: [UInt8] = []
    /// Nil for a request that isn't signed.
    package var signature: HTTPSignature?
    /// Never sent through a proxy, whatever the environment says: for addresses of this machine or its own network.
    package var isDirect = false
    /// Sent on a connection of its own: on one that was used before, and that ends without a word, libcurl sends a request
    /// a second time.
    package var isSentOnce = false
    /// Until the connection is there.
    package var connectLimit = Duration.seconds(5)
    /// For the whole.
    package var limit = Duration.seconds(60)
    /// How long no byte may come; nil for as long as the whole may last.
    package var silenceLimit: Duration? = .seconds(30)
    /// An answer with a larger body is a failure.
    package var bodyLimit = 64 << 20

    package init(_ method: String, _ url: String) {
        self.method = method
        self.url = url
    }
}

/// What a request is signed with: version 4.
package struct HTTPSignature: Sendable {
    package let region: String
    /// The name of the service in signatures: `cloudformation`.
    package let service: String
    package let credentials: AWSCredentials

    package init(region: String, service: String, credentials: AWSCredentials) {
        self.region = region
        self.service = service
        self.credentials = credentials
    }
}

package struct HTTPResponse: Sendable {
    package var status: Int
    /// The names in small letters; of several of the same name the last one.
    package var headers: [String: String]
    package var body: [UInt8]

    package init(status: Int, headers: [String: String] = [:], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}

/// Why there is no whole answer.
package struct HTTPFailure: Error, Hashable, Sendable {
    package enum Cause: String, Sendable {
        /// No connection: the name isn't known, or nobody listens.
        case unreachable
        /// The certificate, or the handshake.
        case insecure
        /// No whole answer in time.
        case timeout
        /// The answer ends before its length.
        case truncated
        case tooLarge
        /// libcurl isn't there, or lacks what is needed.
        case noLibrary
        case other
    }

    package let cause: Cause
    /// For people; without a secret.
    package let explanation: String
    /// Whether the request may have been carried out.
    package let wasSent: Bool

    package init(_ cause: Cause, _ explanation: String, wasSent: Bool) {
        self.cause = cause
        self.explanation = explanation
        self.wasSent = wasSent
    }
}
