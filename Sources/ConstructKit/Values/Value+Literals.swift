extension Value: ExpressibleByUnicodeScalarLiteral where T == String {
    /// A string literal of one scalar.
    public init(unicodeScalarLiteral text: String) { self.init(text) }
}

extension Value: ExpressibleByExtendedGraphemeClusterLiteral where T == String {
    /// A string literal of one character.
    public init(extendedGraphemeClusterLiteral text: String) { self.init(text) }
}

extension Value: ExpressibleByStringLiteral where T == String {
    /// A string literal.
    public init(stringLiteral text: String) { self.init(text) }
}

extension Value: ExpressibleByStringInterpolation where T == String {
    /// A string with values inside: `Fn::Sub`.
    public init(stringInterpolation: Substitution) {
        self.init(expression: stringInterpolation.expression)
    }
}

extension Value: ExpressibleByIntegerLiteral where T: ScalarType & ExpressibleByIntegerLiteral {
    /// An integer literal.
    public init(integerLiteral number: T.IntegerLiteralType) { self.init(T(integerLiteral: number)) }
}

extension Value: ExpressibleByFloatLiteral where T == Double {
    /// A literal of a number with a fraction.
    public init(floatLiteral number: Double) { self.init(number) }
}

extension Value: ExpressibleByBooleanLiteral where T == Bool {
    /// `true` or `false`.
    public init(booleanLiteral boolean: Bool) { self.init(boolean) }
}

extension Value: ExpressibleByArrayLiteral where T: ListType {
    /// A list literal; each element may be a reference.
    public init(arrayLiteral elements: Value<T.Element>...) { self.init(elements) }
}
