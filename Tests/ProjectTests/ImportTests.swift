import Foundation
import TestSupport
import Testing

/// What a target may import is what Package.swift gives it, and nothing that only comes along.
@Suite struct ImportTests {
    private struct Manifest: Decodable {
        struct Target: Decodable {
            let name: String
            let path: String?
            let dependencies: [[String: [Name?]]]
        }

        let targets: [Target]
    }

    /// A part of a dependency: its name, or a platform condition.
    private struct Name: Decodable {
        let text: String?

        init(from decoder: any Decoder) throws {
            text = try? decoder.singleValueContainer().decode(String.self)
        }
    }

    private static let systemModules: Set = [
        "CryptoKit", "Darwin", "Dispatch", "Foundation", "FoundationEssentials", "Glibc", "Musl", "PackageDescription",
        "Synchronization", "Testing",
    ]

    @Test func `sources import direct dependencies only`() throws {
        let targets = try manifest().targets.filter { !($0.path ?? "").hasPrefix("Tests/") }
        #expect(targets.count > 10)
        for target in targets where !target.name.hasSuffix("Tests") {
            let allowed = Self.systemModules.union(target.dependencies.flatMap(\.values).compactMap { $0.first??.text })
            for (file, module) in try imports(in: target.path ?? "Sources/\(target.name)")
            where !allowed.contains(module) {
                Issue.record("\(file) imports \(module), which \(target.name) doesn't depend on")
            }
        }
    }

    @Test func `what synth links doesn't import the whole of Foundation`() throws {
        for folder in ["Diagnostics", "TemplateModel", "ResourceSchema", "ConstructKit", "AWSConstructs", "Borealis"] {
            let modules = Set(try imports(in: "Sources/\(folder)").map(\.module))
            #expect(modules.isDisjoint(with: ["Foundation", "Glibc", "Darwin"]), "\(folder)")
        }
    }

    private func manifest() throws -> Manifest {
        let folder = try TemporaryFolder()
        let run = try ProcessRun(
            URL(filePath: "/usr/bin/env"),
            [
                "swift", "package", "--package-path", PackageFolder.url.path, "--scratch-path", folder.url.path,
                "dump-package",
            ]
        )
        try #require(run.status == 0, "\(run.errors)")
        return try JSONDecoder().decode(Manifest.self, from: Data(run.output.utf8))
    }

    private func imports(in path: String) throws -> [(file: String, module: String)] {
        let folder = PackageFolder.file(path)
        let all = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?.allObjects ?? []
        // The Python in HandlerFiles.swift has imports of its own.
        let files = all.compactMap { $0 as? URL }.filter { file in
            file.pathExtension == "swift" && file.lastPathComponent != "HandlerFiles.swift"
        }
        return try files.flatMap { file in
            let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
            return text.matches(of: /(?m)^\s*(?:@\w+ )*(?:\w+ )?import (?:struct |class |enum |func )?(\w+)/).map {
                (file.lastPathComponent, String($0.1))
            }
        }
    }
}
