/// A list of property structs, or an intrinsic function in its place.
public struct PropertyList<Element: PropertyValue>: PropertyValue, ExpressibleByArrayLiteral {
    /// What is written to the template.
    public let expression: Expression

    /// The list that an expression stands for; its type isn't checked.
    public init(expression: Expression) {
        self.expression = expression
    }

    /// The elements of a Swift sequence.
    public init(_ elements: some Sequence<Element>) {
        self.init(expression: .list(elements.map(\.expression)))
    }

    /// A list literal.
    public init(arrayLiteral elements: Element...) {
        self.init(elements)
    }
}

/// A map from names to values, or an intrinsic function in its place.
public struct PropertyMap<Element: PropertyValue>: PropertyValue, ExpressibleByDictionaryLiteral {
    /// What is written to the template.
    public let expression: Expression

    /// The map that an expression stands for; its type isn't checked.
    public init(expression: Expression) {
        self.expression = expression
    }

    /// The entries of a Swift dictionary, sorted by key.
    public init(_ entries: [String: Element]) {
        let sorted = entries.sorted { $0.key < $1.key }
        self.init(expression: .map(PropertyBag(sorted.map { ($0.key, $0.value.expression) })))
    }

    /// A dictionary literal, in its order.
    public init(dictionaryLiteral entries: (String, Element)...) {
        self.init(expression: .map(PropertyBag(entries.map { ($0, $1.expression) })))
    }
}
