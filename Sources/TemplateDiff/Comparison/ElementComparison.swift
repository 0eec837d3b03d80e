internal import BorealisDiagnostics
internal import OrderedCollections
internal import TemplateModel

/// Compares all of two templates that is no resource.
struct ElementComparison {
    private let before: ComparedTemplate
    private let after: ComparedTemplate
    private(set) var changes: [ElementChange] = []
    private(set) var rewrites = 0
    /// The parameters whose values nobody is to see; what they are compared with may be one.
    private let secretParameters: Set<String>

    init(before: ComparedTemplate, after: ComparedTemplate) {
        self.before = before
        self.after = after
        let (old, new) = (before.template, after.template)
        let parameters = ParameterValues(before: before, after: after)
        secretParameters = Set(old.parameters.keys.union(new.parameters.keys).filter(parameters.isSecret))
        compareWhole(.formatVersion, old.formatVersion, new.formatVersion)
        compareWhole(.description, old.description.node, new.description.node)
        compareWhole(.transform, old.transformNames, new.transformNames)
        compareMetadata(old.metadata, new.metadata)
        compare(.parameters, old.parameters, new.parameters)
        compare(.rules, old.rules, new.rules)
        compare(.mappings, old.mappings, new.mappings)
        compare(.conditions, old.conditions, new.conditions)
        compare(.outputs, old.outputs, new.outputs)
        compare(.other, old.unnamedSections, new.unnamedSections)
    }

    private mutating func compare(
        _ section: ElementChange.Section,
        _ olds: Template.Section,
        _ news: Template.Section
    ) {
        for (name, new) in news {
            compare(section, name, olds[name], new)
        }
        for (name, old) in olds where news[name] == nil {
            compare(section, name, old, nil)
        }
    }

    /// A part that has no elements, such as the description.
    private mutating func compareWhole(_ section: ElementChange.Section, _ old: TemplateNode?, _ new: TemplateNode?) {
        compare(section, section.rawValue, old, new)
    }

    /// By its keys, as each is somebody else's.
    private mutating func compareMetadata(_ old: TemplateNode?, _ new: TemplateNode?) {
        guard old?.call == nil, new?.call == nil, let olds = (old ?? .map([:])).objectEntries,
            let news = (new ?? .map([:])).objectEntries
        else { return compareWhole(.metadata, old, new) }
        compare(.metadata, olds, news)
    }

    private mutating func compare(
        _ section: ElementChange.Section,
        _ name: String,
        _ old: TemplateNode?,
        _ new: TemplateNode?
    ) {
        if let old, let new, old.isWritten(like: new) { return }
        var comparison = ValueComparison()
        comparison.compare(
            old.map { ElementForm.value(of: $0, in: section) },
            new.map { ElementForm.value(of: $0, in: section) },
            at: []
        )
        rewrites += comparison.rewrites
        guard !comparison.changes.isEmpty else { return }
        let action: ElementChange.Action = old == nil ? .add : new == nil ? .remove : .update
        var change = ElementChange(action, section, name)
        change.properties = ElementForm.withoutSecrets(comparison.changes, of: name, in: section, [old, new])
        if section == .conditions || section == .rules, isAboutSecret([old, new]) {
            change.properties = change.properties.map(\.withoutLiterals)
        }
        change.export = section == .outputs ? export(of: name, [old, new]) : nil
        change.place = place(of: name, in: section, isAfter: new != nil)
        changes.append(change)
    }

    private func isAboutSecret(_ nodes: [TemplateNode?]) -> Bool {
        !secretParameters.isEmpty && nodes.contains { !($0?.mentions.isDisjoint(with: secretParameters) ?? true) }
    }

    /// The same with the outputs whose values change because of what they refer to.
    func changes(with sources: ChangedSources) -> [ElementChange] {
        guard !sources.names.isEmpty else { return changes }
        let (olds, news) = (before.template.outputs, after.template.outputs)
        let direct = Dictionary(changes.filter { $0.section == .outputs }.map { ($0.name, $0) }) { first, _ in first }
        let outputs = news.compactMap { name, new -> ElementChange? in
            guard let old = olds[name] else { return direct[name] }
            return indirect(name, new, direct[name] ?? update(name, old, new), from: sources)
        }
        let isGone = { (change: ElementChange) in change.section == .outputs && news[change.name] == nil }
        let start = changes.firstIndex { $0.section == .outputs || $0.section == .other } ?? changes.endIndex
        let others = changes[start...].filter { $0.section == .other }
        return Array(changes[..<start]) + outputs + changes.filter(isGone) + others
    }

    /// Nil where nothing of the output changes.
    private func indirect(
        _ name: String,
        _ node: TemplateNode,
        _ change: ElementChange,
        from sources: ChangedSources
    ) -> ElementChange? {
        var search = IndirectChanges(from: sources, besides: change.properties, paths: nil)
        if let condition = node.objectEntries?["Condition"]?.plainText { search.visitCondition(condition) }
        for key in ["Value", "Export"] {
            guard let part = node.objectEntries?[key] else { continue }
            search.visit(Canonicalization.value(of: part), at: [key])
        }
        var change = change
        change.properties += ElementForm.withoutSecrets(search.changes, of: name, in: .outputs, [node])
        return change.properties.isEmpty ? nil : change
    }

    private func update(_ name: String, _ old: TemplateNode, _ new: TemplateNode) -> ElementChange {
        var change = ElementChange(.update, .outputs, name)
        change.export = export(of: name, [old, new])
        change.place = place(of: name, in: .outputs, isAfter: true)
        return change
    }

    /// The export that other stacks know, or the one that comes.
    private func export(of output: String, _ nodes: [TemplateNode?]) -> ElementChange.Export? {
        if let known = before.exports[output] { return known }
        let names = nodes.compactMap { $0?.objectEntries?["Export"]?.objectEntries?["Name"] }
        return names.first.map { ElementChange.Export(name: $0.nameText, importers: nil) }
    }

    private func place(of name: String, in section: ElementChange.Section, isAfter: Bool) -> Place? {
        let isWhole = name == section.rawValue
        let path = section == .other || isWhole ? [name] : [section.rawValue, name]
        return (isAfter ? after : before).place(path)
    }
}

/// How an element is read and shown.
enum ElementForm {
    static func value(of node: TemplateNode, in section: ElementChange.Section) -> CanonicalValue {
        guard section == .parameters, let entries = node.objectEntries else { return Canonicalization.value(of: node) }
        let reading = ValueReading()
        return .object(node, entries) { key, entry in
            guard key == "AllowedValues", let items = entry.listItems else { return reading.value(of: entry) }
            return .list(entry, items.compactMap { reading.value(of: $0) }, .meansNothing)
        }
    }

    /// A parameter that must not be echoed has no default, and the name of an element tells as much as a path.
    static func withoutSecrets(
        _ changes: [PropertyChange],
        of name: String,
        in section: ElementChange.Section,
        _ nodes: [TemplateNode?]
    ) -> [PropertyChange] {
        let isSilent = nodes.contains { $0?.objectEntries?.isSilent ?? false }
        let isSecret = SecretName.isSecret(name) && section != .metadata
        guard section == .parameters && isSilent || isSecret else { return changes }
        return changes.map { change in
            let isValue = ["Default", "AllowedValues", "Value"].contains(change.path.first) || section == .mappings
            guard isValue || change.path.isEmpty else { return change }
            return PropertyChange(
                change.kind,
                change.path,
                before: change.before?.withoutValue(isWhole: change.path.isEmpty),
                after: change.after?.withoutValue(isWhole: change.path.isEmpty)
            )
        }
    }
}

extension PropertyChange {
    /// Without the texts that a secret is compared with.
    fileprivate var withoutLiterals: PropertyChange {
        let sides = [before, after].map { side -> ChangedValue? in
            guard case .value(let node)? = side else { return side }
            return Redaction.shown(node, at: ["secret"])
        }
        return PropertyChange(kind, path, before: sides[0], after: sides[1])
    }
}

extension ChangedValue {
    /// Hidden, or without what an element gives; a function is shown.
    fileprivate func withoutValue(isWhole: Bool) -> ChangedValue {
        guard case .value(let node) = self else { return self }
        guard isWhole, var entries = node.objectEntries, node.call == nil else {
            return Redaction.shown(node, at: ["secret"])
        }
        for key in ["Default", "AllowedValues", "Value"] where entries[key] != nil {
            guard let value = entries[key], case .value(let shown) = Redaction.shown(value, at: ["secret"]) else {
                entries[key] = Redaction.mask
                continue
            }
            entries[key] = shown
        }
        return .value(.map(entries))
    }
}

extension Template {
    /// Nil for none.
    fileprivate var transformNames: TemplateNode? {
        let names = Template(node).transforms
        return names.isEmpty ? nil : .list(names.map(TemplateNode.string))
    }

    /// What stands at the top and has no section of its own here.
    fileprivate var unnamedSections: Section {
        var sections = otherSections
        sections[Intrinsic.transform.rawValue] = include
        return sections
    }
}

extension String {
    fileprivate var node: TemplateNode? { isEmpty ? nil : .string(self) }
}

extension TemplateNode {
    /// The name of an export in a line: the text, or that of `Fn::Sub`.
    fileprivate var nameText: String {
        if let text = passedText { return text }
        if case (.sub, .string(let text))? = call { return text }
        return line
    }
}
