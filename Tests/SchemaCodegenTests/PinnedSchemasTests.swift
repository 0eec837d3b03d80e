import BorealisPatterns
import Foundation
import ResourceSchema
import SchemaCodegen
import TestSupport
import Testing

@Suite struct PinnedSchemasTests {
    @Test func `each type is translated, and its facts give the schema back`() throws {
        let generation = try PinnedSchemas.generation()
        let declarations = generation.services.flatMap(generation.declarations)
        #expect(declarations.count == 1898)
        let broken = declarations.filter { ResourceTypeSchema(facts: $0.schema.facts) != $0.schema }
        #expect(broken.map(\.schema.typeName) == [])
    }

    @Test(arguments: ["EC2", "RDS", "SecretsManager"])
    func `the committed files are what the schemas give`(service: String) throws {
        let folder = PackageFolder.file("Sources/AWS/\(service)")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        let committed = try Dictionary(
            uniqueKeysWithValues: names.map { name in
                (name, try String(contentsOf: folder.appending(path: name), encoding: .utf8))
            }
        )
        let generated = try PinnedSchemas.generation().files(of: service)
        let stale = Set(committed.keys).union(generated.keys).filter { committed[$0] != generated[$0] }
        #expect(stale.sorted() == [], "run scripts/update-schemas")
    }

    @Test func `what is left out of the schemas is listed, with the reasons`() throws {
        let file = PackageFolder.file("Sources/AWS/Omissions.txt")
        let committed = try String(contentsOf: file, encoding: .utf8)
        #expect(committed == (try PinnedSchemas.generation().omissions), "run scripts/update-schemas")
    }

    /// An engine that backtracks never ends on some of these.
    @Test(.timeLimit(.minutes(3)))
    func `each pattern is matched in time that grows with the text`() throws {
        let generation = try PinnedSchemas.generation()
        let declarations = generation.services.flatMap(generation.declarations)
        let objects = declarations.flatMap { [$0.schema.object] + $0.schema.definitions.values }
        let patterns = Set(objects.flatMap(\.properties).compactMap(\.constraints.pattern)).sorted()
        #expect(patterns.count > 2_000)
        for text in patterns {
            let pattern = try Pattern(text)
            for attack in ["a", "0", "-a", "a.", "aA0", ":a", " ", "/a", "arn:aws:"] {
                _ = pattern.matches(String(repeating: attack, count: 100) + "!")
            }
        }
    }

    @Test func `a folder without schemas is an error that says how to fetch them`() {
        let error = #expect(throws: SchemaError.self) { try Generation(schemasIn: URL(filePath: "/nonexistent")) }
        #expect(
            error.map(String.init(describing:))
                == "no schemas in /nonexistent; run scripts/update-schemas --fetch-only"
        )
    }
}
