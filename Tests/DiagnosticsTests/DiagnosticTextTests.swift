import BorealisDiagnostics
import Testing

@Suite struct DiagnosticTextTests {
    private let place = Place(file: "stacks/Blog.swift", line: 14)

    @Test func `a problem is printed with place, code, bad value, allowed values and fix`() {
        let diagnostic = Diagnostic(
            .known(.invalidCapacity),
            at: place,
            "minimum capacity is not one that Aurora accepts",
            got: "0.3 ACU",
            expected: "0...256 in steps of 0.5",
            fix: "choose 0.5"
        )
        #expect(
            DiagnosticText().text(of: diagnostic) == """
                stacks/Blog.swift:14: error[RDS001]: minimum capacity is not one that Aurora accepts; \
                got 0.3 ACU, expected 0...256 in steps of 0.5
                  fix: choose 0.5
                """
        )
    }

    @Test func `a trace stands between the problem and its fix`() {
        let diagnostic = Diagnostic(
            .known(.stackCycle),
            at: nil,
            "a circle",
            fix: "remove one",
            trace: [Diagnostic.Trace("A needs B", at: place), Diagnostic.Trace("B needs A", at: nil)]
        )
        #expect(
            DiagnosticText().text(of: diagnostic) == """
                error[SYN010]: a circle
                  stacks/Blog.swift:14: A needs B
                  B needs A
                  fix: remove one
                """
        )
    }

    @Test func `what is longer than a line stands below the fix, with its own lines and without its colours`() {
        let diagnostic = Diagnostic(
            .known(.invalidText),
            at: place,
            "a problem",
            fix: "a way",
            detail: "-old\tx\n\n+new \u{1B}[31m"
        )
        #expect(
            DiagnosticText().text(of: diagnostic) == """
                stacks/Blog.swift:14: error[SQL002]: a problem
                  fix: a way
                  detail:
                    -old\tx

                    +new \\u{1B}[31m
                """
        )
    }

    @Test(arguments: [(Diagnostic.Severity.error, "31"), (.warning, "33"), (.note, "36")])
    func `colours mark the severity`(severity: Diagnostic.Severity, colour: String) {
        let diagnostic = Diagnostic("ACME1".code, severity: severity, at: nil, "a problem")
        let text = DiagnosticText(isColoured: true).text(of: diagnostic)
        #expect(text == "\u{1B}[1;\(colour)m\(severity.rawValue)[ACME1]\u{1B}[0m: a problem")
    }

    @Test func `problems are ordered by file, line, column and code, and those without a place come last`() {
        let ordered = [
            Diagnostic("B".code, at: Place(file: "a", line: 2), "x"),
            Diagnostic("A".code, at: Place(file: "a", line: 10), "x"),
            Diagnostic("A".code, at: Place(file: "a", line: 10, column: 3), "x"),
            Diagnostic("A".code, at: Place(file: "b"), "x"),
            Diagnostic("B".code, at: Place(file: "b"), "x"),
            Diagnostic("A".code, at: nil, "x"),
        ]
        #expect(ordered.reversed().sorted() == ordered)
    }

    @Test(arguments: [
        ("databse", "database"), ("DATABASE", "database"), ("api", "api"), ("apy", "api"), ("netwrk", "network"),
        ("xnetwor", "network"), ("zzzzzz", nil), ("ap", nil), ("databases of all", nil),
    ])
    func `a misspelt name gives the nearest known one`(name: String, nearest: String?) {
        #expect(NearestName.of(name, among: ["api", "database", "network"]) == nearest)
    }

    @Test func `of names that are as near the first in the alphabet is given, and after a hundred none is looked for`()
    {
        var names = NearestNames(among: ["Outputs", "Outputa", "Resources"])
        #expect(names.nearest(to: "Output") == "Outputa")
        let later = (1...100).map { names.nearest(to: "Resource\($0)") }
        #expect(later.prefix(99).compactMap(\.self).count == 99)
        #expect(later.last == .some(nil))
        #expect(names.nearest(to: "Output") == "Outputa")
    }

    @Test func `codes are three capitals and three digits, and none is used twice`() {
        let codes = CataloguedCode.allCases.map(\.rawValue)
        #expect(codes.allSatisfy { $0.wholeMatch(of: /[A-Z]{3}[0-9]{3}/) != nil })
        #expect(Set(codes).count == codes.count)
    }

    @Test func `what a terminal obeys, and what turns or hides text, doesn't reach it`() {
        let diagnostic = Diagnostic(
            "X1",
            at: Place(file: "a\nb\u{1B}[31m"),
            "bad",
            got: "c\rd\u{7F}é",
            fix: "e\u{202E}f",
            trace: [.init("g\u{9B}h", at: nil)],
            detail: "i\u{2066}j\tk\nl\u{9B}m"
        )
        let lines = [
            #"a\nb\u{1B}[31m: error[X1]: bad; got c\rd\u{7F}é"#, #"  g\u{009B}h"#, #"  fix: e\u{202E}f"#, "  detail:",
            "    i\\u{2066}j\tk", #"    l\u{009B}m"#,
        ]
        #expect(DiagnosticText().text(of: diagnostic).split(separator: "\n").map(String.init) == lines)
    }
}

extension String {
    fileprivate var code: DiagnosticCode { DiagnosticCode(self) }
}
