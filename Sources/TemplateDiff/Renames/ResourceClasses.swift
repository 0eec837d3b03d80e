internal import TemplateModel

/// The resources of two templates, sorted into classes of those that are the same but for logical IDs.
struct ResourceClasses {
    enum Side: Hashable {
        case before
        case after
    }

    /// By the number of the class; those that a resource refers to have lower numbers.
    private(set) var members: [(before: [String], after: [String])] = []

    private var numbers: [TemplateNode: Int] = [:]
    private var classes: [Side: [String: Int]] = [:]
    private var targets: [Side: [String: [String]]] = [:]
    /// What is being sorted at the moment: who comes here again is in a circle, and in no class.
    private var open: Set<String> = []

    /// No logical ID begins with it.
    private static let mark = "\u{1}"

    /// - Parameter resources: those of the side that may be renamed.
    mutating func add(
        _ id: String,
        of resources: [String: TemplateNode],
        side: Side,
        canonical: (TemplateNode) -> TemplateNode
    ) {
        guard classes[side]?[id] == nil, let node = resources[id], open.insert(id).inserted else { return }
        let names = node.referredNames.filter { resources[$0] != nil }
        for name in names {
            add(name, of: resources, side: side, canonical: canonical)
        }
        open.remove(id)
        let known = classes[side] ?? [:]
        let form = canonical(node.mappingReferences { name in known[name].map { "\(Self.mark)\($0)" } ?? name })
        let number = numbers[form] ?? members.count
        numbers[form] = number
        if number == members.count { members.append(([], [])) }
        if side == .before { members[number].before.append(id) } else { members[number].after.append(id) }
        classes[side, default: [:]][id] = number
        targets[side, default: [:]][id] = names.isEmpty ? [] : order(of: node, side: side, canonical)
    }

    /// Whether both are of one class.
    func areAlike(_ old: String, _ new: String) -> Bool {
        classes[.before]?[old] == classes[.after]?[new]
    }

    /// What a resource refers to of its side, in an order that all of its class share.
    func targets(of id: String, side: Side) -> [String] {
        targets[side]?[id] ?? []
    }

    /// Canonical forms sort what has no order, by the class first.
    private func order(of node: TemplateNode, side: Side, _ canonical: (TemplateNode) -> TemplateNode) -> [String] {
        let known = classes[side] ?? [:]
        let marked = node.mappingReferences { name in known[name].map { "\(Self.mark)\($0)\(Self.mark)\(name)" } ?? name
        }
        return canonical(marked).referredNames.compactMap { name in
            guard name.hasPrefix(Self.mark) else { return nil }
            return name.split(separator: Self.mark).last.map(String.init)
        }
    }
}
