import BorealisDiagnostics
import BorealisReports
import Foundation
import TemplateDiff
import TemplateModel
import TestSupport
import Testing

/// What code hosts read: annotations, SARIF and test results.
@Suite struct CIReportTests {
    /// Which GitHub shows only ten of a kind of.
    @Test func `annotations come in the order of their importance`() {
        let lines = report([Sample.everything, Sample.small]).text(as: .github).split(separator: "\n")
        let kinds = lines.compactMap { $0.split(separator: " ").first }
        #expect(kinds == kinds.sorted { order(of: $0) < order(of: $1) })
        let guards = lines.prefix(4).map { $0.contains("--allow") }
        #expect(guards == [true, true, true, true])
        #expect(Set(kinds) == ["::error", "::warning", "::notice"])
    }

    private func order(of kind: Substring) -> Int { ["::error": 0, "::warning": 1, "::notice": 2][kind] ?? 3 }

    @Test func `each result of SARIF has a place and a fingerprint of its own`() throws {
        let results = try sarifResults(of: Sample.everything)
        #expect(results.count > 40)
        var fingerprints: Set<String> = []
        for result in results {
            let location = try #require((result["locations"] as? [[String: Any]])?.first)
            #expect(location["physicalLocation"] is [String: Any])
            let print = try #require((result["partialFingerprints"] as? [String: String])?["borealis/v1"])
            #expect(fingerprints.insert(print).inserted, "\(print)")
        }
        #expect(fingerprints.contains("DIF001:blog.Cluster"))
    }

    /// Whatever two templates differ in.
    @Test func `no two results of a comparison have one fingerprint`() throws {
        let folder = "Tests/TemplateDiffTests/Pairs"
        let names = try FileManager.default.contentsOfDirectory(atPath: PackageFolder.file(folder).path)
        let pairs = names.filter { $0.contains(".after.") }.sorted()
        #expect(pairs.count > 80)
        for name in pairs {
            let after = try #require(ComparedTemplate(file: "\(folder)/\(name)"))
            let comparison = StackComparison(
                stack: "blog",
                baseline: Baseline(.file, name: "before"),
                before: ComparedTemplate(file: "\(folder)/\(name.replacing(".after.", with: ".before."))"),
                after: after,
                schema: { _ in nil }
            )
            let prints = try sarifResults(of: comparison.difference()).compactMap {
                ($0["partialFingerprints"] as? [String: String])?["borealis/v1"]
            }
            #expect(Set(prints).count == prints.count, "\(name)")
        }
    }

    /// GitHub cuts off what is beyond 4,096 characters.
    @Test func `an annotation says at its start how a change may pass, and has room for the rest`() throws {
        var difference = Sample.everything
        difference.guards = [
            Guard(.replace, stack: "blog", logicalID: "Cluster", reason: Sample.longText.repeated(200), place: nil)
        ]
        difference.resources[2].properties += (1...400).map { number in
            PropertyChange(.added, ["Properties", "Property\(number)"], before: nil, after: Sample.value("value"))
        }
        let readable = try report([difference]).text(as: .github).split(separator: "\n").map { line in
            try ReadableText.of(String(line), as: .github)
        }
        for text in readable {
            #expect(text.trimmingPrefix(/::[^:]+::/).utf16.count <= 4_096)
        }
        let closed = try #require(readable.first { $0.contains("DIF001") })
        #expect(closed.prefix(400).contains("--allow replace:blog.Cluster"))
        #expect(closed.contains("… 1 more line, in --format json\n"))
        #expect(closed.contains("compared with stack blog-prod"))
        #expect(readable.contains { $0.contains(/… \d+ more lines, in --format json/) })
    }

    /// As a line that moves is the same finding.
    @Test func `a fingerprint doesn't depend on the line`() throws {
        var moved = Sample.everything
        moved.resources = moved.resources.map { resource in
            var resource = resource
            resource.place = Sample.swift(999)
            return resource
        }
        let prints = try [Sample.everything, moved].map { difference in
            try sarifResults(of: difference).map { $0["partialFingerprints"] as? [String: String] }
        }
        #expect(prints[0] == prints[1])
    }

    private func sarifResults(of difference: StackDifference) throws -> [[String: Any]] {
        let text = report([difference]).text(as: .sarif)
        let log = try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        let run = try #require((log["runs"] as? [[String: Any]])?.first)
        return try #require(run["results"] as? [[String: Any]])
    }

    @Test func `JUnit counts what its suites have`() throws {
        let text = report([Sample.everything, Sample.small]).text(as: .junit)
        let elements = try XMLText.read(text).elements
        let cases = elements.count { $0 == "testcase" }
        let failures = elements.count { $0 == "failure" }
        #expect(text.contains(#"<testsuites name="stacks diff" tests="\#(cases)" failures="\#(failures)" errors="0">"#))
        #expect(elements.count { $0 == "testsuite" } == 2)
        #expect(failures == Sample.everything.closedGuards.count + 4 + 1)
        #expect(elements.count { $0 == "skipped" } == Sample.everything.gaps.count)
    }

    @Test func `JUnit stays XML whatever a text has`() throws {
        var difference = StackDifference(stack: "a<b>&\"'", baseline: Baseline(.file, name: "\u{0}\u{FFFE}\u{1F}"))
        difference.gaps = [Gap("]]> \u{B}\u{FFFF} & <x/>")]
        #expect(try XMLText.strings(in: report([difference]).text(as: .junit)).contains("a<b>&\"'"))
    }
}

extension ComparedTemplate {
    /// Nil where there is no such file.
    fileprivate init?(file: String) {
        guard let bytes = try? Data(contentsOf: PackageFolder.file(file)) else { return nil }
        let document = TemplateDocument(Array(bytes))
        self.init(Template(document.root)) { path in
            Place(file: file, line: document.sources.position(of: path, isKey: true).line)
        }
    }
}

extension String {
    fileprivate func repeated(_ count: Int) -> String { String(repeating: self, count: count) }
}
