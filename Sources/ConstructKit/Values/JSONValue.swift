/// Any JSON, with values of the stack inside: policy documents, metadata, what a schema leaves open.
///
/// ```swift
/// ["Version": "2012-10-17", "Resource": JSONValue(cluster.dbClusterArn), "Name": "\(AWS.region)-blog"]
/// ```
/// A dictionary literal keeps its order.
public struct JSONValue: PropertyValue {
    /// What is written to the template.
    public let expression: Expression

    /// The JSON that an expression stands for.
    public init(expression: Expression) {
        self.expression = expression
    }

    /// A reference, or what a function returns: `JSONValue(cluster.ref)`, `JSONValue(.join("-", names))`.
    public init<T>(_ value: Value<T>) {
        self.init(expression: value.expression)
    }

    /// A property struct, or a list or map of them.
    public init(_ value: some PropertyValue) {
        self.init(expression: value.expression)
    }
}

extension JSONValue: ExpressibleByStringInterpolation {
    /// A string literal.
    public init(stringLiteral text: String) {
        self.init(expression: .string(text))
    }

    /// A string with values inside: `Fn::Sub`.
    public init(stringInterpolation: Substitution) {
        self.init(expression: stringInterpolation.expression)
    }
}

extension JSONValue: ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral, ExpressibleByBooleanLiteral {
    /// An integer literal.
    public init(integerLiteral number: Int) {
        self.init(expression: Int.expression(of: number))
    }

    /// A literal of a number with a fraction.
    public init(floatLiteral number: Double) {
        self.init(expression: Double.expression(of: number))
    }

    /// `true` or `false`.
    public init(booleanLiteral boolean: Bool) {
        self.init(expression: Bool.expression(of: boolean))
    }
}

extension JSONValue: ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral {
    /// A list literal.
    public init(arrayLiteral elements: JSONValue...) {
        self.init(expression: .list(elements.map(\.expression)))
    }

    /// A dictionary literal, in its order.
    public init(dictionaryLiteral entries: (String, JSONValue)...) {
        self.init(expression: .map(PropertyBag(entries.map { ($0, $1.expression) })))
    }
}
