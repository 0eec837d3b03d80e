internal import ArgumentParser
internal import Foundation
internal import SchemaCodegen

/// Generates the resource types of all AWS services from registry schemas.
@main
struct SchemaCodegenTool: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema-codegen",
        abstract: "Write the resource types of all AWS services, where bytes differ."
    )

    @Option(help: "The folder with the schemas, as scripts/update-schemas leaves it.")
    var schemas: String

    @Option(help: "The folder of the package.")
    var package = "."

    func run() throws {
        let generation = try Generation(schemasIn: URL(filePath: schemas))
        let folder = URL(filePath: package)
        let manifest = try String(contentsOf: folder.appending(path: Manifest.name), encoding: .utf8)
        let changes = try GeneratedTree(in: folder).write(generation.files(manifest: manifest))
        changes.written.forEach { print("wrote \($0)") }
        changes.removed.forEach { print("removed \($0)") }
    }
}
