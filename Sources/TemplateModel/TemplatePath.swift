internal import OrderedCollections

/// The way into a node: keys and list indices, separated by dots.
package struct TemplatePath: Hashable, Sendable {
    package let components: [String]

    package init(_ text: String) {
        components = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    }
}

/// Why a path leads nowhere.
package enum TemplatePathError: Error, Hashable {
    case emptyComponent
    case notAnIndex(String, count: Int)
    case insideScalar(String)
    case insideCall(String, String)

    package var explanation: String {
        switch self {
        case .emptyComponent: "it has an empty component"
        case .notAnIndex(let component, let count): "\(component) is not an index of a list of \(count)"
        case .insideCall(let component, let function): "\(component) would be inside a call of \(function)"
        case .insideScalar(let component): "\(component) would be inside a value that is neither object nor list"
        }
    }
}

extension TemplateNode {
    /// Puts a value at a path; objects that are missing on the way are added.
    ///
    /// - Parameter value: nil removes what is there.
    /// - Throws: ``TemplatePathError`` when the path leads into a scalar or past the end of a list.
    package mutating func replace(at path: TemplatePath, with value: TemplateNode?) throws(TemplatePathError) {
        try replace(at: path.components[...], with: value)
    }

    private mutating func replace(
        at path: ArraySlice<String>,
        with value: TemplateNode?
    ) throws(TemplatePathError) {
        guard let component = path.first else { return }
        guard !component.isEmpty else { throw .emptyComponent }
        if let call { throw .insideCall(component, call.function.rawValue) }
        switch self {
        case .map(var entries):
            try entries.replace(component, path.dropFirst(), with: value)
            self = .map(entries)
        case .list(var items):
            try items.replace(component, path.dropFirst(), with: value)
            self = .list(items)
        default: throw .insideScalar(component)
        }
    }
}

extension OrderedDictionary<String, TemplateNode> {
    fileprivate mutating func replace(
        _ key: String,
        _ rest: ArraySlice<String>,
        with value: TemplateNode?
    ) throws(TemplatePathError) {
        guard !rest.isEmpty else {
            self[key] = value
            return
        }
        if self[key] == nil, value == nil { return }
        var child = self[key] ?? .map([:])
        try child.replace(at: TemplatePath(rest), with: value)
        self[key] = child
    }
}

extension [TemplateNode] {
    fileprivate mutating func replace(
        _ component: String,
        _ rest: ArraySlice<String>,
        with value: TemplateNode?
    ) throws(TemplatePathError) {
        guard let index = Int(component), (0...count).contains(index) else {
            throw .notAnIndex(component, count: count)
        }
        guard !rest.isEmpty else {
            replaceSubrange(index..<Swift.min(index + 1, count), with: [value].compactMap(\.self))
            return
        }
        var child = index < count ? self[index] : .map([:])
        try child.replace(at: TemplatePath(rest), with: value)
        replaceSubrange(index..<Swift.min(index + 1, count), with: [child])
    }
}

extension TemplatePath {
    fileprivate init(_ components: ArraySlice<String>) {
        self.components = Array(components)
    }
}
