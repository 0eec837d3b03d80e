import Foundation
import SchemaCodegen
import TestSupport
import Testing

@Suite struct CommandTests {
    @Test func `only files that differ are written, and those of types that are no more are removed`() throws {
        let temporary = try TemporaryFolder()
        let tree = GeneratedTree(in: temporary.url(""))
        let kept = ["Package.swift": "p", "Sources/AWS/EC2/A.swift": "a"]
        let gone = ["Sources/AWS/EC2/B.swift": "b", "Sources/AWS/Old/C.swift": "c"]
        try tree.write(kept.merging(gone) { first, _ in first })
        let after = kept.merging(["Sources/AWS/EC2/A.swift": "other"]) { _, second in second }
        #expect(
            try tree.write(after)
                == GeneratedTree.Changes(
                    written: ["Sources/AWS/EC2/A.swift"],
                    removed: ["Sources/AWS/EC2/B.swift", "Sources/AWS/Old/C.swift"]
                )
        )
        #expect(tree.changes(to: after) == GeneratedTree.Changes(written: [], removed: []))
        #expect(!FileManager.default.fileExists(atPath: temporary.url("Sources/AWS/Old").path))
    }

    @Test func `the manifest lists all services`() throws {
        let services = (10...30).map { "Service\($0)" }
        let text = try Manifest.text("a\nlet services = [\n    \"Old\",\n]\nlet b = [\n]\n", with: services)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        #expect(lines.first == "a")
        #expect(lines[2...4].joined().filter { !$0.isWhitespace } == services.map { "\"\($0)\"," }.joined())
        #expect(lines.allSatisfy { $0.count <= 120 })
        #expect(Array(lines[5...]) == ["]", "let b = [", "]", ""])
    }

    @Test func `a manifest without the list is an error`() {
        #expect(throws: ManifestProblem.noServices) { try Manifest.text("let services = []", with: ["EC2"]) }
    }
}
