/// A property with properties of its own: `RDS.DBCluster.ServerlessV2ScalingConfiguration`.
///
/// It is written whole, by its initialiser or as an intrinsic function; `Resource.override(_:with:)` changes a part.
public protocol PropertyStruct: PropertyValue {}

/// A property whose values CloudFormation enumerates: its static members, and any string that is not among them yet.
public protocol EnumeratedValue: PropertyValue, ExpressibleByStringLiteral where StringLiteralType == String {}

extension EnumeratedValue {
    /// A value that is a reference or what a function returns: `.init(parameter.ref)`.
    public init(_ value: Value<String>) {
        self.init(expression: value.expression)
    }

    /// A value by its text.
    public init(stringLiteral text: String) {
        self.init(expression: .string(text))
    }
}
