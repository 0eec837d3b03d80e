import Foundation
import SchemaCodegen
import TestSupport
import Testing

/// One schema for each shape, and the Swift that is generated from it.
@Suite struct GoldenTests {
    private static let folder = "Tests/SchemaCodegenTests/Goldens"

    @Test(arguments: [
        "attributes", "choices", "collisions", "combinations", "enumerations", "patterns", "recursion", "scalars",
    ])
    func `a schema gives exactly its golden`(stem: String) throws {
        let input = PackageFolder.file("\(Self.folder)/\(stem).json")
        let schema = try SchemaParser().parse(Data(contentsOf: input), file: input.lastPathComponent)
        let text = ResourceRenderer(TypeTranslator.translate(schema)).text()
        Golden("\(Self.folder)/\(stem).swift.golden").expect(text)
    }
}
