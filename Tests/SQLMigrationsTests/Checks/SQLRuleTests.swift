import BorealisDiagnostics
import Foundation
import SQLMigrations
import TestSupport
import Testing

/// What each rule finds.
///
/// The file of a rule has scripts; each begins with `--- engine: what it is about`.
@Suite struct SQLRuleTests {
    static let folder = "Tests/SQLMigrationsTests/Goldens/Checks"

    static let files =
        (try? FileManager.default.contentsOfDirectory(atPath: PackageFolder.file(folder).path))?.filter {
            $0.hasSuffix(".sql")
        }.sorted() ?? []

    @Test(arguments: files)
    func `a rule finds what it is about`(file: String) throws {
        let stem = "\(Self.folder)/\(file.dropLast(4))"
        let text = try String(decoding: Data(contentsOf: PackageFolder.file(stem + ".sql")), as: UTF8.self)
        let blocks = text.split(separator: "--- ").map { block in
            let title = block.prefix { $0 != "\n" }
            let script = SampleScript(
                String(block.dropFirst(title.count + 1)),
                options: String(title.prefix { $0 != ":" })
            )
            let found = script.findings().problems.filter { file.hasPrefix($0.code.rawValue) }
            return "--- \(title)\n" + found.map { DiagnosticText().text(of: $0) + "\n" }.joined()
        }
        Golden(stem + ".golden").expect(blocks.joined())
    }

    @Test func `every rule has its file, but for the length of statements`() {
        let missing = SQLRules.all.map(\.code.rawValue).filter { code in !Self.files.contains { $0.hasPrefix(code) } }
        #expect(missing == ["SQL102"])
    }

    @Test(arguments: SQLRules.all.map(\.code.rawValue).filter { $0 != "SQL102" })
    func `every rule finds something, and not everything`(code: String) throws {
        let file = try #require(Self.files.first { $0.hasPrefix(code) })
        let golden = PackageFolder.file("\(Self.folder)/\(file.dropLast(4)).golden")
        let text = try String(decoding: Data(contentsOf: golden), as: UTF8.self)
        let counts = text.split(separator: "--- ").map { $0.split(separator: "\n").count - 1 }
        #expect(counts.contains { $0 > 0 })
        // All that one rule knows is one kind of statement.
        #expect(counts.contains(0) || ["SQL203", "SQL316"].contains(code))
    }

    @Test func `codes and their order are unique`() {
        let codes = SQLRules.all.map(\.code.rawValue)
        #expect(codes == Set(codes).sorted())
    }

    @Test(arguments: [(65_536, 0), (65_537, 1), (200_000, 1)])
    func `a statement may have 65,536 characters`(length: Int, expected: Int) {
        let start = "INSERT INTO a VALUES ('"
        let statement = start + String(repeating: "x", count: length - start.count - 2) + "')"
        let found = SampleScript("SELECT 1;\n\(statement);", options: "mysql").findings().problems
        #expect(found.count == expected)
        if expected == 1 { #expect(found.first?.place == Place(file: "sql/V1__a.sql", line: 2, column: 1)) }
    }

    @Test func `characters are counted, not bytes`() {
        let statement = "INSERT INTO a VALUES ('" + String(repeating: "ü", count: 65_000) + "')"
        #expect(SampleScript(statement, options: "mysql").findings().problems.isEmpty)
    }
}
