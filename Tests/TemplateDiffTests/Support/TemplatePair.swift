import BorealisDiagnostics
import Foundation
import OrderedCollections
import ResourceCatalog
import ResourceSchema
import Synchronization
import TemplateDiff
import TemplateModel
import TestSupport
import Testing

/// Two templates of `Pairs`, and what is known of the stack besides.
///
/// Files that may be missing: the first template, where nothing is deployed yet, and `NN_topic.deployed.yaml` with
/// `Parameters` (values by name), `Exports` (name and importers by output) and `PhysicalIDs` (by logical ID). The scripts
/// of a set of the second template are in `NN_topic.scripts/NAME`, with `migrations.sum` where there is one.
struct TemplatePair {
    static let folder = "Tests/TemplateDiffTests/Pairs"

    /// `07_port_as_text`.
    let name: String
    let before: ComparedTemplate?
    let after: ComparedTemplate

    /// The names of all pairs, sorted.
    static let names: [String] = {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: PackageFolder.file(folder).path)) ?? []
        return Set(files.compactMap { $0.split(separator: ".").first.map(String.init) }).sorted()
    }()

    init?(named name: String) {
        guard let after = ComparedTemplate(file: "\(name).after") else { return nil }
        var before = ComparedTemplate(file: "\(name).before")
        if let deployed = TemplateDocument(file: "\(name).deployed") {
            before?.add(deployed.root)
        }
        (self.name, self.before, self.after) = (name, before, after)
    }

    init(_ name: String, before: ComparedTemplate?, after: ComparedTemplate) {
        (self.name, self.before, self.after) = (name, before, after)
    }

    /// The pair the other way round.
    var reversed: TemplatePair? {
        guard let before else { return nil }
        var after = after
        (after.parameters, after.physicalIDs) = (before.parameters, before.physicalIDs)
        return TemplatePair(name, before: after, after: before)
    }

    func difference(
        sets: [ComparedScripts]? = nil,
        changeSet: ChangeSet? = nil,
        allowances: Set<String> = []
    )
        -> StackDifference
    {
        StackComparison(
            stack: "blog",
            baseline: Baseline(before == nil ? .absent : .file, name: "before"),
            before: before,
            after: after,
            sets: sets ?? ComparedScripts.sets(of: name, for: after.template),
            changeSet: changeSet,
            allowances: allowances,
            schema: Schemas.schema
        )
        .difference()
    }
}

/// The schemas of all types; each is read once.
enum Schemas {
    private static let catalog = ResourceCatalog()
    private static let known = Mutex<[String: ResourceTypeSchema?]>([:])

    static func schema(of type: String) -> ResourceTypeSchema? {
        known.withLock { known in
            if let schema = known[type] { return schema }
            let schema = catalog.schema(of: type)
            known[type] = schema
            return schema
        }
    }
}

extension TemplateDocument {
    /// Nil where there is no such file, with one ending or the other.
    fileprivate init?(file name: String) {
        let contents = ["yaml", "json"].lazy.compactMap { ending in
            try? Data(contentsOf: PackageFolder.file("\(TemplatePair.folder)/\(name).\(ending)"))
        }
        guard let content = contents.first else { return nil }
        self.init(Array(content))
        #expect(problems.isEmpty, "\(name): \(problems)")
    }
}

extension ComparedTemplate {
    /// A template that was read; its places are `before.yaml:12:3`.
    init(_ document: TemplateDocument, named file: String = "template.yaml") {
        self.init(Template(document.root)) { path in
            let position = document.sources.position(of: path, isKey: true)
            return Place(file: file, line: position.line, column: position.column)
        }
    }

    /// A template from its text.
    init(text: String, named file: String = "template.yaml") {
        let document = TemplateDocument(Array(text.utf8))
        #expect(document.problems.isEmpty, "\(document.problems)")
        self.init(document, named: file)
    }

    fileprivate init?(file: String) {
        guard let document = TemplateDocument(file: file) else { return nil }
        self.init(document, named: file.split(separator: ".").last.map(String.init) ?? file)
    }

    fileprivate mutating func add(_ deployed: TemplateNode) {
        guard case .map(let facts) = deployed else { return }
        parameters = facts.texts(of: "Parameters")
        physicalIDs = facts.texts(of: "PhysicalIDs")
        guard case .map(let exports)? = facts["Exports"] else { return }
        for (output, node) in exports {
            guard case .map(let export) = node, case .string(let name)? = export["Name"] else { continue }
            self.exports[output] = ElementChange.Export(name: name, importers: export["Importers"]?.texts)
        }
    }
}

extension Template.Section {
    fileprivate func texts(of key: String) -> [String: String] {
        guard case .map(let entries)? = self[key] else { return [:] }
        return Dictionary(uniqueKeysWithValues: entries.map { ($0, $1.text) })
    }
}

extension TemplateNode {
    fileprivate var text: String {
        if case .string(let text) = self { text } else { line }
    }

    fileprivate var texts: [String] {
        if case .list(let items) = self { items.map(\.text) } else { [] }
    }
}
