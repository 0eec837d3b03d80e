internal import OrderedCollections
internal import TemplateModel

/// Finds what differs between two values, and where.
struct ValueComparison {
    private(set) var changes: [PropertyChange] = []
    /// How many parts are written differently and mean the same.
    private(set) var rewrites = 0
    /// What a change of properties does; nil for what is no resource.
    private let paths: ReplacementPaths?
    /// Whether what is compared is the value of something whose name tells that it is a secret.
    private var isSecret = false
    /// Whether a name that isn't compared tells so of the value among a resource's properties.
    private let hasSecretName: Bool

    init(paths: ReplacementPaths? = nil, hasSecretName: Bool = false) {
        self.paths = paths
        self.hasSecretName = hasSecretName
    }

    /// - Parameter path: keys and indices that lead to both.
    mutating func compare(_ before: CanonicalValue?, _ after: CanonicalValue?, at path: [String]) {
        guard let before, let after else {
            if let before { add(.removed, path, before, nil) }
            if let after { add(.added, path, nil, after) }
            return
        }
        guard before.form != after.form else {
            rewrites += before.rewrites(in: after)
            return
        }
        switch (before.parts, after.parts) {
        case (.object(let olds), .object(let news)): compare(olds, news, at: path)
        case (.list(let olds, _), .list(let news, _)) where before.isSingle && after.isSingle:
            compare(olds.first, news.first, at: path)
        case (.list(let olds, let order), .list(let news, let newOrder)):
            compare(olds, news, order == newOrder ? order : .counts, (before, after), at: path)
        case (.branches(let olds), .branches(let news)):
            for (index, (old, new)) in zip(olds, news).enumerated() {
                compare(old, new, at: path + [Intrinsic.if.rawValue, String(index)])
            }
        default: add(.changed, path, before, after)
        }
    }

    private mutating func compare(
        _ olds: OrderedDictionary<String, CanonicalValue>,
        _ news: OrderedDictionary<String, CanonicalValue>,
        at path: [String]
    ) {
        let wasSecret = isSecret
        let namesSecret = hasSecretName && path == ["Properties"] || news.namesSecret || olds.namesSecret
        for (key, new) in news {
            isSecret = wasSecret || namesSecret && SecretName.isValue(key)
            compare(olds[key], new, at: path + [key])
        }
        for (key, old) in olds where news[key] == nil {
            isSecret = wasSecret || namesSecret && SecretName.isValue(key)
            compare(old, nil, at: path + [key])
        }
        isSecret = wasSecret
    }

    private mutating func compare(
        _ olds: [CanonicalValue],
        _ news: [CanonicalValue],
        _ order: CanonicalValue.ListOrder,
        _ whole: (before: CanonicalValue, after: CanonicalValue),
        at path: [String]
    ) {
        let count = changes.count
        let comparison = ListComparison(olds, news, order)
        for pair in comparison.pairs {
            compare(pair.before, pair.after, at: path + [pair.name])
        }
        // The items are those that were there.
        if comparison.isReordered, changes.count == count {
            add(.reordered, path, whole.before, whole.after)
        }
    }

    private mutating func add(
        _ kind: PropertyChange.Kind,
        _ path: [String],
        _ before: CanonicalValue?,
        _ after: CanonicalValue?
    ) {
        let isNamed = isSecret || Redaction.namesSecret(path)
        let shown = { (value: CanonicalValue) in Redaction.shown(value.written, isNamed: isNamed, kind: value.kind) }
        var change = PropertyChange(kind, path, before: before.map(shown), after: after.map(shown))
        if let paths, path.first == "Properties" {
            change.replacement = paths.replacement(by: path.dropFirst(), from: before, to: after)
        }
        changes.append(change)
    }
}

extension OrderedDictionary<String, CanonicalValue> {
    /// Whether the name of an item, such as a variable or a tag, tells that its value is a secret.
    var namesSecret: Bool {
        contains { SecretName.isName($0, $1.written) }
    }
}

extension CanonicalValue {
    /// How many of the smallest parts are written differently; of a value that means the same.
    func rewrites(in other: CanonicalValue) -> Int {
        if written.isWritten(like: other.written) { return 0 }
        switch (parts, other.parts) {
        case (.object(let olds), .object(let news)) where isWrittenOut && other.isWrittenOut:
            let inside = news.map { key, new in olds[key]?.rewrites(in: new) ?? 0 }.reduce(0, +)
            // What is left out, and said to be left out.
            let absences = Set(writtenKeys).symmetricDifference(other.writtenKeys).count
            return inside + absences
        case (.list(let olds, let order), .list(let news, _)) where isWrittenOut && other.isWrittenOut:
            let absences = written.listItems?.count == other.written.listItems?.count ? 0 : 1
            guard case .counts = order else { return Self.rewrites(of: olds, in: news) + absences }
            return zip(olds, news).map { $0.rewrites(in: $1) }.reduce(0, +) + absences
        default: return 1
        }
    }

    /// Of lists whose order means nothing: one for another order, and those of the items.
    private static func rewrites(of olds: [CanonicalValue], in news: [CanonicalValue]) -> Int {
        let pairs = zip(olds.sortedByForm, news.sortedByForm)
        let isReordered = !zip(olds, news).allSatisfy { $0.form == $1.form }
        return pairs.map { $0.rewrites(in: $1) }.reduce(0, +) + (isReordered ? 1 : 0)
    }

    /// Whether it is the list or object that it stands for.
    private var isWrittenOut: Bool {
        switch parts {
        case .object: written.objectEntries != nil && written.call == nil
        case .list: written.listItems != nil
        case .none, .branches: false
        }
    }

    /// Whether it is written without the list that it stands for.
    var isSingle: Bool {
        guard case .list(let items, _) = parts else { return false }
        return items.count == 1 && written.listItems == nil
    }

    private var writtenKeys: [String] { written.objectEntries.map { Array($0.keys) } ?? [] }
}

extension [CanonicalValue] {
    fileprivate var sortedByForm: [CanonicalValue] {
        map { ($0.form.plainText ?? $0.form.line, $0) }.sorted { $0.0 < $1.0 }.map(\.1)
    }
}
