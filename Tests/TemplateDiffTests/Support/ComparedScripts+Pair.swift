import BorealisDiagnostics
import Foundation
import OrderedCollections
import SQLMigrations
import TemplateDiff
import TemplateModel
import TestSupport
import Testing

extension ComparedScripts {
    /// The scripts that are beside the templates of a pair, a folder for each set.
    static func sets(of pair: String, for template: Template) -> [ComparedScripts] {
        let folder = "\(TemplatePair.folder)/\(pair).scripts"
        return names(in: folder).map { set in
            ComparedScripts(
                reading: "\(folder)/\(set)",
                as: "sql/\(set)",
                set: set,
                engine: template.engine(ofSet: set)
            )
        }
    }

    /// - Parameter name: of the folder, as a stack would name it.
    private init(reading folder: String, as name: String, set: String, engine: DatabaseEngine) {
        let names = Self.names(in: folder)
        let files = names.filter { $0.hasSuffix(".sql") }.map { file in
            MigrationScripts.File(name: file, bytes: Self.bytes(of: "\(folder)/\(file)"))
        }
        let read = MigrationSet(
            folder: name,
            engine: engine,
            name: set,
            options: ScriptOptions(),
            files: files,
            others: [],
            place: Place(file: "Stack.swift", line: 1)
        )
        let sum =
            names.contains(MigrationSum.fileName)
            ? try? MigrationSum(reading: Self.bytes(of: "\(folder)/\(MigrationSum.fileName)"), at: name) : nil
        self.init(read, rebases: sum?.rebases ?? [])
    }

    private static func names(in folder: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: PackageFolder.file(folder).path)) ?? []).sorted()
    }

    private static func bytes(of file: String) -> [UInt8] {
        (try? Array(Data(contentsOf: PackageFolder.file(file)))) ?? []
    }
}

extension Template {
    fileprivate func engine(ofSet name: String) -> DatabaseEngine {
        let engines = resources.values.compactMap { resource -> DatabaseEngine? in
            guard case .map(let keys) = resource, case .map(let properties)? = keys["Properties"],
                properties["Set"] == .string(name), case .string(let engine)? = properties["Engine"]
            else { return nil }
            return DatabaseEngine(rawValue: engine)
        }
        return engines.first ?? .mysql
    }
}
