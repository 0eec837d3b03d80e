internal import TemplateModel

/// A string, number, boolean or list of a template: a literal, a reference, or what an intrinsic function returns.
///
/// Literals convert by themselves; a Swift variable goes in as `Value(name)` or inside an interpolation.
public struct Value<T>: PropertyValue {
    /// What is written to the template.
    public let expression: Expression

    /// The value that an expression stands for; its type isn't checked.
    public init(expression: Expression) {
        self.expression = expression
    }
}

/// The types that a ``Value`` can have: strings, numbers, booleans and lists of them.
public protocol ValueType {
    /// The expression of a literal.
    static func expression(of literal: Self) -> Expression
}

/// A ``ValueType`` that is not a list, and so can be part of a text.
public protocol ScalarType: ValueType {}

/// A ``ValueType`` that is a list.
public protocol ListType: ValueType {
    /// The type of its elements.
    associatedtype Element: ScalarType
}

extension String: ScalarType {
    /// The text as it is.
    public static func expression(of literal: String) -> Expression { .string(literal) }
}

extension Int: ScalarType {
    /// The number as it is.
    public static func expression(of literal: Int) -> Expression { Expression(.integer(literal)) }
}

extension Double: ScalarType {
    /// The number as it is.
    public static func expression(of literal: Double) -> Expression { Expression(.number(literal)) }
}

extension Bool: ScalarType {
    /// The boolean as it is.
    public static func expression(of literal: Bool) -> Expression { Expression(.boolean(literal)) }
}

extension Array: ValueType where Element: ScalarType {
    /// The list of its elements.
    public static func expression(of literal: [Element]) -> Expression {
        .list(literal.map(Element.expression(of:)))
    }
}

extension Array: ListType where Element: ScalarType {}

extension Value where T: ValueType {
    /// The value of a Swift variable.
    public init(_ literal: T) {
        self.init(expression: T.expression(of: literal))
    }
}

extension Value where T: ListType {
    /// A list of values, each of which may be a reference.
    public init(_ elements: some Sequence<Value<T.Element>>) {
        self.init(expression: .list(elements.map(\.expression)))
    }
}
