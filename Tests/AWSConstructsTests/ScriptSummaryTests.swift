import Borealis
import Foundation
import OrderedCollections
import TemplateModel
import TestSupport
import Testing

@Suite struct ScriptSummaryTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func summary(of count: Int) throws -> [TemplateNode] {
        for number in 1...count {
            try folder.write("SELECT \(number);\n", to: "sql/V\(number)__script.sql")
        }
        let scripts = folder.url("sql").path
        let app = synthesize { ExistingStack(scripts: scripts) }
        guard case .list(let entries)? = app.property("Migration", "Metadata", "Borealis::Scripts") else { return [] }
        return entries
    }

    @Test func `all scripts are named where they fit`() throws {
        let entries = try summary(of: 200)
        #expect(entries.count == 200)
        #expect(entries.first.map { name(of: $0) } == "V1__script.sql")
    }

    @Test func `the oldest are counted where all would not fit`() throws {
        let entries = try summary(of: 2000)
        guard case .map(let first)? = entries.first else { throw UnexpectedShape() }
        #expect(first["Omitted"] == .string(String(2000 - entries.count + 1)))
        #expect(first["Checksum"].map { "\($0)".count > 64 } == true)
        #expect(entries.last.map { name(of: $0) } == "V2000__script.sql")
        let text = TemplateNode.list(entries).text(as: .yaml)
        #expect((60_000...100_000).contains(text.utf8.count))
    }

    @Test func `what is counted is hashed`() throws {
        let before = try summary(of: 2000).first
        try folder.write("SELECT 0;\n", to: "sql/V1__script.sql")
        let scripts = folder.url("sql").path
        let app = synthesize { ExistingStack(scripts: scripts) }
        guard case .list(let entries)? = app.property("Migration", "Metadata", "Borealis::Scripts") else {
            throw UnexpectedShape()
        }
        #expect(entries.first != before)
    }

    private struct UnexpectedShape: Error {}

    private func name(of entry: TemplateNode) -> String? {
        guard case .map(let fields) = entry, case .string(let name)? = fields["Script"] else { return nil }
        return name
    }
}
