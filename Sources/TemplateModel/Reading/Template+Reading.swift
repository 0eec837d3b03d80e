internal import OrderedCollections

extension Template {
    /// The sections of a document; what is no section is left out.
    package init(_ root: TemplateNode) {
        self.init()
        guard case .map(let sections) = root else { return }
        if case .string(let text)? = sections["Description"] { description = text }
        transforms = sections["Transform"]?.names ?? []
        metadata = sections["Metadata"]
        include = sections[Intrinsic.transform.rawValue]
        parameters = sections["Parameters"]?.section ?? [:]
        rules = sections["Rules"]?.section ?? [:]
        mappings = sections["Mappings"]?.section ?? [:]
        conditions = sections["Conditions"]?.section ?? [:]
        resources = sections["Resources"]?.section ?? [:]
        outputs = sections["Outputs"]?.section ?? [:]
    }
}

extension TemplateNode {
    fileprivate var section: Template.Section? {
        if case .map(let entries) = self { entries } else { nil }
    }

    /// One name, or a list of them.
    fileprivate var names: [String] {
        switch self {
        case .string(let name): [name]
        case .list(let items): items.flatMap(\.names)
        default: []
        }
    }
}
