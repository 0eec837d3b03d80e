internal import OrderedCollections
internal import TemplateModel

/// A policy of IAM or of a resource: one name or a list of one are the same, and neither the order of names nor that of
/// statements counts.
///
/// - Source: IAM User Guide, "Grammar of the IAM JSON policy language" (lists in place of one element), read 2026-11-22.
struct PolicyForm {
    let reading: ValueReading
    /// Of the policy as a whole.
    let shape: ValueReading.Shape

    /// Rules of web ACLs have a key of the same name.
    static func isPolicy(_ entries: OrderedDictionary<String, TemplateNode>) -> Bool {
        guard let statement = entries["Statement"] else { return false }
        return (statement.listItems ?? [statement]).contains { item in
            guard let parts = item.objectEntries, parts["Effect"] != nil else { return false }
            return parts["Action"] != nil || parts["NotAction"] != nil
        }
    }

    func value(of entries: OrderedDictionary<String, TemplateNode>, _ node: TemplateNode) -> CanonicalValue {
        .object(node, entries) { key, entry in key == "Statement" ? statements(entry) : read(entry) }
    }

    /// What is no part of the grammar of policies.
    private func read(_ node: TemplateNode) -> CanonicalValue? {
        reading.value(of: node, shape: shape)
    }

    private func statements(_ node: TemplateNode) -> CanonicalValue? {
        oneOrMore(node) { item in
            guard let entries = item.objectEntries, item.call == nil else { return read(item) }
            return .object(item, entries, part)
        }
    }

    private func part(_ key: String, _ node: TemplateNode) -> CanonicalValue? {
        switch key {
        case "Action", "NotAction", "Resource", "NotResource": return oneOrMore(node, read)
        case "Principal", "NotPrincipal": return object(node) { oneOrMore($0, read) }
        case "Condition": return object(node) { test in object(test) { oneOrMore($0, read) } }
        default: return read(node)
        }
    }

    private func object(_ node: TemplateNode, _ read: (TemplateNode) -> CanonicalValue?) -> CanonicalValue? {
        guard let entries = node.objectEntries, node.call == nil else { return self.read(node) }
        return .object(node, entries) { _, entry in read(entry) }
    }

    private func oneOrMore(_ node: TemplateNode, _ read: (TemplateNode) -> CanonicalValue?) -> CanonicalValue? {
        if let call = node.call, call.function == .if {
            return reading.value(of: call, node) { oneOrMore($0, read) }
        }
        let items = (node.listItems ?? [node]).compactMap(read)
        return items.isEmpty && node.listItems == nil ? nil : .list(node, items, .meansNothing)
    }
}
