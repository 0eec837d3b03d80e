package import BorealisDiagnostics

/// Credentials, and until when they are good.
package struct ExpiringCredentials: Hashable, Sendable {
    package let credentials: AWSCredentials
    /// Seconds since 1970; nil for those that last.
    package let expiration: Int?

    package init(_ credentials: AWSCredentials, expiration: Int? = nil) {
        self.credentials = credentials
        self.expiration = expiration
    }
}

/// Keeps credentials until they are about to expire.
package final class CredentialCache {
    private let now: () -> Int
    private let fetch: () throws(Diagnostic) -> ExpiringCredentials
    private var kept: ExpiringCredentials?

    /// A request that is signed shortly before the end may arrive after it.
    private static let margin = 5 * 60

    /// - Parameter now: seconds since 1970.
    package init(now: @escaping () -> Int, fetch: @escaping () throws(Diagnostic) -> ExpiringCredentials) {
        self.now = now
        self.fetch = fetch
    }

    /// - Throws: what fetching them does, unless those that are kept are still good.
    package func credentials() throws(Diagnostic) -> AWSCredentials {
        if let kept, isGood(kept, for: Self.margin) { return kept.credentials }
        do throws(Diagnostic) {
            let fetched = try fetch()
            kept = fetched
            return fetched.credentials
        } catch {
            guard let kept, isGood(kept, for: 0) else { throw error }
            return kept.credentials
        }
    }

    private func isGood(_ credentials: ExpiringCredentials, for seconds: Int) -> Bool {
        credentials.expiration.map { $0 - now() > seconds } ?? true
    }
}
