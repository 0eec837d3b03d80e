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

    @Test func `a folder without schemas is an error that says how to fetch them`() {
        let error = #expect(throws: SchemaError.self) { try Generation(schemasIn: URL(filePath: "/nonexistent")) }
        #expect(
            error.map(String.init(describing:))
                == "no schemas in /nonexistent; run scripts/update-schemas --fetch-only"
        )
    }
}
