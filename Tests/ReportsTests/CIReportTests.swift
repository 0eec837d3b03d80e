import BorealisDiagnostics
import BorealisReports
import Foundation
import TemplateDiff
import TestSupport
import Testing

/// What code hosts read: annotations, SARIF and test results.
@Suite struct CIReportTests {
    /// Which GitHub shows only ten of a kind of.
    @Test func `annotations come in the order of their importance`() {
        let lines = report([Sample.everything, Sample.ofDocumentation]).text(as: .github).split(separator: "\n")
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
        let text = report([Sample.everything, Sample.ofDocumentation]).text(as: .junit)
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
