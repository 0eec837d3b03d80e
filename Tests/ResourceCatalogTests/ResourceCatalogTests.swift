import Foundation
import ResourceCatalog
import ResourceSchema
import SchemaCodegen
import TestSupport
import Testing

@Suite struct ResourceCatalogTests {
    @Test func `the catalog has what the pinned schemas say of every type`() throws {
        let schemas = PackageFolder.file(".build/schemas/cfn-lint-1.58.0")
        let generation = try Generation(schemasIn: schemas)
        let catalog = ResourceCatalog()
        #expect(catalog.typeNames == generation.schemas.map(\.typeName).sorted())
        for declaration in generation.services.flatMap(generation.declarations(of:)) {
            #expect(catalog.schema(of: declaration.schema.typeName) == declaration.schema)
        }
    }

    @Test func `a type that nobody knows has no schema`() {
        #expect(ResourceCatalog().schema(of: "AWS::No::Thing") == nil)
    }
}
