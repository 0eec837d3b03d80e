import BorealisAWSClient
import BorealisCommandLineTool
import BorealisDiagnostics
import TestSupport
import Testing

/// What a function answers, as it is understood.
@Suite struct RunnerAnswerTests {
    private func read<Content: Decodable & Hashable & Sendable>(
        _ text: String,
        as: Content.Type
    ) throws(Diagnostic) -> RunnerAnswer<Content> {
        try RunnerAnswer(Array(text.utf8), from: "blog-migration", requestID: "1234")
    }

    private func text<Content: Decodable & Hashable & Sendable>(
        of text: String,
        as content: Content.Type,
        _ words: (Content) -> String
    ) throws -> String {
        switch try read(text, as: content).outcome {
        case .done(let content): words(content)
        case .refused(let refusal): "\(refusal)"
        }
    }

    @Test func `a status shows every script with its state, and what is too long for a table below it`() throws {
        let states = [
            "PENDING", "RUNNING", "APPLIED", "FAILED", "AMBIGUOUS", "INTERRUPTED", "BASELINE", "OUTDATED", "MISSING",
            "AHEAD", "OUT_OF_ORDER", "UNDONE", "REPAIRED", "UNDOING", "REBUILDING",
        ]
        let stopped = ["RUNNING", "FAILED", "AMBIGUOUS", "INTERRUPTED", "UNDOING", "REBUILDING"]
        let scripts = states.enumerated().map { index, state in
            let version = state == "OUTDATED" ? "null" : "\"\(index + 1)\""
            let message = state == "FAILED" ? "\"no\\u001b[31m\\ntable\"" : "null"
            let place = #", "at": 2, "of": 3, "line": \#(state == "FAILED" ? "4" : "null"), "message": \#(message)"#
            return #"{"script": "V\#(index + 1)__a.sql", "kind": "versioned", "version": \#(version), "#
                + #""state": "\#(state)", "isEdited": \#(state == "APPLIED")\#(stopped.contains(state) ? place : "")}"#
        }
        let answer = """
            {"ok": true, "set": "main", "engine": "mysql", "head": "3", "exitCode": 3, "lease": {"stack": \
            "arn:blog", "request": "r-1", "seconds": 12}, "refusal": "V1__a.sql was edited", \
            "scripts": [\(scripts.joined(separator: ", "))]}
            """
        Golden("Tests/CommandLineToolTests/Goldens/migrate-status.txt").expect(
            try text(of: answer, as: RunnerStatus.self, \.text)
        )
    }

    @Test(arguments: [
        (
            #"{"ok": true, "scripts": [], "later": [], "isAhead": false, "refusal": null}"#,
            "nothing is pending\n"
        ),
        (
            #"{"ok": true, "scripts": [], "later": ["V9__drop.sql"], "isAhead": true, "refusal": null}"#,
            "nothing: the database is ahead of the scripts\nleft for the other phase: V9__drop.sql\n"
        ),
        (
            """
            {"ok": true, "scripts": [], "later": [], "isAhead": false, "refusal": {"code": "Refused", "message": "no"}}
            """,
            "refused: no\n"
        ),
        (
            """
            {"ok": true, "scripts": [{"script": "R__views.sql", "version": null, "mode": "transaction", \
            "statements": 3, "from": 1}], "later": [], "isAhead": false, "refusal": null}
            """,
            """
            version  script        mode         statements  from
                     R__views.sql  transaction           3     1

            """
        ),
    ])
    func `a plan tells what would run`(answer: String, expected: String) throws {
        #expect(try text(of: answer, as: RunnerPlan.self, \.text) == expected)
    }

    @Test func `what was changed is told, one script a line`() throws {
        let up = #"{"ok": true, "applied": ["V7__a.sql"], "head": "7", "state": "APPLIED", "message": "applied 1"}"#
        #expect(try text(of: up, as: RunnerAdvance.self, \.text) == "applied V7__a.sql\nAPPLIED: applied 1\n")
        let down = #"{"ok": true, "undone": ["V7__a.sql", "V6__b.sql"], "head": ""}"#
        #expect(
            try text(of: down, as: RunnerReturn.self, \.text)
                == "undone V7__a.sql\nundone V6__b.sql\nthe database is at no version\n"
        )
        let nothing = #"{"ok": true, "undone": [], "head": "5"}"#
        #expect(
            try text(of: nothing, as: RunnerReturn.self, \.text) == "nothing to undo\nthe database is at version 5\n"
        )
        let baseline = #"{"ok": true, "scripts": ["V1__a.sql"], "head": "1"}"#
        #expect(
            try text(of: baseline, as: RunnerBaseline.self, \.text)
                == "there already: V1__a.sql\nthe database is at version 1\n"
        )
    }

    @Test(arguments: [
        (
            #"{"ok": true, "script": "V7__a.sql", "state": "FAILED", "at": 2}"#,
            "V7__a.sql: FAILED, goes on with statement 2\n"
        ),
        (#"{"ok": true, "script": "V7__a.sql", "state": "REPAIRED", "at": null}"#, "V7__a.sql: REPAIRED\n"),
        (#"{"ok": true, "holder": {"stack": "s", "request": "r"}}"#, "ended the lease of s, request r\n"),
    ])
    func `a repair tells what became of the script, or whose lease it was`(answer: String, expected: String) throws {
        #expect(try text(of: answer, as: RunnerRepair.self, \.text) == expected)
    }

    @Test func `for programs the answer stays as it came, with a version before it`() throws {
        let answer = #"{"ok": false, "error": {"code": "Held", "message": "ü"}, "more": [1, null]}"#
        #expect(
            try read(" \n\(answer)\n", as: RunnerStatus.self).versioned
                == #"{"version": 1, "ok": false, "error": {"code": "Held", "message": "ü"}, "more": [1, null]}"# + "\n"
        )
    }

    @Test(arguments: [
        ("", "nothing"),
        ("null", "text of another form"),
        ("[]", "text of another form"),
        ("{", "text of another form"),
        ("{} {}", "text of another form"),
        ("{}", "another value, or none, for ok"),
        (#"{"ok": "true"}"#, "another value, or none, for ok"),
        (#"{"ok": false}"#, "another value, or none, for error"),
        (#"{"ok": false, "error": {"code": 3, "message": ""}}"#, "another value, or none, for error.code"),
        (#"{"ok": false, "error": "no"}"#, "another value, or none, for error"),
        (#"{"ok": true}"#, "another value, or none, for set"),
        (status(exitCode: "1"), "another value, or none, for exitCode"),
        (status(exitCode: "true"), "another value, or none, for exitCode"),
        (status(exitCode: "1e400"), "text of another form"),
        (status(scripts: "{}"), "another value, or none, for scripts"),
        (
            status(scripts: #"[{"script": "a", "state": null, "isEdited": false}]"#),
            "another value, or none, for scripts.0.state"
        ),
        (
            status(scripts: #"[{"script": "a", "state": "A", "isEdited": 0}]"#),
            "another value, or none, for scripts.0.isEdited"
        ),
        (
            status(scripts: #"[{"script": "a", "state": "A", "isEdited": true, "at": 1.5}]"#),
            "text of another form"
        ),
        (String(repeating: "[", count: 100_000), "text of another form"),
    ])
    func `what is no answer is a problem that says where`(answer: String, reason: String) {
        let problem = #expect(throws: Diagnostic.self) { try read(answer, as: RunnerStatus.self) }
        #expect(problem?.code == .known(.unreadableRunner))
        #expect(problem?.got == reason)
        #expect(problem?.detail == "request 1234, \(answer.utf8.count) bytes")
    }

    @Test func `bytes that are no text are no answer`() {
        let bytes = Array(#"{"ok": true, "set": ""#.utf8) + [0xFF] + Array(#""}"#.utf8)
        #expect(throws: Diagnostic.self) {
            try RunnerAnswer<RunnerStatus>(bytes, from: "f", requestID: nil)
        }
    }

    /// One byte less, or another one, at every place: each is understood, or is a problem.
    @Test func `an answer that is damaged anywhere never ends the tool`() {
        let whole = Array(
            Self.status(scripts: #"[{"script": "a", "version": "1", "state": "A", "isEdited": true}]"#).utf8
        )
        for index in whole.indices {
            var shorter = whole
            shorter.remove(at: index)
            var other = whole
            other[index] = whole[index] &+ 1
            for damaged in [shorter, other, Array(whole[..<index])] {
                let answer = try? RunnerAnswer<RunnerStatus>(damaged, from: "f", requestID: nil)
                #expect(answer?.versioned.isEmpty != true)
            }
        }
    }

    private static func status(exitCode: String = "0", scripts: String = "[]") -> String {
        #"{"ok": true, "set": "main", "engine": "mysql", "head": "", "exitCode": \#(exitCode), "lease": null, "#
            + #""refusal": null, "scripts": \#(scripts)}"#
    }
}
