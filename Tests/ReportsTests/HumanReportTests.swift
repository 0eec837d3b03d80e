import BorealisDiagnostics
import BorealisReports
import OrderedCollections
import TemplateDiff
import TemplateModel
import TestSupport
import Testing

/// The page for people: its width, its colours, and texts that want to leave it.
@Suite struct HumanReportTests {
    @Test(arguments: [60, 160])
    func `everything fits other widths`(width: Int) {
        let text = report([Sample.everything]).text(as: .human, width: width)
        Golden("Tests/ReportsTests/Goldens/everything-\(width).human").expect(text)
    }

    @Test(arguments: [40, 45, 60, 72, 80, 100, 133, 160, 200])
    func `no line is longer than the terminal is wide, but that of a flag`(width: Int) {
        let text = report([Sample.everything]).text(as: .human, width: width)
        let long = text.split(separator: "\n").filter { $0.displayWidth > width && !$0.contains("--allow") }
        #expect(long == [])
        #expect(text.split(separator: "\n").allSatisfy { $0.last != " " })
    }

    @Test(arguments: [40, 60, 80, 100, 120, 160])
    func `nothing is lost by wrapping`(width: Int) {
        let text = report([Sample.everything]).text(as: .human, width: width).filter { !$0.isWhitespace }
        for fact in Set(DifferenceFacts(difference: Sample.everything).texts) {
            let isInTable = Sample.everything.statements.contains { statement in
                (statement.conditions + statement.principals + statement.resources).contains(fact)
            }
            guard !text.contains(fact.filter { !$0.isWhitespace }), !isInTable else { continue }
            Issue.record("at \(width) columns it lacks: \(fact)")
        }
    }

    @Test(arguments: [60, 80])
    func `without its colours the text is the plain one`(width: Int) {
        let notice = Diagnostic(.known(.idleAllowance), severity: .warning, at: nil, "nothing needs it")
        let report = report([Sample.everything], notices: [notice])
        let coloured = report.text(as: .human, width: width, isColoured: true)
        #expect(coloured.contains("\u{1B}[1;31m"))
        #expect(coloured.replacing(/\u{1B}\[[0-9;]*m/, with: "") == report.text(as: .human, width: width))
    }

    @Test(arguments: [
        ("abc", 3), ("", 0), ("数据库", 6), ("e\u{301}", 1), ("한글", 4), ("ｆｕｌｌ", 8), ("👍", 2), ("👩‍👩‍👧", 2), ("→ ±", 3),
        ("❤\u{FE0F}", 2), ("カタ", 4), ("ｶﾀ", 2), ("\u{301}", 0), ("🇩🇪", 2),
    ])
    func `columns are counted as terminals do`(text: String, columns: Int) {
        #expect(text.displayWidth == columns)
    }

    private func lines(
        of kind: PropertyChange.Kind = .changed,
        _ before: ChangedValue?,
        _ after: ChangedValue?
    ) -> [String] {
        var difference = StackDifference(stack: "s", baseline: Baseline(.file, name: "out"))
        var resource = ResourceChange(.update, "R", type: "T")
        resource.properties = [PropertyChange(kind, ["Properties", "P"], before: before, after: after)]
        difference.resources = [resource]
        let text = report([difference]).text(as: .human)
        return text.split(separator: "\n").dropFirst(4).dropLast(1).map { String($0.trimmingPrefix { $0 == " " }) }
    }

    @Test func `values are as YAML writes them`() {
        let call = TemplateNode.call(.sub, .string("${A}-x"))
        #expect(lines(.value(.string("5")), .value(.integer(5))) == [#"~ P: "5" → 5"#])
        #expect(lines(.value(.string("true")), .value(.boolean(true))) == [#"~ P: "true" → true"#])
        #expect(lines(nil, .value(.list([.string("a, b"), call]))) == [#"~ P: ["a, b", !Sub ${A}-x]"#])
        #expect(lines(.value(.map(["a": .map(["b": .integer(1)])])), nil) == ["~ P: {a: {b: 1}}"])
        #expect(lines(.value(.string("")), .value(.string(" x"))) == [#"~ P: "" → " x""#])
        #expect(lines(.value(.number(0.5)), .value(.number(1))) == ["~ P: 0.5 → 1"])
        #expect(lines(.value(.list([])), .value(.map([:]))) == ["~ P: [] → {}"])
    }

    @Test func `texts that look the same are spelled`() {
        #expect(lines(Sample.value("caf\u{E9}"), Sample.value("cafe\u{301}")) == [#"~ P: caf\u{e9} → cafe\u{301}"#])
    }

    @Test func `a line feed that is missing at the end is told`() {
        let text = (1...20).map { "line \($0)" }.joined(separator: "\n")
        #expect(lines(Sample.value(text), Sample.value(text + "\n")).last == "- (no line feed at the end)")
    }

    @Test func `JSON within a text is compared in lines`() {
        let old =
            #"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["a"], "Resource": "{[\"*"}]}"#
        let new = old.replacing("\"a\"", with: "\"a\", \"b\"")
        #expect(
            lines(Sample.value(old), Sample.value(new)) == [
                "~ P", "… 4 lines as before", #""Effect": "Allow","#, #""Action": ["#, #"-         "a""#,
                #"+         "a","#,
                #"+         "b""#, "],", #""Resource": "{[\"*""#, "… 3 lines as before",
            ]
        )
    }

    @Test func `a value of a megabyte is cut, and says so`() {
        let value = String(repeating: "x", count: 1_000_000)
        let text = lines(nil, Sample.value(value))
        #expect(text.last == "… 984000 more bytes, in --format json")
        #expect(text.joined().utf8.count < 20_000)
    }
}
