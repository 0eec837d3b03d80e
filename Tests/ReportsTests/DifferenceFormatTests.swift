import BorealisDiagnostics
import BorealisReports
import Foundation
import TemplateDiff
import TemplateModel
import TestSupport
import Testing

/// The same differences in all forms.
@Suite struct DifferenceFormatTests {
    @Test(arguments: DifferenceFormat.allCases)
    func `everything is told in each form`(format: DifferenceFormat) {
        let text = report([Sample.everything], notices: [Sample.notice]).text(as: format)
        Golden("Tests/ReportsTests/Goldens/everything.\(format.rawValue)").expect(text)
    }

    @Test(arguments: DifferenceFormat.allCases)
    func `no fact is missing in any form`(format: DifferenceFormat) throws {
        let text = report([Sample.everything], notices: [Sample.notice]).text(as: format, width: 10_000)
        let readable = try ReadableText.of(text, as: format)
        let facts = DifferenceFacts(difference: Sample.everything, notices: [Sample.notice]).texts
        #expect(facts.count > 150)
        for fact in Set(facts) where !readable.contains(fact) {
            Issue.record("\(format) lacks: \(fact)")
        }
    }

    @Test(arguments: DifferenceFormat.allCases)
    func `no place is missing in any form`(format: DifferenceFormat) throws {
        let text = report([Sample.everything]).text(as: format, width: 10_000)
        let places = DifferenceFacts(difference: Sample.everything).places.map { place in
            "\(place.file.replacing("/app/", with: "")):\(place.line ?? 0)"
        }
        #expect(try Set(places).subtracting(ReadableText.places(in: text, as: format)) == [])
    }

    /// A replacement, a conditional one, a reordering, evidence, and values that can't be shown.
    @Test(arguments: [DifferenceFormat.human, .markdown, .github, .sarif, .junit])
    func `what happens is said in the same words in each form for people`(format: DifferenceFormat) throws {
        let readable = try ReadableText.of(
            report([Sample.everything]).text(as: format, width: 10_000),
            as: format
        )
        let words = [
            "causes the replacement", "may cause a replacement", "the same items in another order",
            "changes because Subnet is replaced", "known from the change set only", "known from the templates only",
            "(hidden)", "(known at the deploy)", "CloudFormation's default", "will run again", "blocks writes to users",
            "it isn't known who imports it", "is imported by no stack", "… 11 lines as before",
        ]
        #expect(words.filter { !readable.contains($0) } == [])
    }

    @Test func `JSON has each value, hidden and unknown ones by a mark`() throws {
        let text = report([Sample.everything]).text(as: .json)
        let root = try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(root["version"] as? Int == 1)
        #expect(root["exitCode"] as? Int == 3)
        let stack = try #require((root["stacks"] as? [[String: Any]])?.first)
        let resources = try #require(stack["resources"] as? [[String: Any]])
        let cluster = try #require(resources.first)
        #expect(cluster["replacement"] as? String == "always")
        let properties = try #require(cluster["properties"] as? [[String: Any]])
        let password = try #require(properties.first { ($0["path"] as? [String])?.last == "MasterUserPassword" })
        #expect(password["before"] as? [String: Bool] == ["hidden": true])
        let size = try #require((resources[1]["properties"] as? [[String: Any]])?.first)
        #expect(size["after"] as? [String: Bool] == ["unknown": true])
        #expect(size["cause"] as? [String: String] == ["parameter": "Size"])
        let handler = try #require(resources.first { $0["logicalID"] as? String == "Handler" })
        let values = try #require(handler["properties"] as? [[String: Any]]).map { $0["before"] as? [String: String] }
        #expect(values[3] == ["value": "\u{1B}[2Jred\u{202E}"])
    }

    @Test(arguments: DifferenceFormat.allCases)
    func `no form has a character that a terminal obeys or that can't be seen`(format: DifferenceFormat) {
        let text = report([Sample.everything]).text(as: format)
        let hidden = text.unicodeScalars.filter { scalar in
            scalar != "\n" && [.control, .format, .lineSeparator].contains(scalar.properties.generalCategory)
        }
        #expect(Array(hidden) == [])
    }

    @Test func `without a difference each form says so`() {
        let same = StackDifference(stack: "blog", baseline: Baseline(.file, name: "out"))
        #expect(
            report([same]).text(as: .human) == """
                blog  compared with out
                  No differences

                exit 0: there is nothing to do

                """
        )
        #expect(report([same]).text(as: .github) == "")
        #expect(report([same]).text(as: .markdown).contains("**stacks diff: No differences**"))
        #expect(report([same]).text(as: .junit).contains(#"tests="0" failures="0" errors="0" skipped="0""#))
    }

    @Test func `what isn't known keeps a report from saying that nothing differs`() {
        var open = StackDifference(stack: "blog", baseline: Baseline(.file, name: "out"))
        open.gaps = [Gap("a macro may change it")]
        open.rewrites = 1
        let text = report([open]).text(as: .human)
        #expect(
            text.hasPrefix(
                """
                blog  compared with out
                  No differences in the templates; 1 thing is not known before the deploy; 1
                  part is written differently and means the same

                Not known before the deploy
                  ? a macro may change it

                """
            )
        )
        #expect(!report([open]).text(as: .markdown).contains("No differences;"))
    }

    @Test func `what is written differently is counted`() {
        var rewritten = StackDifference(stack: "blog", baseline: Baseline(.file, name: "out"))
        rewritten.rewrites = 2
        let expected = "  No differences; 2 parts are written differently and mean the same\n"
        #expect(report([rewritten]).text(as: .human).contains(expected))
    }

    @Test(arguments: DifferenceFormat.allCases)
    func `no form says that nothing differs where a stack could not be compared`(format: DifferenceFormat) {
        let same = StackDifference(stack: "blog", baseline: Baseline(.file, name: "out"))
        let whole = report([same], problems: [Sample.failure])
        #expect(whole.exitCode == 1)
        let text = whole.text(as: format)
        #expect(!text.contains("exit 0"))
        let heads: [DifferenceFormat: String] = [
            .human: "\nNot everything could be compared; the rest: no differences\nexit 1:",
            .markdown: "**stacks diff: Not everything could be compared; the rest: no differences**",
            .json: "\"exitCode\": 1", .junit: "failures=\"0\" errors=\"1\"",
        ]
        #expect(text.contains(heads[format] ?? "can't be read"), "\(text)")
        let none = report([], problems: [Sample.failure]).text(as: format)
        #expect(!none.contains("0 stacks") && !none.contains("o differences"))
        let isForPeople = format == .human || format == .markdown
        #expect(none.contains("Nothing could be compared") == isForPeople)
    }

    /// Its text comes from AWS, and who reads the report in CI has no other.
    @Test(arguments: DifferenceFormat.allCases.filter { $0 != .human })
    func `each form for programs has all of a problem`(format: DifferenceFormat) throws {
        let text = report([], problems: [Sample.failure]).text(as: format)
        let readable = try ReadableText.of(text, as: format)
        let facts = DifferenceFacts.texts(of: Sample.failure)
        #expect(facts.filter { !readable.contains($0) } == [])
        #expect(!readable.contains("\\nRequestId") || format == .json)
    }

    /// The worst of several stacks, 1 before 3 before 2.
    @Test func `the exit code is that of the worst stack`() {
        let same = StackDifference(stack: "a", baseline: Baseline(.file, name: "out"))
        var changed = StackDifference(stack: "b", baseline: Baseline(.file, name: "out"))
        changed.resources = [ResourceChange(.add, "Topic", type: "AWS::SNS::Topic")]
        let problem = Diagnostic(.known(.unreadableBaseline), at: nil, "it can't be read")
        #expect(report([]).exitCode == 0)
        #expect(report([same]).exitCode == 0)
        #expect(report([same, changed]).exitCode == 2)
        #expect(report([Sample.everything, changed]).exitCode == 3)
        #expect(report([Sample.everything], notices: [problem]).exitCode == 1)
        var allowed = Sample.everything
        allowed.guards = allowed.guards.filter(\.isAllowed)
        #expect(report([allowed]).exitCode == 2)
    }

    @Test func `a stack that isn't settled is never one with nothing to do`() {
        let same = StackDifference(stack: "a", baseline: Baseline(.deployed, name: "stack a"))
        var unsettled = StackDifference(stack: "b", baseline: Baseline(.deployed, name: "stack b"))
        unsettled.baseline.isSettled = false
        #expect(report([same]).exitCode == 0)
        #expect(report([same, unsettled]).exitCode == 2)
        #expect(report([unsettled, Sample.everything]).exitCode == 3)
    }
}

func report(
    _ differences: [StackDifference],
    problems: [Diagnostic] = [],
    notices: [Diagnostic] = []
) -> DifferenceReport {
    DifferenceReport(differences, problems: problems, notices: notices) { $0.replacing("/app/", with: "") }
}

extension DifferenceReport {
    func text(as format: DifferenceFormat) -> String { text(as: format, width: 80) }
}
