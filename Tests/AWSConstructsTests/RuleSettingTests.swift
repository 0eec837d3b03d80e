import Borealis
import BorealisDiagnostics
import BorealisRDS
import ConstructKit
import Testing

/// Rules that a stack changes or lets pass.
@Suite struct RuleSettingTests {
    @Test func `what a stack lets pass is one note with its reason and all that passed`() {
        let settings: [RuleSetting] = [.allow("AUR006", "the demo is public on purpose", file: "", line: 1)]
        let app = synthesize { PublicStack(rules: settings) }
        #expect(
            app.problems == [
                """
                line:1: note[AUR006]: stack stack lets 2 findings pass; allowed: the demo is public on purpose
                  line:\(PublicStack.line): First can be reached from the internet
                  line:\(PublicStack.line + 1): Second can be reached from the internet
                """
            ]
        )
    }

    @Test func `a stack says how much a rule matters`() {
        let severe = synthesize { PublicStack(rules: [.report("AUR006", as: .error)]) }
        #expect(severe.diagnostics.map { "\($0.severity) \($0.code.rawValue)" } == ["error AUR006", "error AUR006"])
        let mild = synthesize { PublicStack(rules: [.report("AUR006", as: .error), .report("AUR006", as: .note)]) }
        #expect(mild.diagnostics.map(\.severity) == [.note, .note])
    }

    @Test func `a resource's own reason comes before the stack's`() {
        let app = synthesize {
            let stack = PublicStack(rules: [.allow("AUR006", "the demo is public on purpose")])
            stack.first.allow("AUR006", "this one most of all")
            return stack
        }
        #expect(
            app.diagnostics.map(\.problem).sorted() == [
                "First can be reached from the internet; allowed: this one most of all",
                "stack stack lets 1 finding pass; allowed: the demo is public on purpose",
            ]
        )
    }

    @Test func `a reason that nothing needs any more is a warning`() {
        let app = synthesize {
            let stack = PublicStack(rules: [.allow("AUR005", "one zone is enough", file: "", line: 1)])
            stack.first.allow("VAL007", "the quota was raised", file: "", line: 2)
            return stack
        }
        #expect(
            app.problems.prefix(2) == [
                """
                line:1: warning[SYN024]: AUR005 is let pass, and nothing is found that needs it; got one zone is enough
                  fix: remove it
                """,
                """
                line:2: warning[SYN024]: VAL007 is let pass, and nothing is found that needs it; got the quota was raised
                  fix: remove it
                """,
            ]
        )
    }

    @Test(arguments: [
        ("VAL0O7", "VAL007", "write VAL007"), ("SYN003", "a code that begins with VAL or AUR", "remove it"),
        ("TPL001", "a code that begins with VAL or AUR", "remove it"),
    ])
    func `only a rule of validation is let pass`(code: String, expected: String, fix: String) {
        let app = synthesize {
            PublicStack(rules: [.allow("AUR006", "on purpose"), .allow(DiagnosticCode(code), "why not")])
        }
        let found = app.diagnostics.filter { $0.code == "SYN023" }
        #expect(found.map(\.severity) == [.error])
        #expect(found.map(\.expected) == [expected])
        #expect(found.map(\.fix) == [fix])
    }

    @Test func `a reason has words`() {
        let app = synthesize { PublicStack(rules: [.allow("AUR006", " ")]) }
        #expect(app.diagnostics.map(\.code.rawValue).sorted() == ["AUR006", "AUR006", "SYN023"])
    }

    @Test func `two stacks with the same mistake are both told`() {
        let app = Synthesizer.synthesize(TwoStacks.self)
        #expect(app.diagnostics.map(\.code.rawValue) == ["AUR006", "AUR006", "AUR006", "AUR006"])
    }
}

private struct PublicStack: Stack {
    static let line = 10
    let first: RDS.DBInstance
    let second: RDS.DBInstance
    let rules: [RuleSetting]

    init(rules: [RuleSetting], line: Int = Self.line) {
        first = RDS.DBInstance(publiclyAccessible: true, file: "", line: UInt(line))
        second = RDS.DBInstance(publiclyAccessible: true, file: "", line: UInt(line + 1))
        self.rules = rules
    }
}

private struct TwoStacks: App {
    let one = PublicStack(rules: [])
    let other = PublicStack(rules: [], line: 20)
}
