import BorealisAWSClient
import Foundation
import TestSupport
import Testing

/// What is sent is signed as AWS's own library signs it.
@Suite struct SignatureTests {
    private static let bodies = [
        "", "Action=DescribeStacks&Version=2010-05-15", "{\"name\": \"ä €😀\\u0000\"}", "a=%2F%20+&b=\r\n\t",
        String(repeating: "x", count: 70_000),
    ]

    @Test(arguments: bodies, [nil, "FwoGZXIvYXdzE/+a=="])
    func `a body and a session token are signed`(body: String, token: String?) throws {
        let secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
        let credentials = AWSCredentials(accessKeyID: "AKIDEXAMPLE", secretAccessKey: secret, sessionToken: token)
        let server = try ScriptedServer { _, connection in connection.answer() }
        defer { server.stop() }
        var request = HTTPRequest("POST", server.url + "/2015-03-31/functions/a-b_c/invocations")
        request.isDirect = true
        request.headers = [("Content-Type", "application/x-www-form-urlencoded; charset=utf-8"), ("X-Amz-Own", "1  2")]
        request.body = Array(body.utf8)
        request.signature = HTTPSignature(region: "eu-central-1", service: "lambda", credentials: credentials)
        _ = try CurlTransport().send(request)
        let sent = try #require(server.requests.first)
        #expect(sent.headers["x-amz-security-token"] == token)
        #expect(sent.signedHeaders.isSuperset(of: ["content-type", "host", "x-amz-date", "x-amz-own"]))
        #expect(sent.signedHeaders.contains("x-amz-security-token") == (token != nil))
        let expected = try Self.authorization(of: sent, url: request.url, credentials)
        #expect(sent.headers["authorization"] == expected)
    }

    @Test func `a request without credentials isn't signed`() throws {
        let server = try ScriptedServer { _, connection in connection.answer() }
        defer { server.stop() }
        var request = HTTPRequest("POST", server.url)
        request.isDirect = true
        _ = try CurlTransport().send(request)
        let sent = try #require(server.requests.first)
        #expect(sent.headers["authorization"] == nil)
        #expect(sent.headers["x-amz-date"] == nil)
    }

    /// What botocore makes of the request as it has arrived.
    private static func authorization(
        of request: ScriptedServer.Request,
        url: String,
        _ credentials: AWSCredentials
    ) throws -> String {
        let signed = request.signedHeaders
        let arrived = Arrived(
            method: request.method,
            url: url,
            headers: request.headers.filter { signed.contains($0.key) },
            body: Data(request.body).base64EncodedString(),
            keys: [credentials.accessKeyID, credentials.secretAccessKey]
        )
        let input = String(decoding: try JSONEncoder().encode(arrived), as: UTF8.self)
        let run = try ProcessRun(PackageFolder.python, ["-c", script], input: input)
        #expect(run.errors.isEmpty)
        return run.output
    }

    private struct Arrived: Encodable {
        let method: String
        let url: String
        let headers: [String: String]
        let body: String
        let keys: [String]
    }

    private static let script = """
        import base64, json, sys
        from botocore.auth import SigV4Auth
        from botocore.awsrequest import AWSRequest
        from botocore.credentials import Credentials
        arrived = json.load(sys.stdin)
        request = AWSRequest(
            method=arrived["method"], url=arrived["url"], headers=arrived["headers"], data=base64.b64decode(arrived["body"])
        )
        request.context["timestamp"] = arrived["headers"]["x-amz-date"]
        auth = SigV4Auth(Credentials(*arrived["keys"]), "lambda", "eu-central-1")
        signature = auth.signature(auth.string_to_sign(request, auth.canonical_request(request)), request)
        headers = auth.signed_headers(auth.headers_to_sign(request))
        sys.stdout.write(f"AWS4-HMAC-SHA256 Credential={auth.scope(request)}, SignedHeaders={headers}, Signature={signature}")
        """
}

extension ScriptedServer.Request {
    fileprivate var signedHeaders: Set<String> {
        let parts = headers["authorization"]?.split(separator: ", ") ?? []
        let list = parts.first { $0.hasPrefix("SignedHeaders=") }?.dropFirst("SignedHeaders=".count) ?? ""
        return Set(list.split(separator: ";").map(String.init))
    }
}
