package import BorealisDiagnostics

/// Calls functions and waits for their answers.
///
/// - Source: Lambda API Reference, version 2015-03-31, and botocore 1.44.5's service model, read 2026-11-22.
package struct LambdaClient {
    private let session: AWSSession

    package init(_ session: AWSSession) {
        self.session = session
    }

    package struct Answer: Hashable, Sendable {
        /// JSON: what the function returns, or the error that it ended with.
        package var payload: [UInt8] = []
        /// `Unhandled` where the function failed; nil where it returned.
        package var functionError: String?
        package var requestID: String?

        package init() {}
    }

    /// Longer than any function runs.
    private static let limit = Duration.seconds(15 * 60 + 30)
    /// A function answers at most 6 MB.
    private static let bodyLimit = 16 << 20

    /// Calls a function and waits up to 15 minutes, which no function runs longer than; never tried again once it was
    /// sent.
    ///
    /// - Parameter function: its name.
    package func invoke(_ function: String, payload: [UInt8]) throws(Diagnostic) -> Answer {
        guard !function.isEmpty, function.utf8.allSatisfy(\.isUnreserved) else { throw .unusableFunction(function) }
        do throws(AWSFailure) {
            let caller = session.caller(of: .lambda)
            let answer = try caller.send(try request(function, payload, by: caller), action: "Invoke")
            let type = answer.headers["content-type"]?.lowercased() ?? ""
            guard answer.status == 200, !type.contains("html"), !type.contains("xml") else {
                throw AWSFailure.failed(.unreadable(answer, from: .lambda, "\(answer.body.count) bytes"))
            }
            var result = Answer()
            result.payload = answer.body
            result.functionError = answer.headers["x-amz-function-error"]
            result.requestID = answer.requestID
            return result
        } catch {
            throw error.diagnostic
        }
    }

    private func request(
        _ function: String,
        _ payload: [UInt8],
        by caller: AWSCaller
    ) throws(AWSFailure) -> HTTPRequest {
        let credentials = try QueryCaller.credentials(from: session.credentials)
        let path = "/2015-03-31/functions/\(function)/invocations"
        var request = try caller.request(path, signedWith: credentials)
        request.headers = [("Content-Type", "application/json"), ("X-Amz-Invocation-Type", "RequestResponse")]
        request.body = payload
        request.isSentOnce = true
        request.limit = Self.limit
        request.silenceLimit = nil
        request.bodyLimit = Self.bodyLimit
        return request
    }
}
