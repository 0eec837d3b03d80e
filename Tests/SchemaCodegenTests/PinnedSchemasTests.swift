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

    @Test func `the committed files are what the schemas give`() throws {
        let manifest = try String(contentsOf: PackageFolder.file("Package.swift"), encoding: .utf8)
        let files = try PinnedSchemas.generation().files(manifest: manifest)
        let changes = GeneratedTree(in: PackageFolder.url).changes(to: files)
        #expect(changes == GeneratedTree.Changes(written: [], removed: []), "run scripts/update-schemas")
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
