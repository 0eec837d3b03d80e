package import BorealisAWSClient
package import BorealisDiagnostics

/// Asks the function of a migration, and asks again where its time was over before the work was done.
package struct RunnerCall {
    /// So many calls of 15 minutes are more than any deploy has.
    package static let mostCalls = 20

    /// Its name, for people.
    let function: String
    private let phase: MigrationPhase?
    private let invoke: ([UInt8]) throws(Diagnostic) -> LambdaClient.Answer

    package init(
        _ function: String,
        phase: MigrationPhase?,
        invoke: @escaping ([UInt8]) throws(Diagnostic) -> LambdaClient.Answer
    ) {
        self.function = function
        self.phase = phase
        self.invoke = invoke
    }

    /// - Parameter isContinued: told why the function is asked once more.
    /// - Throws: ``Diagnostic`` `RUN003` where the function fails, `RUN005` for an answer that isn't understood.
    package func answer<Content: Decodable & Hashable & Sendable>(
        to action: RunnerAction,
        as content: Content.Type,
        isContinued: (String) -> Void
    ) throws(Diagnostic) -> RunnerAnswer<Content> {
        var answer: RunnerAnswer<Content> = try answer(to: action)
        for _ in 1..<Self.mostCalls {
            guard action.isResumable, case .refused(let refusal) = answer.outcome, refusal.code == "OutOfTime"
            else { break }
            isContinued(refusal.message.inOneLine)
            answer = try self.answer(to: action)
        }
        return answer
    }

    private func answer<Content: Decodable & Hashable & Sendable>(
        to action: RunnerAction
    ) throws(Diagnostic) -> RunnerAnswer<Content> {
        let given = try invoke(action.payload(phase: phase))
        guard given.functionError == nil else {
            throw .failedRunner(function, RunnerFailure(given.payload), requestID: given.requestID)
        }
        return try RunnerAnswer(given.payload, from: function, requestID: given.requestID)
    }
}
