internal import BorealisDiagnostics

/// The credentials that a container is given: by ECS, EKS, or whatever serves them in the same way.
///
/// - Source: AWS SDKs and Tools Reference Guide, "Container credential provider", and botocore 1.44.5
///   (`ContainerMetadataFetcher`), read 2026-11-22.
struct ContainerService {
    let environment: AWSEnvironment
    let transport: any HTTPTransport

    /// The first that is set counts.
    static let variables = ["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI"]
    private static let attempts = 2

    func credentials() throws(Diagnostic) -> ExpiringCredentials {
        var request = HTTPRequest("GET", try url())
        request.headers = [("Accept", "application/json")]
        if let token = try token() { request.headers.append(("Authorization", token)) }
        request.isDirect = true
        request.connectLimit = .seconds(2)
        request.limit = .seconds(2)
        request.bodyLimit = 1 << 20
        let response = try send(request)
        do throws(CredentialDocument.Fault) {
            return try CredentialDocument.credentials(in: response.body)
        } catch {
            throw .unusableAnswer(of: .container, got: error.explanation)
        }
    }

    private func send(_ request: HTTPRequest) throws(Diagnostic) -> HTTPResponse {
        var got = ""
        for _ in 1...Self.attempts {
            do throws(HTTPFailure) {
                let response = try transport.send(request)
                if response.status == 200 { return response }
                got = "status \(response.status)"
                guard response.status >= 500 else { break }
            } catch {
                got = error.explanation
            }
        }
        throw .unusableAnswer(of: .container, got: got)
    }

    private func url() throws(Diagnostic) -> String {
        if let path = environment[Self.variables[0]] {
            // Anything else would go on with the name of the host.
            guard path.hasPrefix("/") else { throw .containerAddress(Self.variables[0], expected: "a path: /…") }
            return "http://169.254.170.2\(path)"
        }
        let url = environment[Self.variables[1]] ?? ""
        guard ContainerAddress.isAllowed(url) else {
            throw .containerAddress(
                Self.variables[1],
                expected: "https, or http to this machine, 169.254.170.2, 169.254.170.23 or [fd00:ec2::23]"
            )
        }
        return url
    }

    private func token() throws(Diagnostic) -> String? {
        if let file = environment["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"] { return try environment.token(in: file) }
        guard let token = environment["AWS_CONTAINER_AUTHORIZATION_TOKEN"] else { return nil }
        guard !token.hasControls else {
            throw .unusableAnswer(of: .container, got: "an AWS_CONTAINER_AUTHORIZATION_TOKEN of more than a line")
        }
        return token
    }
}

/// Which addresses a container's credentials, and the token for them, may be sent to and come from.
package enum ContainerAddress {
    private static let hosts: Set = ["localhost", "169.254.170.2", "169.254.170.23", "::1", "fd00:ec2::23"]

    /// Whether it is encrypted, or stays on the machine or the container's own network.
    package static func isAllowed(_ url: String) -> Bool {
        guard let match = url.wholeMatch(of: /(https?):\/\/(\[[0-9A-Fa-f:]+\]|[A-Za-z0-9.-]+)(:\d{1,5})?([\/?].*)?/)
        else { return false }
        let host = match.2.lowercased().filter { $0 != "[" && $0 != "]" }
        return match.1 == "https" || hosts.contains(host) || isLoopback(host)
    }

    private static func isLoopback(_ host: String) -> Bool {
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0).map(String.init) == String($0) }
    }
}
