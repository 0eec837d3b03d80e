internal import BorealisDiagnostics
internal import OrderedCollections
internal import TemplateModel
internal import Testing

/// One difference between a template and what a test expects of it.
public struct Mismatch: Hashable, Sendable, CustomStringConvertible {
    /// Where it is: `Cluster.Properties.Engine`; items of lists are counted from 0.
    public let path: String
    /// What the template has, as JSON in one line; `nothing` for none.
    public let got: String
    /// What was expected there.
    public let expected: String
    /// A property with a similar name, where the one that was expected is not there.
    public let similar: String?

    init(_ path: String, got: TemplateNode?, expected: TemplateNode?, similar: String? = nil) {
        self.path = path
        self.got = got?.line ?? "nothing"
        self.expected = expected?.line ?? "nothing"
        self.similar = similar
    }

    /// An expected value that refers to what the app doesn't hold.
    fileprivate init(unknownElementAt path: String) {
        self.path = path
        got = "a pattern that refers to what no stack of the app holds"
        expected = "references to elements of the app"
        similar = nil
    }

    /// The difference in a line.
    public var description: String {
        let words = (path.isEmpty ? "" : path + ": ") + "got \(got), expected \(expected)"
        return similar.map { "\(words); there is \($0)" } ?? words
    }
}

extension [Mismatch] {
    func record(at sourceLocation: SourceLocation) {
        guard !isEmpty else { return }
        let lines = map(\.description).joined(separator: "\n")
        Issue.record("\(lines)", sourceLocation: sourceLocation)
    }
}

extension TemplateNode {
    /// - Parameter pattern: nil where it refers to an element that the app doesn't hold.
    func mismatches(with pattern: TemplateNode?, at path: String) -> [Mismatch] {
        pattern.map { mismatches(with: $0, at: path) } ?? [Mismatch(unknownElementAt: path)]
    }

    private func mismatches(with pattern: TemplateNode, at path: String) -> [Mismatch] {
        switch (self, pattern) {
        case (.map(let entries), .map(let expected)) where call == nil && pattern.call == nil:
            expected.flatMap { key, value in entries.mismatches(at: key, with: value, below: path) }
        case (.list(let items), .list(let expected)) where items.count == expected.count:
            zip(items, expected).enumerated().flatMap { index, pair in
                pair.0.mismatches(with: pair.1, at: path.appending("\(index)"))
            }
        default: isSame(as: pattern) ? [] : [Mismatch(path, got: self, expected: pattern)]
        }
    }

    fileprivate var isNoValue: Bool {
        if case (.ref, .string("AWS::NoValue"))? = call { true } else { false }
    }

    /// Whether both are the same JSON: the order of keys doesn't count, 1 is 1.0, and `AWS::NoValue` under a key is no key.
    func isSame(as other: TemplateNode) -> Bool {
        switch (self, other) {
        case (.integer(let left), .number(let right)), (.number(let right), .integer(let left)): Double(left) == right
        case (.list(let left), .list(let right)):
            left.count == right.count && zip(left, right).allSatisfy { $0.isSame(as: $1) }
        case (.map(let left), .map(let right)): left.withoutNoValue.isSame(as: right.withoutNoValue)
        default: self == other
        }
    }

    /// What is under a key of an object or at an index of a list.
    func part(_ component: String) -> TemplateNode? {
        switch self {
        case .map(let entries): entries[component]
        case .list(let items): Int(component).flatMap { items.indices.contains($0) ? items[$0] : nil }
        default: nil
        }
    }
}

extension TemplateNode? {
    /// Nil for `AWS::NoValue`, too.
    var unlessNoValue: TemplateNode? {
        flatMap { $0.isNoValue ? nil : $0 }
    }
}

extension OrderedDictionary<String, TemplateNode> {
    fileprivate var withoutNoValue: Self {
        filter { !$0.value.isNoValue }
    }

    fileprivate func isSame(as other: Self) -> Bool {
        count == other.count && allSatisfy { key, value in other[key].map(value.isSame) ?? false }
    }

    fileprivate func mismatches(at key: String, with pattern: TemplateNode, below path: String) -> [Mismatch] {
        let path = path.appending(key)
        let value = self[key].unlessNoValue
        guard !pattern.isNoValue else {
            return value.map { [Mismatch(path, got: $0, expected: nil)] } ?? []
        }
        guard let value else {
            return [Mismatch(path, got: nil, expected: pattern, similar: NearestName.of(key, among: keys))]
        }
        return value.mismatches(with: pattern, at: path)
    }
}

extension String {
    /// A path that is longer by a part.
    func appending(_ component: String) -> String {
        isEmpty ? component : "\(self).\(component)"
    }
}
