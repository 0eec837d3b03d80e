import BorealisDiagnostics
import BorealisReports
import TemplateDiff
import TemplateModel
import TestSupport
import Testing

/// The comment of a pull request: its size, and texts of others in it.
@Suite struct MarkdownReportTests {
    private func stack(_ name: String, resources count: Int, properties: Int = 10) -> StackDifference {
        var difference = StackDifference(stack: name, baseline: Baseline(.revision, name: "git:main"))
        difference.resources = (1...count).map { number in
            var resource = ResourceChange(.update, "Queue\(number)", type: "AWS::SQS::Queue")
            resource.properties = (1...properties).map { index in
                let (old, new) = (Sample.value("old ``` \(index)"), Sample.value("new \(index)"))
                return PropertyChange(.changed, ["Properties", "P\(index)"], before: old, after: new)
            }
            return resource
        }
        var removed = ResourceChange(.remove, "Table", type: "AWS::DynamoDB::Table")
        removed.contents = "its items"
        removed.retention = Retention(.delete, by: .deletionPolicy, isWritten: false)
        difference.resources.append(removed)
        difference.guards = [Guard(.remove, stack: name, logicalID: "Table", reason: "its items are lost", place: nil)]
        return difference
    }

    @Test func `a comment begins with the mark by which CI finds it`() {
        let text = report([Sample.everything]).text(as: .markdown)
        #expect(text.hasPrefix(DifferenceReport.marker + "\n"))
        #expect(MarkdownBalance.problem(with: text) == nil)
    }

    @Test func `of 500 resources the less important are left out, and counted`() throws {
        let text = report([stack("queues", resources: 500)]).text(as: .markdown)
        #expect(text.utf8.count <= 65_000)
        #expect(text.utf8.count > 60_000)
        #expect(MarkdownBalance.problem(with: text) == nil)
        #expect(text.contains("`--allow remove:queues.Table`"))
        #expect(text.contains("it is deleted, which loses its items"))
        let shown = text.matches(of: /\*\*\\~ `Queue\d+`\*\*/).count
        let match = try #require(
            text.firstMatch(of: /_(\d+) more resources, ([\d,]+) lines: run_ `stacks diff`/)
        )
        #expect(shown + (Int(match.output.1) ?? 0) == 500)
        // A headline, two fences, three lines for each property, and two blank lines.
        #expect(match.output.2.filter { $0 != "," } == String((Int(match.output.1) ?? 0) * 35))
    }

    @Test func `of many stacks the guards come before anything else`() throws {
        let stacks = (1...100).map { stack("stack\($0)", resources: 20) }
        let text = report(stacks).text(as: .markdown)
        #expect(text.utf8.count <= 65_000)
        #expect(MarkdownBalance.problem(with: text) == nil)
        #expect(text.matches(of: /--allow remove:stack\d+\.Table/).count == 100)
    }

    @Test func `stacks that have no room are counted`() throws {
        let stacks = (1...3_000).map { StackDifference(stack: "stack\($0)", baseline: Baseline(.file, name: "out")) }
        let text = report(stacks).text(as: .markdown)
        #expect(text.utf8.count <= 65_000)
        let shown = text.matches(of: /### `stack\d+`/).count
        let match = try #require(text.firstMatch(of: /([\d,]+) more stacks left out/))
        #expect(shown + (Int(match.output.1.filter { $0 != "," }) ?? 0) == 3_000)
    }

    @Test func `what is left out is shown by the command of the run`() {
        let differences = [stack("queues", resources: 500)]
        let whole = DifferenceReport(differences, command: "stacks diff queues --against out")
        #expect(whole.text(as: .markdown).contains(/\d+ lines: run_ `stacks diff queues --against out`/))
    }

    @Test func `a long value is left out before another resource is`() {
        var difference = stack("blog", resources: 100)
        difference.resources[0].properties = (1...20).map { index in
            let text = Sample.value(String(repeating: "x", count: 15_000))
            return PropertyChange(.added, ["Properties", "P\(index)"], before: nil, after: text)
        }
        let text = report([difference]).text(as: .markdown)
        #expect(text.utf8.count <= 65_000)
        #expect(text.contains("**\\~ `Queue1`**"))
        #expect(text.contains("- 43 lines left out here: run `stacks diff`"))
        #expect(text.contains("**\\~ `Queue100`**"))
        #expect(MarkdownBalance.problem(with: text) == nil)
    }

    @Test func `a text of others is never markup, calls nobody and links to nothing`() {
        var difference = StackDifference(stack: "blog", baseline: Baseline(.file, name: "@all #1 <details>"))
        difference.gaps = [Gap("</details> @all #1 [x](y) ![i](u) **b** `c` | 1. a GH-7\n# h https://a.b/c WWW.d.e")]
        difference.guards = [
            Guard(.replace, stack: "blog", logicalID: "a`b``c", reason: "- x", place: Place(file: "`.swift", line: 1))
        ]
        let text = report([difference]).text(as: .markdown)
        #expect(MarkdownBalance.problem(with: text) == nil)
        let escaped =
            ##"\</details\> @<!-- -->all \#<!-- -->1 \[x\](y) \!\[i\](u) \*\*b\*\* \`c\` \| 1. a "##
            + ##"GH\-<!-- -->7\\n\#<!-- --> h https:<!-- -->//a.b/c WWW<!-- -->.d.e"##
        #expect(text.contains(escaped), "\(text)")
        #expect(text.contains("```a`b``c```"))
        #expect(text.contains("(`` `.swift:1 ``)"))
        #expect(text.contains("- **\\- x**"))
    }
}
