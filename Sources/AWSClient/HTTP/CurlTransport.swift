/// Sends requests through the system's libcurl, which is loaded with the first one.
///
/// Not for several threads at once: each has a transport of its own.
package final class CurlTransport: HTTPTransport {
    /// - Parameters:
    ///   - environment: its `AWS_CA_BUNDLE` and `SSL_CERT_FILE` name the file of certificate authorities.
    ///   - authorities: the profile's `ca_bundle`; comes after `AWS_CA_BUNDLE` and before `SSL_CERT_FILE`.
    package init(environment: [String: String] = [:], authorities: String? = nil) {}

    package func send(_ request: HTTPRequest) throws(HTTPFailure) -> HTTPResponse {
        throw HTTPFailure(.noLibrary, "", wasSent: false)
    }
}
