internal import CLibCurl

/// Sends requests through the system's libcurl, which is loaded with the first one.
///
/// Certificates are always verified, redirects never followed; the proxies are those of `https_proxy`, `http_proxy` and
/// `no_proxy`. Connections are kept for the next request. Not for several threads at once: each has a transport of its
/// own.
package final class CurlTransport: HTTPTransport {
    private let authorities: String?
    private var handle: UnsafeMutableRawPointer?
    private let words = UnsafeMutableBufferPointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))

    /// - Parameters:
    ///   - environment: its `AWS_CA_BUNDLE` and `SSL_CERT_FILE` name the file of certificate authorities.
    ///   - authorities: the profile's `ca_bundle`; comes after `AWS_CA_BUNDLE` and before `SSL_CERT_FILE`.
    package init(environment: [String: String] = [:], authorities: String? = nil) {
        let files = [environment["AWS_CA_BUNDLE"], authorities, environment["SSL_CERT_FILE"]]
        self.authorities = files.compactMap { $0 }.first { !$0.isEmpty }
    }

    deinit {
        if let handle { curl_library_close(handle) }
        words.deallocate()
    }

    package func send(_ request: HTTPRequest) throws(HTTPFailure) -> HTTPResponse {
        let handle = try opened()
        curl_library_reset(handle)
        words.initialize(repeating: 0)
        let answer = CurlAnswer(bodyLimit: request.bodyLimit)
        let code = request.body.withUnsafeBytes { body in
            withExtendedLifetime(answer) {
                perform(request, body: body, on: handle, into: answer)
            }
        }
        guard code == CURLE_OK, answer.hasWholeHead else {
            throw failure(of: code == CURLE_OK ? CURLE_PARTIAL_FILE : code, request, answer, on: handle)
        }
        return HTTPResponse(
            status: curl_library_number(handle, CURLINFO_RESPONSE_CODE),
            headers: answer.headers,
            body: answer.body
        )
    }

    private func opened() throws(HTTPFailure) -> UnsafeMutableRawPointer {
        if let handle { return handle }
        let library = curl_library()
        guard library.isThere, library.signs, library.number >= HTTPFailure.oldestLibrary else {
            throw .noLibrary(found: library.version.map { String(cString: $0) })
        }
        guard let opened = curl_library_open() else {
            throw HTTPFailure(.other, "libcurl has no memory", wasSent: false)
        }
        handle = opened
        return opened
    }

    private func perform(
        _ request: HTTPRequest,
        body: UnsafeRawBufferPointer,
        on handle: UnsafeMutableRawPointer,
        into answer: CurlAnswer
    ) -> CURLcode {
        var options = CurlOptions(handle)
        options.set(CURLOPT_ERRORBUFFER, words.baseAddress)
        options.set(request, body: body)
        options.set(authorities: authorities)
        options.receive(into: answer)
        let headers = request.headerList
        defer { curl_library_free_list(headers) }
        options.set(CURLOPT_HTTPHEADER, headers)
        return options.code == CURLE_OK ? curl_library_perform(handle) : options.code
    }

    private func failure(
        of code: CURLcode,
        _ request: HTTPRequest,
        _ answer: CurlAnswer,
        on handle: UnsafeMutableRawPointer
    ) -> HTTPFailure {
        if answer.isTooLarge || code == CURLE_FILESIZE_EXCEEDED {
            return .tooLarge(limit: request.bodyLimit)
        }
        let proxyStatus = curl_library_number(handle, CURLINFO_HTTP_CONNECTCODE)
        let said = words.baseAddress.map { String(cString: $0) } ?? ""
        return HTTPFailure(
            code,
            explanation: said,
            proxyRefused: proxyStatus >= 300,
            wasSent: curl_library_number(handle, CURLINFO_REQUEST_SIZE) > 0
        )
    }
}
