package import Foundation
internal import ResourceSchema

/// The whole way from a folder of registry schemas to Swift files.
package struct Generation {
    /// All types of the folder, sorted by name.
    package let schemas: [RegistrySchema]

    /// Reads a folder of `*.json`, as the cfn-lint wheel has them in `cfnlint/data/schemas/resources`.
    package init(schemasIn folder: URL) throws {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        let files = names.filter { $0.hasSuffix(".json") }.map { folder.appending(path: $0) }
        guard !files.isEmpty else { throw SchemaError.noSchemas(folder: folder.path) }
        let parser = SchemaParser()
        schemas = try files.map { file in
            try parser.parse(Data(contentsOf: file), file: file.lastPathComponent)
        }.sorted { $0.typeName < $1.typeName }
    }

    /// `EC2`, `RDS`, ….
    package var services: [String] {
        Set(schemas.map(\.service)).sorted()
    }

    package func declarations(of service: String) -> [ResourceDeclaration] {
        schemas.filter { $0.service == service }.map(TypeTranslator.translate)
    }

    /// All generated files by their paths from the folder of the package.
    ///
    /// - Parameter manifest: the text of `Package.swift`.
    package func files(manifest: String) throws(ManifestProblem) -> [String: String] {
        var files = [
            Manifest.name: try Manifest.text(manifest, with: services),
            "Sources/ResourceCatalog/CatalogFacts.swift": CatalogRenderer.text(of: self),
            "Sources/AWS/Omissions.txt": omissions,
        ]
        for service in services {
            for (name, text) in self.files(of: service) {
                files["Sources/AWS/\(service)/\(name)"] = text
            }
        }
        return files
    }

    /// All that is left out of the schemas, a line each: `AWS::S3::Bucket.Property: reason`.
    private var omissions: String {
        services.flatMap(declarations(of:)).flatMap(\.omissions).map { "\($0.path): \($0.reason)\n" }.joined()
    }

    /// The files of a service by name: one for its namespace, and one for each type.
    private func files(of service: String) -> [String: String] {
        var files = ["\(service).swift": ResourceRenderer.namespace(service)]
        for declaration in declarations(of: service) {
            // A type that is named as its service would overwrite the namespace.
            let name = declaration.name == service ? "\(declaration.name)Resource" : declaration.name
            files["\(name).swift"] = ResourceRenderer(declaration).text()
        }
        return files
    }
}
