import BorealisDiagnostics
import Foundation
import SQLMigrations
import TestSupport
import Testing

/// The page on checks has a table that is generated from the rules.
@Suite struct SQLChecksPageTests {
    @Test func `every check of scripts has its row`() throws {
        let path = "Sources/Borealis/Borealis.docc/SQLChecks.md"
        let page = String(decoding: try Data(contentsOf: PackageFolder.file(path)), as: UTF8.self)
        let header = "|---|---|---|---|---|\n"
        let start = try #require(page.range(of: header)).upperBound
        let end = try #require(page.range(of: "\n\n", range: page.index(before: start)..<page.endIndex)).lowerBound
        let rows = SQLRules.all.map { rule in
            let engines = rule.engines.count > 1 ? "both" : rule.engines == [.mysql] ? "MySQL" : "PostgreSQL"
            let code = rule.code.source.map { "[\(rule.code.rawValue)](\($0))" } ?? rule.code.rawValue
            return "| \(code) | \(rule.severity) | \(engines) | \(rule.code.meaning) | \(rule.remedy) |"
        }
        Golden(path).expect(page[..<start] + rows.joined(separator: "\n") + page[end...])
    }

    @Test func `the page names every code of waivers and settings`() throws {
        let path = "Sources/Borealis/Borealis.docc/SQLChecks.md"
        let page = String(decoding: try Data(contentsOf: PackageFolder.file(path)), as: UTF8.self)
        for code in [CataloguedCode.staleScriptWaiver, .invalidScriptWaiver, .invalidCheckSetting, .transactionPair] {
            #expect(page.contains(code.rawValue))
        }
    }
}
