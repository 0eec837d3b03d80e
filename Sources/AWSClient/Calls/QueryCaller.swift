internal import BorealisDiagnostics

/// Calls a service that takes forms and answers XML: CloudFormation, STS.
///
/// - Source: Smithy, "AWS Query protocol", read 2026-11-22.
struct QueryCaller {
    let caller: AWSCaller
    /// Of the service's interface: `2010-05-15`.
    let version: String

    /// 500 resources with a page for each and as many details again come nowhere near it.
    static let pageLimit = 10_000

    /// - Parameter parameters: in any order; those without a value are left out.
    /// - Returns: what is inside the element of the result.
    func call(
        _ action: String,
        _ parameters: [String: String?],
        signedWith credentials: AWSCredentials?,
        secrets: [String] = []
    ) throws(AWSFailure) -> XMLElement {
        var request = try caller.request("/", signedWith: credentials)
        request.headers = [("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")]
        let all = parameters.merging(["Action": action, "Version": version]) { $1 }
        request.body = Array(PercentEncoding.form(all.compactMapValues { $0 }).utf8)
        let answer = try caller.send(request, action: action, secrets: secrets)
        let root: XMLElement
        do {
            root = try XMLReader.read(answer.body)
        } catch {
            throw .failed(.unreadable(answer, from: caller.service, "XML: \(error.explanation) in line \(error.line)"))
        }
        guard root.name == "\(action)Response", let result = root["\(action)Result"] else {
            throw .failed(.unreadable(answer, from: caller.service, "<\(root.name.prefix(60))>"))
        }
        return result
    }

    /// - Parameter take: is given page after page.
    func pages(
        _ action: String,
        _ parameters: [String: String?],
        signedWith credentials: () throws(Diagnostic) -> AWSCredentials,
        _ take: (XMLElement) -> Void
    ) throws(AWSFailure) {
        var token: String?
        var seen: Set<String> = []
        for _ in 0..<Self.pageLimit {
            let page = try call(
                action,
                parameters.merging(["NextToken": token]) { $1 },
                signedWith: try Self.credentials(from: credentials)
            )
            take(page)
            token = page.text(of: "NextToken")
            guard let next = token, !next.isEmpty else { return }
            guard seen.insert(next).inserted else { throw .failed(.repeatedPage(from: caller.service, action)) }
        }
        throw .failed(.tooManyPages(from: caller.service, action, limit: Self.pageLimit))
    }

    static func credentials(
        from source: () throws(Diagnostic) -> AWSCredentials
    ) throws(AWSFailure) -> AWSCredentials {
        do {
            return try source()
        } catch {
            throw .failed(error)
        }
    }
}
