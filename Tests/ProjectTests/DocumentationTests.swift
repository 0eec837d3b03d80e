import BorealisDiagnostics
import Foundation
import TestSupport
import Testing

/// What the documentation says is generated from the code, or compared with it.
@Suite struct DocumentationTests {
    @Test func `every code has its row`() {
        Golden("Sources/Borealis/Borealis.docc/DiagnosticCodes.md").expect(codesPage)
    }

    @Test(arguments: CataloguedCode.allCases)
    func `every code is used`(code: CataloguedCode) throws {
        let folders = ["Rules", "TemplateRules", "Aurora", "DataAPI", "DataLoss", "Locking"]
        let sources = try texts(in: "Sources") { file in
            file.pathExtension == "swift"
                && (file.lastPathComponent.hasPrefix("Diagnostic+")
                    || folders.contains(file.deletingLastPathComponent().lastPathComponent))
        }
        #expect(sources.contains { $0.contains(".\(code)") })
    }

    @Test func `the examples of the page on tests are compiled and run`() throws {
        let blocks = try swiftBlocks(of: "Sources/Borealis/Borealis.docc/TestingStacks.md")
        let examples = try texts(in: "Tests/ExampleTests") { $0.pathExtension == "swift" }
        #expect(blocks.count == 3)
        for block in blocks {
            #expect(examples.contains { $0.contains(block) }, "\(block)")
        }
    }

    @Test func `the page on running migrations has all tests of its stories`() throws {
        let page = String(
            decoding: try Data(contentsOf: PackageFolder.file("Sources/Borealis/Borealis.docc/RunningMigrations.md")),
            as: UTF8.self
        )
        let tests = String(
            decoding: try Data(contentsOf: PackageFolder.file("Tests/HandlerTests/test_stories.py")),
            as: UTF8.self
        )
        let told = page.matches(of: /`(test_\d+_\w+)`/).map { String($0.1) }
        let written = tests.matches(of: /def (test_\d+_\w+)\(/).map { String($0.1) }
        #expect(told == written)
        #expect(Set(written.compactMap { $0.split(separator: "_").dropFirst().first }).count == 15)
    }

    @Test(arguments: CataloguedCode.allCases.filter(\.isRule))
    func `every rule of validation has a source`(code: CataloguedCode) {
        #expect(code.source != nil)
    }

    @Test func `the stack in the README is our own`() throws {
        let blocks = try swiftBlocks(of: "README.md")
        let stacks = try texts(in: "stacks") { $0.pathExtension == "swift" }
        #expect(blocks.count == 1)
        #expect(stacks.contains(blocks.first ?? ""))
    }

    @Test func `what the README links to is there`() throws {
        let readme = String(decoding: try Data(contentsOf: PackageFolder.file("README.md")), as: UTF8.self)
        let links = readme.matches(of: /\]\(([^)]+)\)/).map { String($0.1) }
        #expect(links.count >= 4)
        for link in links {
            #expect(FileManager.default.fileExists(atPath: PackageFolder.file(link).path), "\(link)")
        }
    }

    @Test func `the commands of the README can be run`() throws {
        let readme = String(decoding: try Data(contentsOf: PackageFolder.file("README.md")), as: UTF8.self)
        for script in ["scripts/synth", "scripts/test"] {
            #expect(readme.contains(script))
            #expect(FileManager.default.isExecutableFile(atPath: PackageFolder.file(script).path))
        }
    }

    private var codesPage: String {
        let rows = CataloguedCode.allCases.map { code in
            "| `\(code.rawValue)` | \(code.meaning) |\(code.source.map { " [\(publisher(of: $0))](\($0))" } ?? "") |\n"
        }.joined()
        return """
            # Codes

            Every problem that Borealis reports has a code, which is never used for another problem.

            | code | what it says | source |
            |---|---|---|
            \(rows)
            """
    }

    private func publisher(of page: String) -> String {
        if page.contains("postgresql.org") { return "PostgreSQL" }
        return page.contains("mysql.com") ? "MySQL" : "AWS"
    }

    private func swiftBlocks(of path: String) throws -> [String] {
        let text = String(decoding: try Data(contentsOf: PackageFolder.file(path)), as: UTF8.self)
        return text.matches(of: /(?s)```swift\n(.*?)```/).map { String($0.1) }
    }

    private func texts(in path: String, where isWanted: (URL) -> Bool) throws -> [String] {
        let all = FileManager.default.enumerator(at: PackageFolder.file(path), includingPropertiesForKeys: nil)
        let files = (all?.allObjects ?? []).compactMap { $0 as? URL }.filter(isWanted)
        return try files.map { String(decoding: try Data(contentsOf: $0), as: UTF8.self) }
    }
}
