internal import OrderedCollections
internal import TemplateModel

/// Gives resources other logical IDs, wherever a template names them.
struct LogicalIDRenaming {
    /// The new logical ID of each old one.
    let names: [String: String]

    /// Those that a difference has found.
    init(_ names: [String: String]) {
        self.names = names
    }

    init(of difference: StackDifference) {
        let renames = difference.resources.compactMap { change -> (String, String)? in
            if case .rename(let old) = change.action { (old, change.logicalID) } else { nil }
        }
        self.init(Dictionary(renames) { first, _ in first })
    }

    /// The other way round.
    var reversed: LogicalIDRenaming {
        LogicalIDRenaming(Dictionary(names.map { ($1, $0) }) { first, _ in first })
    }

    /// A resource, or another element, with what it refers to.
    func renamed(_ element: TemplateNode) -> TemplateNode {
        names.isEmpty ? element : element.mappingReferences { names[$0] ?? $0 }
    }

    func renamed(_ template: Template) -> Template {
        guard !names.isEmpty else { return template }
        var renamed = template
        renamed.resources = Template.Section(
            uniqueKeysWithValues: template.resources.map { (names[$0] ?? $0, self.renamed($1)) }
        )
        renamed.outputs = template.outputs.mapValues(self.renamed)
        renamed.otherSections = template.otherSections.mapValues(self.renamed)
        return renamed
    }

    func renamed(_ side: ComparedTemplate) -> ComparedTemplate {
        guard !names.isEmpty else { return side }
        let old = reversed.names
        var renamed = ComparedTemplate(self.renamed(side.template)) { path in
            guard path.count > 1, path[0] == "Resources", let id = old[path[1]] else { return side.place(path) }
            return side.place(["Resources", id] + path.dropFirst(2))
        }
        renamed.parameters = side.parameters
        renamed.exports = side.exports
        renamed.physicalIDs = Dictionary(side.physicalIDs.map { (names[$0] ?? $0, $1) }) { first, _ in first }
        return renamed
    }
}
