/// The way from a stack to an element, through stored properties.
package struct ElementPath: Hashable, Sendable {
    package enum Component: Hashable, Sendable {
        case property(String)
        /// Counted from 0, as in Swift; logical IDs count from 1.
        case index(Int)
        case key(String)
    }

    package var components: [Component] = []

    package init(_ components: [Component] = []) {
        self.components = components
    }

    package func appending(_ component: Component) -> ElementPath {
        ElementPath(components + [component])
    }

    /// As Swift would write it: `vpc.isolatedSubnets[0]`.
    package var text: String {
        var text = ""
        for component in components {
            switch component {
            case .property(let name): text += (text.isEmpty ? "" : ".") + name
            case .index(let index): text += "[\(index)]"
            case .key(let key): text += "[\"\(key)\"]"
            }
        }
        return text
    }

    /// The components with capitals at their start, joined: `VpcIsolatedSubnets1`.
    ///
    /// A `resource` adds nothing, nor does the inside of a property wrapper; the underscores of names and whatever is
    /// not alphanumeric in keys are lost.
    package var logicalID: String {
        components.map(\.logicalIDPart).joined()
    }
}

extension ElementPath.Component {
    fileprivate var logicalIDPart: String {
        switch self {
        case .property("resource"), .property("wrappedValue"): ""
        case .property(let name): name.filter { $0 != "_" }.startingWithCapital
        case .index(let index): String(index + 1)
        case .key(let key): key.filter { $0.isASCII && ($0.isLetter || $0.isNumber) }.startingWithCapital
        }
    }
}

extension String {
    package var startingWithCapital: String {
        prefix(1).uppercased() + dropFirst()
    }
}
