/// The credentials of the instance that the program runs on: version 2 of its metadata service, and no other.
///
/// - Source: AWS SDKs and Tools Reference Guide, "IMDS credential provider", and botocore 1.44.5
///   (`InstanceMetadataFetcher`), read 2026-11-22; the SDKs may fall back to version 1, which has no token.
struct InstanceMetadata {
    enum Failure: Error {
        /// It isn't there, or has no credentials.
        case absent(String)
        case unusable(String)
    }

    private let base: String
    private let limit: Duration
    private let attempts: Int
    private let transport: any HTTPTransport

    private static let roles = "/latest/meta-data/iam/security-credentials/"

    init(_ configuration: AWSConfiguration, transport: any HTTPTransport) {
        self.transport = transport
        let mode = configuration.setting(
            "ec2_metadata_service_endpoint_mode",
            variable: "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE"
        )
        let usual = mode?.lowercased() == "ipv6" ? "http://[fd00:ec2::254]" : "http://169.254.169.254"
        let endpoint = configuration.setting(
            "ec2_metadata_service_endpoint",
            variable: "AWS_EC2_METADATA_SERVICE_ENDPOINT"
        )
        base = (endpoint ?? usual).withoutSlashes
        // Outside AWS nobody answers, and each second is waited for.
        limit = .seconds(Self.number("metadata_service_timeout", "AWS_METADATA_SERVICE_TIMEOUT", in: configuration))
        attempts = Self.number("metadata_service_num_attempts", "AWS_METADATA_SERVICE_NUM_ATTEMPTS", in: configuration)
    }

    private static func number(_ setting: String, _ variable: String, in configuration: AWSConfiguration) -> Int {
        min(max(configuration.setting(setting, variable: variable).flatMap { Int($0) } ?? 1, 1), 60)
    }

    func credentials() throws(Failure) -> ExpiringCredentials {
        let token = try text(
            of: try send("PUT", "/latest/api/token", ("x-aws-ec2-metadata-token-ttl-seconds", "21600"))
        )
        let header = ("x-aws-ec2-metadata-token", token)
        let role = try text(of: try send("GET", Self.roles, header))
        let document = try send("GET", Self.roles + role, header)
        do throws(CredentialDocument.Fault) {
            return try CredentialDocument.credentials(in: document.body)
        } catch {
            throw .unusable(error.explanation)
        }
    }

    private func send(
        _ method: String,
        _ path: String,
        _ header: (name: String, value: String)
    ) throws(Failure) -> HTTPResponse {
        var request = HTTPRequest(method, base + path)
        request.headers = [header]
        request.isDirect = true
        request.connectLimit = limit
        request.limit = limit
        request.bodyLimit = 1 << 20
        var failure = Failure.absent("no attempt")
        for _ in 1...attempts {
            do throws(HTTPFailure) {
                let response = try transport.send(request)
                guard let refusal = refusal(of: response, path: path) else { return response }
                failure = refusal
                guard response.status >= 500 else { break }
            } catch {
                failure = .absent("no answer of instance metadata: \(error.explanation)")
            }
        }
        throw failure
    }

    private func refusal(of response: HTTPResponse, path: String) -> Failure? {
        switch response.status {
        case 200: nil
        case 404 where path == Self.roles: .absent("an instance without a role")
        case 500...: .unusable("status \(response.status) of instance metadata")
        default: .absent("status \(response.status) of instance metadata")
        }
    }

    /// The only line of an answer; what isn't one would make another request of the next.
    private func text(of response: HTTPResponse) throws(Failure) -> String {
        let text = String(decoding: response.body, as: UTF8.self)
        guard text.wholeMatch(of: /[A-Za-z0-9_+=,.@\/-]+\n?/) != nil else {
            throw .unusable("an answer of instance metadata that is no name")
        }
        return text.hasSuffix("\n") ? String(text.dropLast()) : text
    }
}

extension String {
    fileprivate var withoutSlashes: String {
        var text = self[...]
        while text.last == "/" { text.removeLast() }
        return String(text)
    }
}
