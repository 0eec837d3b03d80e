internal import OrderedCollections

extension Template {
    /// The sections of a document.
    package init(_ root: TemplateNode) {
        self.init()
        guard case .map(let sections) = root else { return }
        for (key, node) in sections where !read(key, node) {
            otherSections[key] = node
        }
    }

    /// - Returns: whether it is a section of its own here.
    private mutating func read(_ key: String, _ node: TemplateNode) -> Bool {
        switch (key, node) {
        case ("AWSTemplateFormatVersion", _): formatVersion = node
        case ("Description", .string(let text)): description = text
        case ("Transform", _): transforms = node.names
        case ("Metadata", _): metadata = node
        case (Intrinsic.transform.rawValue, _): include = node
        case ("Parameters", .map(let section)): parameters = section
        case ("Rules", .map(let section)): rules = section
        case ("Mappings", .map(let section)): mappings = section
        case ("Conditions", .map(let section)): conditions = section
        case ("Resources", .map(let section)): resources = section
        case ("Outputs", .map(let section)): outputs = section
        default: return false
        }
        return true
    }
}

extension TemplateNode {
    /// One name, one with parameters, or a list of them.
    fileprivate var names: [String] {
        switch self {
        case .string(let name): [name]
        case .list(let items): items.flatMap(\.names)
        case .map(let entries): entries["Name"]?.names ?? []
        default: []
        }
    }
}
