internal import BorealisDiagnostics
internal import BorealisFileSystem
internal import ConstructKit
internal import OrderedCollections
internal import TemplateModel

/// The line of Swift of each logical ID, for tools that show a template to people.
///
/// - Shape: `{"version": 1, "stacks": {"database": {"template": "out/database.template.yaml", "parameters": {…},
///   "resources": {"Cluster": {"file": "stacks/DatabaseStack.swift", "line": 14}}, …}}}`: the sections that have any, in
///   the order of the template, files as problems name them.
/// - Units: lines are counted from 1.
struct StackSourceMap {
    private let templates: [RenderedTemplate]
    private let folder: String

    /// - Parameter folder: of the templates.
    init(_ templates: [RenderedTemplate], in folder: String) {
        self.templates = templates
        self.folder = folder
    }

    var text: String {
        let stacks = templates.map { ($0.stack.name, entry(of: $0)) }
        return TemplateNode.map([
            "version": .integer(1), "stacks": .map(OrderedDictionary(uniqueKeysWithValues: stacks)),
        ]).text(as: .json)
    }

    /// Whether a file may be replaced by a map: it isn't there, or is one itself.
    ///
    /// - Throws: ``Diagnostic`` `CLI002` where something else is there, or it can't be read.
    static func check(_ path: String) throws(Diagnostic) {
        let old: [UInt8]?
        do throws(POSIXFailure) {
            old = try POSIXFile.content(of: path)
        } catch {
            throw .unwritableSourceMap(path, reason: error.explanation)
        }
        let beginning = Array("{\n  \"version\": 1,\n  \"stacks\": {".utf8)
        guard old.map({ $0.starts(with: beginning) }) ?? true else { throw .otherFile(path) }
    }

    /// Writes it at once, after all that it is about; where it is there already, nothing is touched.
    ///
    /// - Returns: whether it was written.
    /// - Throws: ``Diagnostic`` `CLI002` where it can't be written.
    func write(to path: String) throws(Diagnostic) -> Bool {
        let bytes = Array(text.utf8)
        // The output may be there since, by another name of its folder.
        try Self.check(path)
        do throws(POSIXFailure) {
            guard try POSIXFile.content(of: path) != bytes else { return false }
            if let slash = path.lastIndex(of: "/"), slash > path.startIndex {
                try POSIXFile.makeFolders(String(path[..<slash]))
            }
            try POSIXFile.replace(path, with: bytes)
            return true
        } catch {
            throw .unwritableSourceMap(path, reason: error.explanation)
        }
    }

    private func entry(of template: RenderedTemplate) -> TemplateNode {
        var entry: Template.Section = ["template": .string("\(folder)/\(template.fileName)")]
        for (name, section) in template.stack.template.sourceSections {
            let places = section.keys.compactMap { id in template.stack.places[id].map { (id, node(for: $0)) } }
            guard !places.isEmpty else { continue }
            entry[name] = .map(OrderedDictionary(uniqueKeysWithValues: places))
        }
        return .map(entry)
    }

    private func node(for place: Place) -> TemplateNode {
        var node: Template.Section = ["file": .string(SourcePath.display(place.file))]
        node["line"] = place.line.map(TemplateNode.integer)
        return .map(node)
    }
}

extension Template {
    /// The sections whose entries somebody has written a line of Swift for.
    fileprivate var sourceSections: [(name: String, entries: Section)] {
        [
            ("parameters", parameters), ("mappings", mappings), ("conditions", conditions), ("resources", resources),
            ("outputs", outputs),
        ]
    }
}
