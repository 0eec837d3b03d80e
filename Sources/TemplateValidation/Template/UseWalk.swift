internal import OrderedCollections
internal import TemplateModel

/// Goes once through all that can name elements of a template, in the order of the text.
struct UseWalk {
    private(set) var uses: [TemplateUse] = []
    /// Whether something is named that only a macro or a deploy knows.
    private(set) var namesMore = false

    private var section = TemplateSection.resources
    private var owner = ""
    /// The identifiers of the loops around a place.
    private var loops: [String] = []

    init(through template: Template) {
        let sections: [(TemplateSection, Template.Section)] = [
            (.rules, template.rules), (.conditions, template.conditions), (.resources, template.resources),
            (.outputs, template.outputs),
        ]
        for (section, elements) in sections {
            self.section = section
            for (id, node) in elements {
                owner = id
                visitElement(node, of: id, at: TemplateLocation(section.rawValue, id))
            }
        }
        section = .other
        for (key, node) in template.otherSections {
            owner = key
            visit(node, at: TemplateLocation(key))
        }
    }

    private mutating func visitElement(_ node: TemplateNode, of id: String, at location: TemplateLocation) {
        guard section == .resources || section == .outputs, case .map(let body) = node else {
            return visit(node, of: id, at: location)
        }
        for (key, value) in body {
            let place = location.appending(key)
            switch (key, value) {
            case ("Condition", .string(let name)): add(.condition, name, at: place)
            case ("DependsOn", .string(let id)): add(.dependsOn, id, at: place)
            case ("DependsOn", .list(let ids)): addDependencies(ids, at: place)
            default: visit(value, at: place)
            }
        }
    }

    private mutating func addDependencies(_ ids: [TemplateNode], at location: TemplateLocation) {
        for (index, node) in ids.enumerated() {
            guard case .string(let id) = node else { continue }
            add(.dependsOn, id, at: location.appending(index))
        }
    }

    private mutating func visit(_ node: TemplateNode, at location: TemplateLocation) {
        switch node {
        case .list(let items):
            for (index, item) in items.enumerated() {
                visit(item, at: location.appending(index))
            }
        case .map(let entries):
            addUse(of: entries, node, at: location)
            for (key, value) in entries {
                visit(value, of: key, at: location.appending(key))
            }
        case .string, .integer, .number, .boolean: break
        }
    }

    /// Inside of a loop its identifier is known, but not in what it goes through.
    private mutating func visit(_ value: TemplateNode, of key: String, at location: TemplateLocation) {
        guard key.hasPrefix("Fn::ForEach::"), case .list(let parts) = value, parts.count == 3,
            case .string(let identifier) = parts[0]
        else { return visit(value, at: location) }
        visit(parts[1], at: location.appending(1))
        loops.append(identifier)
        visit(parts[2], at: location.appending(2))
        loops.removeLast()
    }

    private mutating func addUse(
        of entries: OrderedDictionary<String, TemplateNode>,
        _ node: TemplateNode,
        at location: TemplateLocation
    ) {
        // The attributes of a parameter, which only rules can ask for.
        if case .list(let parts)? = entries["Fn::ValueOf"], case .string(let id)? = parts.first {
            add(.reference, id, at: location)
        }
        namesMore = namesMore || entries[Intrinsic.transform.rawValue] != nil
        guard let call = node.call else { return }
        switch (call.function, call.argument) {
        case (.ref, .string(let id)): add(.reference, id, at: location)
        case (.ref, _): namesMore = true
        case (.getAtt, .list(let parts)): addAttribute(parts.map(\.scalarText), at: location)
        case (.getAtt, .string(let text)): addName(text[...], at: location)
        case (.sub, .string(let text)): addNames(in: text, except: [], at: location)
        case (.sub, .list(let parts)): addSubstitution(parts, at: location)
        case (.if, .list(let parts)): addCondition(parts.first, at: location)
        case (.condition, .string(let name)) where section == .conditions || section == .rules:
            add(.condition, name, at: location)
        case (.findInMap, .list(let parts)): addMapping(parts, at: location)
        default: break
        }
    }

    private mutating func addAttribute(_ parts: [String?], at location: TemplateLocation) {
        let names = parts.compactMap(\.self)
        guard names.count == parts.count, names.count > 1 else { return }
        add(.attribute(names.dropFirst().joined(separator: ".")), names[0], at: location)
    }

    private mutating func addCondition(_ node: TemplateNode?, at location: TemplateLocation) {
        guard case .string(let name)? = node else { return }
        add(.condition, name, at: location.appending(Intrinsic.if.rawValue).appending(0))
    }

    private mutating func addMapping(_ parts: [TemplateNode], at location: TemplateLocation) {
        guard case .string(let name)? = parts.first else {
            namesMore = true
            return
        }
        // The fourth is a value for keys that aren't there.
        let keys = parts.count == 3 ? parts.dropFirst().map(\.scalarText).map(withoutLoops) : []
        add(.mapping(keys), name, at: location)
    }

    private mutating func addSubstitution(_ parts: [TemplateNode], at location: TemplateLocation) {
        guard case .string(let text)? = parts.first else { return }
        var variables: Set<String> = []
        if parts.count > 1, case .map(let own) = parts[1] {
            variables = Set(own.keys)
        }
        addNames(in: text, except: variables, at: location)
    }

    /// The names between `${` and `}`; `${!` is literal text.
    private mutating func addNames(in text: String, except variables: Set<String>, at location: TemplateLocation) {
        var rest = text[...]
        while let start = rest.firstRange(of: "${")?.upperBound, let end = rest[start...].firstIndex(of: "}") {
            let name = rest[start..<end].trimmed
            rest = rest[rest.index(after: end)...]
            guard !name.hasPrefix("!"), !variables.contains(String(name)) else { continue }
            addName(name, at: location)
        }
    }

    private mutating func addName(_ name: Substring, at location: TemplateLocation) {
        let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
        guard let id = parts.first else { return }
        add(parts.count > 1 ? .attribute(parts[1]) : .reference, id, at: location)
    }

    private mutating func add(_ kind: TemplateUse.Kind, _ target: String, at location: TemplateLocation) {
        guard !target.isEmpty, !loops.contains(target) else { return }
        guard withoutLoops(target) != nil, withoutLoops(kind.attribute ?? "") != nil else {
            namesMore = true
            return
        }
        uses.append(TemplateUse(kind: kind, target: target, location: location, section: section, owner: owner))
    }
}

extension UseWalk {
    /// Nil for a name that a loop makes: `Bucket${Name}`.
    private func withoutLoops(_ name: String?) -> String? {
        loops.contains { name?.contains("{\($0)") ?? false } ? nil : name
    }
}

extension TemplateUse.Kind {
    fileprivate var attribute: String? {
        if case .attribute(let name) = self { name } else { nil }
    }
}

extension Substring {
    /// Without the spaces around it.
    var trimmed: Substring {
        guard first == " " || last == " " else { return self }
        return Substring(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
