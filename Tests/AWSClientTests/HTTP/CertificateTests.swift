import BorealisAWSClient
import Foundation
import TestSupport
import Testing

/// Certificates are verified, whatever the environment says.
@Suite struct CertificateTests {
    private let folder: TemporaryFolder
    private let server: SecureServer

    init() throws {
        folder = try TemporaryFolder()
        for name in ["localhost", "elsewhere.test"] {
            let subject = name == "localhost" ? "IP:127.0.0.1" : "DNS:\(name)"
            let run = try ProcessRun(
                URL(filePath: "/usr/bin/openssl"),
                [
                    "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                    "-subj", "/CN=\(name)", "-addext", "subjectAltName=\(subject)", "-keyout",
                    folder.url("\(name).key").path, "-out", folder.url("\(name).pem").path,
                ]
            )
            try #require(run.status == 0, "\(run.errors)")
        }
        server = try SecureServer(in: folder)
    }

    private func answer(_ name: String, _ transport: CurlTransport) throws(HTTPFailure) -> Int {
        var request = HTTPRequest("GET", "https://127.0.0.1:\(server.ports[name] ?? 0)/")
        request.isDirect = true
        return try transport.send(request).status
    }

    private func failure(_ name: String, _ transport: CurlTransport) -> HTTPFailure? {
        do {
            _ = try answer(name, transport)
            return nil
        } catch {
            return error
        }
    }

    @Test func `a certificate that nobody known has signed is refused, and nothing sent`() throws {
        let found = try #require(failure("localhost", CurlTransport()))
        #expect(found.cause == .insecure)
        #expect(!found.wasSent)
    }

    @Test(arguments: ["AWS_CA_BUNDLE", "SSL_CERT_FILE"])
    func `an authority of the environment is taken`(name: String) throws {
        let file = folder.url("localhost.pem").path
        #expect(try answer("localhost", CurlTransport(environment: [name: file])) == 200)
    }

    @Test func `AWS_CA_BUNDLE comes before the profile, and that before SSL_CERT_FILE`() throws {
        let (good, other) = (folder.url("localhost.pem").path, folder.url("elsewhere.test.pem").path)
        let environment = ["AWS_CA_BUNDLE": good, "SSL_CERT_FILE": other]
        #expect(try answer("localhost", CurlTransport(environment: environment, authorities: other)) == 200)
        #expect(try answer("localhost", CurlTransport(environment: ["SSL_CERT_FILE": other], authorities: good)) == 200)
        let reversed = ["AWS_CA_BUNDLE": other, "SSL_CERT_FILE": good]
        #expect(failure("localhost", CurlTransport(environment: reversed, authorities: good))?.cause == .insecure)
    }

    @Test func `a certificate for another host is refused`() {
        let transport = CurlTransport(authorities: folder.url("elsewhere.test.pem").path)
        #expect(failure("elsewhere.test", transport)?.cause == .insecure)
    }

    @Test func `a bundle that isn't there is told, and doesn't mean the system's`() throws {
        let missing = folder.url("missing.pem").path
        let found = try #require(failure("localhost", CurlTransport(environment: ["AWS_CA_BUNDLE": missing])))
        #expect(found.cause == .insecure)
        #expect(found.explanation.contains(missing))
    }
}

/// Answers over TLS, with each of the two certificates on a port of its own.
private final class SecureServer {
    private let process = Process()
    /// The server ends when nobody can write there any more.
    private let input = Pipe()
    private(set) var ports: [String: Int] = [:]

    private static let script = """
        import ssl, sys, threading
        from http.server import BaseHTTPRequestHandler, HTTPServer
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(200)
                self.send_header("Content-Length", "0")
                self.end_headers()
            def log_message(self, *arguments):
                pass
        class Server(HTTPServer):
            def handle_error(self, request, address):
                pass
        for name in ("localhost", "elsewhere.test"):
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(f"{sys.argv[1]}/{name}.pem", f"{sys.argv[1]}/{name}.key")
            server = Server(("127.0.0.1", 0), Handler)
            server.socket = context.wrap_socket(server.socket, server_side=True)
            print(server.server_port, flush=True)
            threading.Thread(target=server.serve_forever, daemon=True).start()
        sys.stdin.read()
        """

    init(in folder: TemporaryFolder) throws {
        let output = Pipe()
        process.executableURL = PackageFolder.python
        process.arguments = ["-c", Self.script, folder.url.path]
        process.standardOutput = output
        process.standardInput = input
        try process.run()
        var text = ""
        while text.filter(\.isNewline).count < 2 {
            let piece = output.fileHandleForReading.availableData
            try #require(!piece.isEmpty, "the server has ended")
            text += String(decoding: piece, as: UTF8.self)
        }
        let numbers = text.split(separator: "\n").compactMap { Int($0) }
        ports = ["localhost": numbers[0], "elsewhere.test": numbers[1]]
    }

    deinit {
        // A gentler signal may be held back, as it is in the threads that run tests.
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }
}
