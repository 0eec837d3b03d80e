import BorealisAWSClient
import BorealisCommandLineTool
import BorealisDiagnostics
import Testing

/// What is sent to a function, and what is done with its failures.
@Suite struct RunnerCallTests {
    private static let late = #"{"ok": false, "error": {"code": "OutOfTime", "message": "no time\nat V7"}}"#
    private static let done =
        #"{"ok": true, "applied": [], "head": "7", "state": "APPLIED", "message": "applied nothing"}"#

    /// Answers in their order, the last one for ever.
    private final class Function {
        private let answers: [String]
        private(set) var events: [String] = []

        init(_ answers: String...) { self.answers = answers }

        func answer(to payload: [UInt8]) -> LambdaClient.Answer {
            events.append(String(decoding: payload, as: UTF8.self).filter { !$0.isWhitespace })
            var answer = LambdaClient.Answer()
            answer.payload = Array(answers[min(events.count, answers.count) - 1].utf8)
            return answer
        }
    }

    private func call(_ function: Function, phase: MigrationPhase? = nil) -> RunnerCall {
        RunnerCall("blog-migration", phase: phase) { payload throws(Diagnostic) in function.answer(to: payload) }
    }

    @Test(arguments: [
        (RunnerAction.status, MigrationPhase?.none, #"{"action":"status"}"#),
        (.plan(to: "7"), .contract, #"{"action":"plan","to":"7","phase":"contract"}"#),
        (.up(to: nil), .expand, #"{"action":"up","phase":"expand"}"#),
        (.down(to: "0"), nil, #"{"action":"down","to":"0"}"#),
        (.baseline(at: "1.2"), nil, #"{"action":"baseline","version":"1.2"}"#),
        (
            .repair(.init(.markApplied, script: "V7__a.sql", statement: 2, reason: "seen")), nil,
            #"{"action":"repair","what":"mark-applied","script":"V7__a.sql","statement":"2","reason":"seen"}"#
        ),
        (
            .repair(.init(.releaseLease, reason: #"it's "dead""#)), nil,
            #"{"action":"repair","what":"release-lease","reason":"it's\"dead\""}"#
        ),
    ])
    func `an action is an object of texts`(action: RunnerAction, phase: MigrationPhase?, event: String) throws {
        let function = Function(Self.late)
        _ = try? call(function, phase: phase).answer(to: action, as: RunnerAdvance.self) { _ in }
        #expect(function.events.first == event)
    }

    @Test func `where the time is over, the same is said again until it is done`() throws {
        let function = Function(Self.late, Self.late, Self.done)
        var reasons: [String] = []
        let answer = try call(function).answer(to: .up(to: "7"), as: RunnerAdvance.self) { reasons.append($0) }
        guard case .done(let content) = answer.outcome else {
            Issue.record("\(answer)")
            return
        }
        #expect(content.text == "APPLIED: applied nothing\n")
        #expect(function.events == Array(repeating: #"{"action":"up","to":"7"}"#, count: 3))
        #expect(reasons == ["no time?at V7", "no time?at V7"])
    }

    @Test(arguments: [
        (RunnerAction.up(to: nil), RunnerCall.mostCalls), (.down(to: "0"), RunnerCall.mostCalls), (.status, 1),
    ])
    func `it is said no more often than is sensible`(action: RunnerAction, count: Int) throws {
        let function = Function(Self.late)
        let answer = try call(function).answer(to: action, as: RunnerAdvance.self) { _ in }
        #expect(function.events.count == count)
        guard case .refused = answer.outcome else {
            Issue.record("\(answer)")
            return
        }
    }

    @Test(arguments: [
        (
            #"{"errorMessage": "Task timed out", "errorType": "Sandbox.Timedout", "stackTrace": ["secret"]}"#,
            "Sandbox.Timedout: Task timed out"
        ),
        (#"{"errorMessage": 3}"#, "an error without words"),
        ("oops", "an error without words"),
    ])
    func `a function that fails is told with its words and its request`(payload: String, words: String) {
        var answer = LambdaClient.Answer()
        answer.payload = Array(payload.utf8)
        answer.functionError = "Unhandled"
        answer.requestID = "1234"
        let failed = answer
        let call = RunnerCall("blog-migration", phase: nil) { _ throws(Diagnostic) in failed }
        let problem = #expect(throws: Diagnostic.self) {
            try call.answer(to: .status, as: RunnerStatus.self) { _ in }
        }
        #expect(problem?.code == .known(.failedRunner))
        #expect(problem?.got == words)
        #expect(problem?.detail == "request 1234")
    }
}
