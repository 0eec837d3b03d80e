internal import CLibCurl

/// Sets what a request needs, and remembers the first thing that libcurl doesn't take.
struct CurlOptions {
    private let handle: UnsafeMutableRawPointer
    private(set) var code = CURLE_OK

    init(_ handle: UnsafeMutableRawPointer) {
        self.handle = handle
    }

    mutating func set(_ option: CURLoption, _ text: String?) {
        keep(curl_library_set_text(handle, option, text))
    }

    mutating func set(_ option: CURLoption, _ number: Int) {
        keep(curl_library_set_number(handle, option, number))
    }

    mutating func set(_ option: CURLoption, _ pointer: UnsafePointer<curl_slist>?) {
        keep(curl_library_set_pointer(handle, option, pointer))
    }

    mutating func set(_ option: CURLoption, _ buffer: UnsafeMutablePointer<CChar>?) {
        keep(curl_library_set_pointer(handle, option, buffer))
    }

    private mutating func keep(_ other: CURLcode) {
        if code == CURLE_OK { code = other }
    }

    mutating func set(_ request: HTTPRequest, body: UnsafeRawBufferPointer) {
        guard request.isWellFormed else { return keep(CURLE_URL_MALFORMAT) }
        set(CURLOPT_URL, request.url)
        set(CURLOPT_PROTOCOLS_STR, request.url.hasPrefix("https:") ? "https" : "http")
        set(CURLOPT_FOLLOWLOCATION, 0)
        // Not among the headers: those are signed, and proxies change it.
        set(CURLOPT_USERAGENT, "borealis")
        set(CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1)
        // What a proxy answers isn't the service's.
        set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
        set(CURLOPT_NOSIGNAL, 1)
        if request.isDirect { set(CURLOPT_NOPROXY, "*") }
        if request.isSentOnce { set(CURLOPT_FRESH_CONNECT, 1) }
        setLimits(of: request)
        set(method: request.method, body: body)
        if let signature = request.signature { set(signature) }
    }

    private mutating func setLimits(of request: HTTPRequest) {
        set(CURLOPT_CONNECTTIMEOUT_MS, request.connectLimit.milliseconds)
        set(CURLOPT_TIMEOUT_MS, request.limit.milliseconds)
        keep(curl_library_set_size(handle, CURLOPT_MAXFILESIZE_LARGE, curl_off_t(request.bodyLimit)))
        if let silence = request.silenceLimit {
            set(CURLOPT_LOW_SPEED_LIMIT, 1)
            set(CURLOPT_LOW_SPEED_TIME, max(1, silence.milliseconds / 1000))
        }
        // A network address translation forgets a connection that is silent for some minutes.
        set(CURLOPT_TCP_KEEPALIVE, 1)
        set(CURLOPT_TCP_KEEPIDLE, 60)
        set(CURLOPT_TCP_KEEPINTVL, 60)
    }

    /// The body is given as a whole: of one that is read piece by piece libcurl signs the hash of nothing.
    private mutating func set(method: String, body: UnsafeRawBufferPointer) {
        guard method != "GET" else { return set(CURLOPT_HTTPGET, 1) }
        set(CURLOPT_POST, 1)
        keep(curl_library_set_size(handle, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(body.count)))
        if let start = body.baseAddress, !body.isEmpty {
            keep(curl_library_set_pointer(handle, CURLOPT_POSTFIELDS, start))
        } else {
            keep(curl_library_set_text(handle, CURLOPT_COPYPOSTFIELDS, ""))
        }
        if method != "POST" { set(CURLOPT_CUSTOMREQUEST, method) }
    }

    private mutating func set(_ signature: HTTPSignature) {
        set(CURLOPT_AWS_SIGV4, "aws:amz:\(signature.region):\(signature.service)")
        set(CURLOPT_USERNAME, signature.credentials.accessKeyID)
        set(CURLOPT_PASSWORD, signature.credentials.secretAccessKey)
    }

    /// - Parameter authorities: a file in place of those of the system.
    mutating func set(authorities: String?) {
        set(CURLOPT_SSL_VERIFYPEER, 1)
        set(CURLOPT_SSL_VERIFYHOST, 2)
        set(CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2)
        guard let authorities else { return }
        set(CURLOPT_CAINFO, authorities)
        // Some libraries can't read a folder, and then trust none.
        _ = curl_library_set_text(handle, CURLOPT_CAPATH, nil)
    }

    mutating func receive(into answer: CurlAnswer) {
        let state = Unmanaged.passUnretained(answer).toOpaque()
        keep(curl_library_set_pointer(handle, CURLOPT_WRITEDATA, state))
        keep(curl_library_set_pointer(handle, CURLOPT_HEADERDATA, state))
        keep(curl_library_set_receiver(handle, CURLOPT_WRITEFUNCTION, CurlAnswer.receiveBody))
        keep(curl_library_set_receiver(handle, CURLOPT_HEADERFUNCTION, CurlAnswer.receiveHeader))
    }
}

extension HTTPRequest {
    /// Whether no text would end a line of the request, or a text of C.
    fileprivate var isWellFormed: Bool {
        let credentials = signature?.credentials
        let texts = [
            method, url, credentials?.accessKeyID, credentials?.secretAccessKey, credentials?.sessionToken,
            signature?.region, signature?.service,
        ]
        let all = texts.compactMap { $0 } + headers.flatMap { [$0.name, $0.value] }
        return all.allSatisfy(\.hasNoControlCharacters)
    }

    /// To be freed.
    var headerList: UnsafeMutablePointer<curl_slist>? {
        let token = signature?.credentials.sessionToken.map { [(name: "X-Amz-Security-Token", value: $0)] } ?? []
        return (headers + token).reduce(nil) { list, header in
            curl_library_append(list, "\(header.name): \(header.value)") ?? list
        }
    }
}

extension Duration {
    fileprivate var milliseconds: Int {
        let (seconds, attoseconds) = components
        return Int(clamping: seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000)
    }
}
