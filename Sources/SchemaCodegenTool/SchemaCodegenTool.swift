internal import ArgumentParser
internal import Foundation
internal import SchemaCodegen

/// Generates Swift from registry schemas.
@main
struct SchemaCodegenTool: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema-codegen",
        abstract: "Generate the resource types of AWS services from registry schemas.",
        subcommands: [GenerateVerb.self, CatalogVerb.self, OmissionsVerb.self]
    )
}

/// Where the schemas are, and which of their services are meant.
struct SchemaOptions: ParsableArguments {
    @Option(help: "The folder with the schemas, as scripts/update-schemas leaves it.")
    var schemas: String

    @Option(help: "The services, separated by commas; all where none is named.")
    var services: String?

    func selection() throws -> (generation: Generation, services: [String]) {
        let generation = try Generation(schemasIn: URL(filePath: schemas))
        return (generation, try ServiceSelection.services(named: services, among: generation.services))
    }
}

/// Writes the resource types of some services.
struct GenerateVerb: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate",
        abstract: "Write one file per resource type, where bytes differ."
    )

    @OptionGroup
    var options: SchemaOptions

    @Option(help: "The folder to write to: one folder for each service in it.")
    var output = "Sources/AWS"

    @Flag(help: "Write nothing; exit with 2 if a file differs.")
    var check = false

    func run() throws {
        let (generation, services) = try options.selection()
        var isStale = false
        for service in services {
            let folder = ServiceFolder(URL(filePath: output).appending(path: service))
            let files = generation.files(of: service)
            let changes = check ? folder.changes(to: files) : try folder.write(files)
            changes.written.forEach { print("\(check ? "differs" : "wrote") \(service)/\($0)") }
            changes.removed.forEach { print("\(check ? "obsolete" : "removed") \(service)/\($0)") }
            isStale = isStale || !changes.isEmpty
        }
        if check, isStale { throw ExitCode(2) }
    }
}

/// Writes the file with the facts of all types.
struct CatalogVerb: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "catalog",
        abstract: "Write the facts of all types into one file."
    )

    @Option(help: "The folder with the schemas, as scripts/update-schemas leaves it.")
    var schemas: String

    @Option(help: "The file to write.")
    var output = "Sources/ResourceCatalog/CatalogFacts.swift"

    func run() throws {
        let generation = try Generation(schemasIn: URL(filePath: schemas))
        try Data(CatalogRenderer.text(of: generation).utf8).write(to: URL(filePath: output), options: .atomic)
    }
}

/// Writes what the generated Swift leaves out.
struct OmissionsVerb: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "omissions",
        abstract: "Write the list of what the schemas say and the Swift doesn't, with the reasons."
    )

    @Option(help: "The folder with the schemas, as scripts/update-schemas leaves it.")
    var schemas: String

    @Option(help: "The file to write.")
    var output = "Sources/AWS/Omissions.txt"

    func run() throws {
        let generation = try Generation(schemasIn: URL(filePath: schemas))
        try Data(generation.omissions.utf8).write(to: URL(filePath: output), options: .atomic)
    }
}
