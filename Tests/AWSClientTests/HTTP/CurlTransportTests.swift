import BorealisAWSClient
import BorealisDiagnostics
import Foundation
import Testing

@Suite struct CurlTransportTests {
    private let transport = CurlTransport()

    private func request(_ url: String, _ method: String = "GET") -> HTTPRequest {
        var request = HTTPRequest(method, url)
        request.limit = .seconds(20)
        // The environment of the tests may have a proxy.
        request.isDirect = true
        return request
    }

    private func failure(of request: HTTPRequest) -> HTTPFailure? {
        do {
            _ = try transport.send(request)
            return nil
        } catch {
            return error
        }
    }

    @Test func `an answer of any status comes back whole, with the last of several headers`() throws {
        let server = try ScriptedServer { number, connection in
            connection.answer(
                [200, 404, 500][number],
                "body \(number)",
                headers: ["X-Two: a", "x-two:  b \t", "X-None:"]
            )
        }
        defer { server.stop() }
        for (number, status) in [200, 404, 500].enumerated() {
            let answer = try transport.send(request(server.url + "/path?a=1"))
            #expect(answer.status == status)
            #expect(answer.body == Array("body \(number)".utf8))
            #expect(answer.headers["x-two"] == "b")
            #expect(answer.headers["x-none"]?.isEmpty == true)
        }
        #expect(server.requests.map(\.target) == ["/path?a=1", "/path?a=1", "/path?a=1"])
    }

    @Test func `requests after one another share a connection, but for one that is sent once`() throws {
        let server = try ScriptedServer { _, connection in connection.answer() }
        defer { server.stop() }
        for isSentOnce in [false, false, true] {
            var request = request(server.url)
            request.isSentOnce = isSentOnce
            _ = try transport.send(request)
        }
        #expect(server.requests.map(\.connection) == [0, 0, 1])
    }

    @Test(arguments: ["POST", "PUT"])
    func `a body is sent as it is, whatever bytes it has`(method: String) throws {
        let server = try ScriptedServer { _, connection in connection.answer() }
        defer { server.stop() }
        let bodies = [[], [0, 1, 0, 255], [UInt8](repeating: 7, count: 3 << 20)]
        for body in bodies {
            var request = request(server.url, method)
            request.body = body
            request.headers = [("X-Own", "value")]
            _ = try transport.send(request)
        }
        #expect(server.requests.map(\.method) == [method, method, method])
        #expect(server.requests.map(\.body) == bodies)
        #expect(server.requests.allSatisfy { $0.headers["x-own"] == "value" })
    }

    @Test func `nothing of a request is left for the next one`() throws {
        let server = try ScriptedServer { _, connection in connection.answer() }
        defer { server.stop() }
        var first = request(server.url, "PUT")
        first.headers = [("X-Own", "value")]
        first.body = [1]
        first.signature = HTTPSignature(
            region: "eu-central-1",
            service: "sts",
            credentials: ScriptedTransport.credentials
        )
        _ = try transport.send(first)
        _ = try transport.send(request(server.url))
        let second = server.requests[1]
        #expect(second.method == "GET")
        #expect(second.body.isEmpty)
        #expect(Set(second.headers.keys) == ["host", "accept", "user-agent"])
    }

    @Test func `redirects aren't followed`() throws {
        let server = try ScriptedServer { _, connection in
            connection.answer(302, headers: ["Location: /elsewhere"])
        }
        defer { server.stop() }
        #expect(try transport.send(request(server.url)).status == 302)
        #expect(server.requests.count == 1)
    }

    @Test func `an interim answer is passed over`() throws {
        let server = try ScriptedServer { _, connection in
            connection.write("HTTP/1.1 103 Early Hints\r\nX-Early: 1\r\n\r\n")
            connection.answer(200, "whole")
        }
        defer { server.stop() }
        let answer = try transport.send(request(server.url))
        #expect(answer.status == 200)
        #expect(answer.headers["x-early"] == nil)
        #expect(answer.body == Array("whole".utf8))
    }

    @Test func `nobody listens`() throws {
        let port = try ScriptedServer.closedPort()
        let found = try #require(failure(of: request("http://127.0.0.1:\(port)")))
        #expect(found.cause == .unreachable)
        #expect(!found.wasSent)
    }

    @Test func `the name isn't known`() throws {
        let found = try #require(failure(of: request("http://nowhere.invalid")))
        #expect(found.cause == .unreachable)
        #expect(found.explanation == "Could not resolve host: nowhere.invalid")
        #expect(!found.wasSent)
    }

    private typealias BreakOff = (cause: HTTPFailure.Cause, script: @Sendable (ScriptedServer.Connection) -> Void)

    private static let breakOffs: [BreakOff] = [
        (.truncated, { $0.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf") }),
        (.truncated, { $0.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhal") }),
        (.truncated, { $0.write("") }),
        (.truncated, { $0.write("HTTP/1.1 200 OK\r\nContent-Le") }),
        (.other, { $0.write("<html>no HTTP</html>") }),
        (
            .truncated,
            {
                $0.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\nhalf")
                $0.reset()
            }
        ),
    ]

    @Test(arguments: breakOffs.indices)
    func `an answer that breaks off is a failure of a request that was sent`(
        index: Int
    ) throws {
        let (cause, script) = Self.breakOffs[index]
        let server = try ScriptedServer { _, connection in
            script(connection)
            connection.finish()
        }
        defer { server.stop() }
        let found = try #require(failure(of: request(server.url, "POST")))
        #expect(found.cause == cause)
        #expect(found.wasSent)
        #expect(server.requests.count == 1)
    }

    @Test func `a request that is sent once isn't sent again when a used connection ends without a word`() throws {
        let server = try ScriptedServer { number, connection in
            number == 0 ? connection.answer() : connection.finish()
        }
        defer { server.stop() }
        _ = try transport.send(request(server.url, "POST"))
        var request = request(server.url, "POST")
        request.isSentOnce = true
        #expect(failure(of: request)?.cause == .truncated)
        #expect(server.requests.count == 2)
    }

    @Test func `the first byte comes too late`() throws {
        let server = try ScriptedServer { _, connection in connection.waitForEnd() }
        defer { server.stop() }
        var request = request(server.url)
        request.limit = .milliseconds(300)
        let found = try #require(failure(of: request))
        #expect(found.cause == .timeout)
        #expect(found.wasSent)
    }

    @Test func `nothing comes for longer than it may`() throws {
        let server = try ScriptedServer { _, connection in
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n")
            connection.waitForEnd()
        }
        defer { server.stop() }
        var request = request(server.url)
        request.silenceLimit = .seconds(1)
        #expect(failure(of: request)?.cause == .timeout)
    }

    @Test func `an answer that drips ends with the time for the whole`() throws {
        let server = try ScriptedServer { _, connection in
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
            while connection.write("x") { usleep(20_000) }
            connection.finish()
        }
        defer { server.stop() }
        var request = request(server.url)
        request.limit = .milliseconds(500)
        #expect(failure(of: request)?.cause == .timeout)
    }

    @Test(arguments: ["Content-Length: 104857600", "X-Length: unknown"])
    func `a body of 100 MB is cut off at the limit, told or not`(header: String) throws {
        let server = try ScriptedServer { _, connection in
            connection.write("HTTP/1.1 200 OK\r\n\(header)\r\n\r\n")
            let piece = [UInt8](repeating: 32, count: 1 << 20)
            for _ in 0..<100 where !connection.write(piece) { break }
            connection.finish()
        }
        defer { server.stop() }
        var request = request(server.url)
        request.bodyLimit = 1 << 20
        let found = try #require(failure(of: request))
        #expect(found.cause == .tooLarge)
        #expect(found.explanation == "headers of more than 256 KiB or a body of more than 1048576 bytes")
    }

    @Test func `a body of just the limit is taken`() throws {
        let server = try ScriptedServer { _, connection in
            connection.answer(200, String(repeating: "x", count: 1000))
        }
        defer { server.stop() }
        var request = request(server.url)
        request.bodyLimit = 1000
        #expect(try transport.send(request).body.count == 1000)
        request.bodyLimit = 999
        #expect(failure(of: request)?.cause == .tooLarge)
    }

    @Test func `headers without end are cut off`() throws {
        let server = try ScriptedServer { _, connection in
            connection.write("HTTP/1.1 200 OK\r\n")
            let lines = String(repeating: "X-More: \(String(repeating: "y", count: 1000))\r\n", count: 10)
            while connection.write(lines) {}
            connection.finish()
        }
        defer { server.stop() }
        let found = try #require(failure(of: request(server.url)))
        #expect([.tooLarge, .truncated].contains(found.cause))
    }

    @Test(arguments: ["X: y\r\nInjected: 1", "a\u{0}b", "\n", "tab\tis no text"])
    func `what would break a header isn't sent, nor shown`(value: String) throws {
        let server = try ScriptedServer { _, connection in connection.answer() }
        defer { server.stop() }
        var inHeader = request(server.url)
        inHeader.headers = [("X-Own", value)]
        var inToken = request(server.url)
        let credentials = AWSCredentials(accessKeyID: "AKID", secretAccessKey: "hidden", sessionToken: value)
        inToken.signature = HTTPSignature(region: "eu-central-1", service: "sts", credentials: credentials)
        for request in [inHeader, inToken] {
            let found = try #require(failure(of: request))
            #expect(found.cause == .other)
            #expect(!found.wasSent)
            #expect(!found.explanation.contains("Injected"))
        }
        #expect(server.requests.isEmpty)
    }

    @Test func `only http and https are spoken`() {
        #expect(failure(of: request("file:///etc/passwd"))?.cause == .other)
        #expect(failure(of: request("ftp://127.0.0.1/"))?.cause == .other)
    }
}
