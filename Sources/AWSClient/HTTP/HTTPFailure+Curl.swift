internal import CLibCurl

extension HTTPFailure {
    /// Older ones don't sign the session token.
    ///
    /// - Source: curl's pull request 7966, released with 7.87.0, read 2026-11-22.
    static let oldestLibrary: UInt32 = 0x075700

    /// - Parameter found: the version that is there; nil for none.
    static func noLibrary(found: String?) -> HTTPFailure {
        HTTPFailure(.noLibrary, found.map { "libcurl \($0)" } ?? "no libcurl", wasSent: false)
    }

    static func tooLarge(limit: Int) -> HTTPFailure {
        HTTPFailure(.tooLarge, "headers of more than 256 KiB or a body of more than \(limit) bytes", wasSent: true)
    }

    /// - Parameters:
    ///   - explanation: libcurl's words; empty where it has none.
    ///   - proxyRefused: whether a proxy answered that it makes no connection.
    init(_ code: CURLcode, explanation: String, proxyRefused: Bool, wasSent: Bool) {
        let cause = proxyRefused ? .unreachable : Cause(code)
        // libcurl repeats the address of a proxy that it can't read, with the password in it.
        let isSafe = !explanation.isEmpty && !explanation.contains("@")
        let words = isSafe ? explanation : String(cString: curl_library_explanation(code))
        self.init(cause, words, wasSent: wasSent && ![.unreachable, .insecure].contains(cause))
    }
}

extension HTTPFailure.Cause {
    fileprivate init(_ code: CURLcode) {
        self =
            switch code {
            case CURLE_COULDNT_RESOLVE_PROXY, CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_CONNECT, CURLE_PROXY:
                .unreachable
            case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE,
                CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_CRL_BADFILE:
                .insecure
            case CURLE_OPERATION_TIMEDOUT: .timeout
            case CURLE_PARTIAL_FILE, CURLE_GOT_NOTHING, CURLE_RECV_ERROR, CURLE_SEND_ERROR: .truncated
            default: .other
            }
    }
}
