import BorealisAWSClient
import BorealisDiagnostics
import Testing

@Suite struct CredentialCacheTests {
    private final class Source {
        var now = 1000
        var count = 0
        var expiration: Int?
        var failure: Diagnostic?

        var cache: CredentialCache {
            CredentialCache(now: { self.now }) { () throws(Diagnostic) in
                if let failure = self.failure { throw failure }
                self.count += 1
                return ExpiringCredentials(.numbered(self.count), expiration: self.expiration)
            }
        }
    }

    private let failure = Diagnostic("AWS004", at: nil, "no longer")

    @Test func `nobody is asked before the first request`() throws {
        let source = Source()
        _ = source.cache
        #expect(source.count == 0)
    }

    @Test func `credentials that last are asked for once`() throws {
        let source = Source()
        let cache = source.cache
        _ = try cache.credentials()
        source.now += 1_000_000
        #expect(try cache.credentials() == .numbered(1))
    }

    @Test(arguments: [(301, 1), (300, 2), (0, 2), (-1, 2)])
    func `credentials are renewed when less than five minutes are left`(_ left: Int, _ number: Int) throws {
        let source = Source()
        source.expiration = 5000
        let cache = source.cache
        _ = try cache.credentials()
        source.now = 5000 - left
        #expect(try cache.credentials() == .numbered(number))
    }

    @Test func `those that are still good are used while nobody renews them`() throws {
        let source = Source()
        source.expiration = 5000
        let cache = source.cache
        _ = try cache.credentials()
        source.failure = failure
        source.now = 4999
        #expect(try cache.credentials() == .numbered(1))
        source.now = 5000
        #expect(throws: failure) { try cache.credentials() }
    }

    @Test func `a failure is no answer to keep`() throws {
        let source = Source()
        source.failure = failure
        let cache = source.cache
        #expect(throws: failure) { try cache.credentials() }
        source.failure = nil
        #expect(try cache.credentials() == .numbered(1))
    }
}
