import BorealisDiagnostics
import BorealisReports
import Foundation
import TestSupport
import Testing

/// The same problems in all forms.
@Suite struct DiagnosticReportTests {
    private let problems = [
        Diagnostic(
            .known(.duplicateVersion),
            at: Place(file: "/app/sql/a b/V2__mädchen, 100%.sql", line: 3, column: 7),
            "two scripts have the same version",
            got: "2 for \"V2__a\" and V2__b",
            expected: "one script for each version",
            fix: "give the newer one a version that no script has",
            trace: [Diagnostic.Trace("the other one", at: Place(file: "/app/sql/V2__a.sql", line: 1))]
        ),
        Diagnostic(.known(.emptyScript), severity: .warning, at: Place(file: "/app/sql/V3__x.sql"), "nothing\nin it"),
        Diagnostic("ACME001", severity: .note, at: nil, "of a library", fix: "do: this, then that"),
        Diagnostic(.known(.duplicateVersion), at: Place(file: "/app/sql/V4__x.sql", line: 1), "again"),
    ]

    private func text(as format: ReportFormat, of problems: [Diagnostic]) -> String {
        DiagnosticReport(problems) { $0.replacing("/app/", with: "") }.text(as: format)
    }

    @Test(arguments: ReportFormat.allCases)
    func `problems are told in each form`(format: ReportFormat) {
        Golden("Tests/ReportsTests/Goldens/problems.\(format.rawValue)").expect(text(as: format, of: problems))
    }

    @Test(arguments: [(ReportFormat.human, ""), (.github, ""), (.json, "[]\n")])
    func `no problem is no text, or an empty list`(format: ReportFormat, expected: String) {
        #expect(text(as: format, of: []) == expected)
    }

    @Test func `SARIF of no problem is a log of a run that found nothing`() throws {
        let run = try sarifRun(of: [])
        #expect((run["results"] as? [Any])?.isEmpty == true)
    }

    @Test func `SARIF names a file outside of the folder by a whole URI`() {
        let problem = Diagnostic(.known(.emptyScript), at: Place(file: "/tmp/a b.sql"), "nothing in it")
        #expect(text(as: .sarif, of: [problem]).contains(#""uri": "file:///tmp/a%20b.sql""#))
    }

    /// What the schema of SARIF 2.1.0 requires, and the rule behind each index.
    @Test func `SARIF has the members that its schema requires`() throws {
        let run = try sarifRun(of: problems)
        let driver = try #require((run["tool"] as? [String: Any])?["driver"] as? [String: Any])
        #expect(driver["name"] as? String == "Borealis")
        let rules = try #require(driver["rules"] as? [[String: Any]])
        let ids = rules.compactMap { $0["id"] as? String }
        #expect(ids == ["ACME001", "SQL101", "SQL402"])
        for result in try #require(run["results"] as? [[String: Any]]) {
            let message = try #require(result["message"] as? [String: Any])
            #expect(message["text"] is String)
            #expect(["error", "warning", "note"].contains(result["level"] as? String))
            #expect(ids[try #require(result["ruleIndex"] as? Int)] == result["ruleId"] as? String)
            for location in result["locations"] as? [[String: Any]] ?? [] {
                let physical = try #require(location["physicalLocation"] as? [String: Any])
                let uri = try #require((physical["artifactLocation"] as? [String: Any])?["uri"] as? String)
                #expect(URL(string: uri) != nil)
                #expect((physical["region"] as? [String: Any])?["startLine"] as? Int != 0)
            }
        }
    }

    private func sarifRun(of problems: [Diagnostic]) throws -> [String: Any] {
        let json = try JSONSerialization.jsonObject(with: Data(text(as: .sarif, of: problems).utf8))
        let log = try #require(json as? [String: Any])
        #expect(log["version"] as? String == "2.1.0")
        #expect(log["$schema"] is String)
        let runs = try #require(log["runs"] as? [[String: Any]])
        return try #require(runs.first)
    }
}
