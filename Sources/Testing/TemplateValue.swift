public import ConstructKit
internal import OrderedCollections
internal import TemplateModel
public import Testing

/// A value as a template has it, or that nothing is there.
///
/// It is compared with what a stack would be given in its place: a literal, a reference, `nil` for nothing. Two values
/// are the same if they are the same JSON: the order of keys doesn't count, 1 is 1.0, and `AWS::NoValue` is nothing.
public struct TemplateValue<V: PropertyValue>: Equatable, CustomStringConvertible {
    private let node: TemplateNode?
    /// Where it is, for messages: `Outputs.Address`; empty for the whole template.
    private let path: String
    private let source: TemplateSource

    init(_ node: TemplateNode?, at path: String, _ source: TemplateSource) {
        self.node = node.unlessNoValue
        self.path = path
        self.source = source
    }

    /// The value as JSON in one line; `nothing` for none.
    public var description: String { node?.line ?? "nothing" }

    /// The value in YAML; empty for none.
    public var text: String { node?.text(as: .yaml) ?? "" }

    /// Whether both are the same JSON.
    public static func == (left: TemplateValue, right: TemplateValue) -> Bool {
        isSame(left.node, right.node)
    }

    /// Whether the template has what the stack would write for a value; `nil` is nothing.
    public static func == (left: TemplateValue, right: V?) -> Bool {
        guard let right else { return left.node == nil }
        guard let node = left.source.node(for: right.expression) else { return false }
        return isSame(left.node, Optional(node).unlessNoValue)
    }

    /// Whether the template has something else than what the stack would write for a value.
    public static func != (left: TemplateValue, right: V?) -> Bool {
        !(left == right)
    }

    private static func isSame(_ left: TemplateNode?, _ right: TemplateNode?) -> Bool {
        guard let left, let right else { return left == nil && right == nil }
        return left.isSame(as: right)
    }
}

extension TemplateValue<JSONValue> {
    /// The keys of an object, in the order of the template; none of anything else.
    public var keys: [String] {
        if case .map(let entries)? = node { Array(entries.keys) } else { [] }
    }

    /// A part of the value.
    ///
    /// - Parameter path: keys, separated by dots; a number is an index of a list, counted from 0.
    public subscript(path: String) -> TemplateValue {
        let components = TemplatePath(path).components
        return TemplateValue(components.reduce(node) { $0?.part($1) }, at: self.path.appending(path), source)
    }

    /// Where the value differs from a part that it should have; none where it matches.
    ///
    /// - Parameter pattern: as for ``TemplateResource/mismatches(with:)-(JSONValue)``.
    public func mismatches(with pattern: JSONValue) -> [Mismatch] {
        (node ?? .map([:])).mismatches(with: source.node(for: pattern.expression), at: path)
    }

    /// Fails the test where the value differs from a part that it should have, and shows each difference.
    ///
    /// ```swift
    /// template.content.expectMatch(["Resources": ["Cluster": ["DeletionPolicy": "Snapshot"]]])
    /// ```
    /// - Parameter pattern: as for ``TemplateResource/mismatches(with:)-(JSONValue)``.
    public func expectMatch(_ pattern: JSONValue, sourceLocation: SourceLocation = #_sourceLocation) {
        mismatches(with: pattern).record(at: sourceLocation)
    }
}

// What a failed expectation shows of the other side.

extension Value: CustomTestStringConvertible {
    /// The value in one line.
    public var testDescription: String { expression.debugDescription }
}

extension JSONValue: CustomTestStringConvertible {
    /// The value in one line.
    public var testDescription: String { expression.debugDescription }
}

extension PropertyList: CustomTestStringConvertible {
    /// The list in one line.
    public var testDescription: String { expression.debugDescription }
}

extension PropertyMap: CustomTestStringConvertible {
    /// The map in one line.
    public var testDescription: String { expression.debugDescription }
}
