package import BorealisDiagnostics

/// Calls functions and waits for their answers.
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

    /// Calls a function and waits up to 15 minutes, which no function runs longer than; never tried again once it was
    /// sent.
    ///
    /// - Parameter function: its name.
    package func invoke(_ function: String, payload: [UInt8]) throws(Diagnostic) -> Answer { Answer() }
}
