internal import OrderedCollections
internal import TemplateModel

/// Finds the values of an element that are written the same and refer to what changes.
struct IndirectChanges {
    private(set) var changes: [PropertyChange] = []
    private let sources: ChangedSources
    /// Of what changes in itself.
    private let direct: Set<[String]>
    private let paths: ReplacementPaths?
    /// Whether what is visited is the value of something whose name tells that it is a secret.
    private var isSecret = false

    /// - Parameter direct: what is known to change, of which nothing is said again.
    init(from sources: ChangedSources, besides direct: [PropertyChange], paths: ReplacementPaths?) {
        self.sources = sources
        self.direct = Set(direct.filter { $0.after != nil }.map(\.path))
        self.paths = paths
    }

    mutating func visit(_ value: CanonicalValue, at path: [String]) {
        guard !direct.contains(path) else { return }
        switch value.parts {
        case .object(let parts):
            let (wasSecret, namesSecret) = (isSecret, parts.namesSecret)
            for (key, part) in parts {
                isSecret = wasSecret || namesSecret && SecretName.isValue(key)
                visit(part, at: path + [key])
            }
            isSecret = wasSecret
        case .list(let items, _) where value.isSingle: visit(items[0], at: path)
        case .list(let items, let order):
            for (index, item) in items.enumerated() {
                visit(item, at: path + [order.name(of: item) ?? String(index)])
            }
        case .branches(let parts):
            guard let effect = sources.effect(of: parts[0].form.plainText, on: value, at: names(path)) else {
                for index in 1...2 { visit(parts[index], at: path + [Intrinsic.if.rawValue, String(index)]) }
                return
            }
            add(effect, to: value, at: path)
        case .none:
            guard let effect = sources.effect(on: value, at: names(path)) else { return }
            add(effect, to: value, at: path)
        }
    }

    /// What the `Condition` of an element says, where that changes.
    mutating func visitCondition(_ name: String) {
        let path = ["Condition"]
        guard !direct.contains(path), sources.conditions.contains(name) else { return }
        let value = ChangedValue.value(.string(name))
        changes.append(PropertyChange(.indirect(.condition(name)), path, before: value, after: value))
    }

    /// What leads to a value, and tells whether it is a secret.
    private func names(_ path: [String]) -> [String] {
        isSecret ? ["secret"] : path
    }

    private mutating func add(_ effect: ChangedSources.Effect, to value: CanonicalValue, at path: [String]) {
        var change = PropertyChange(.indirect(effect.cause), path, before: effect.before, after: effect.after)
        if let paths, path.first == "Properties" {
            let replacement = paths.replacement(by: path.dropFirst(), from: value, to: nil)
            change.replacement = effect.isCertain ? replacement : min(replacement, .conditional)
        }
        changes.append(change)
    }
}

extension ChangedSources {
    /// What another meaning of a condition does to a choice.
    fileprivate func effect(of condition: String?, on value: CanonicalValue, at path: [String]) -> Effect? {
        guard let condition, conditions.contains(condition) else { return nil }
        let shown = Redaction.shown(value.written, at: path, kind: value.kind)
        return Effect(cause: .condition(condition), isCertain: false, before: shown, after: .unknown)
    }
}

extension CanonicalValue.ListOrder {
    /// The name of an item that is told apart by one.
    fileprivate func name(of item: CanonicalValue) -> String? {
        if case .byKeys(let keys, _) = self { item.name(by: keys) } else { nil }
    }
}
