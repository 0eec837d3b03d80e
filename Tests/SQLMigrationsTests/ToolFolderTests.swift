import BorealisDiagnostics
import Foundation
import SQLMigrations
import TestSupport
import Testing

/// Folders as the tools themselves have them; a golden says what was understood of each.
@Suite struct ToolFolderTests {
    @Test(arguments: ["own", "flyway", "golang-migrate", "dbmate", "goose"])
    func `a folder works as it is`(tool: String) throws {
        let path = "Tests/SQLMigrationsTests/Goldens/\(tool)"
        let files = try files(in: PackageFolder.file(path))
        let options = ScriptOptions(placeholders: tool == "flyway" ? ["schema": "app"] : [:])
        let read = MigrationScripts(files, in: tool, engine: .postgresql, options: options)
        #expect(read.problems.filter { $0.severity != .note } == [])
        #expect(read.leftOut.isEmpty)
        let parts = (read.scripts + read.baselines).map(\.summary) + read.codes.map { $0 + "\n" }
        Golden(path + ".txt").expect(parts.joined())
    }

    private func files(in folder: URL) throws -> [MigrationScripts.File] {
        let names = try #require(FileManager.default.enumerator(atPath: folder.path)).compactMap { $0 as? String }
        return try names.filter { $0.hasSuffix(".sql") }.map { name in
            let bytes = try Data(contentsOf: folder.appendingPathComponent(name))
            return MigrationScripts.File(name: name, bytes: Array(bytes))
        }
    }
}
