internal import TemplateModel

/// What a property takes: a ``Value``, a property struct, or a list or map of them.
///
/// Each may be data or an intrinsic function in its place; `.if`, `.noValue` and `.transform` are
/// there for all.
public protocol PropertyValue {
    /// What is written to the template.
    var expression: Expression { get }

    /// The value that an expression stands for; its type isn't checked.
    init(expression: Expression)
}

extension PropertyValue {
    /// `Fn::If`: one value when the condition holds, else the other.
    public static func `if`(_ condition: Condition, _ value: Self, else other: Self) -> Self {
        let name = Expression(.conditionName(condition))
        return Self(expression: .call(.if, [name, value.expression, other.expression]))
    }

    /// `Fn::If` with `AWS::NoValue`: the value when the condition holds, else as if the property weren't there.
    public static func `if`(_ condition: Condition, _ value: Self) -> Self {
        .if(condition, value, else: .noValue)
    }

    /// `AWS::NoValue`: as if the property weren't there.
    public static var noValue: Self {
        Self(expression: Expression(.pseudoParameter("AWS::NoValue")))
    }

    /// `Fn::Transform`: what a macro makes of its parameters.
    ///
    /// - Parameter macro: the name of a macro of the account, or one that CloudFormation hosts, such as `AWS::Include`.
    public static func transform(_ macro: String, parameters: JSONValue = [:]) -> Self {
        let call = PropertyBag([("Name", .string(macro)), ("Parameters", parameters.expression)])
        return Self(expression: .call(.transform, .map(call)))
    }
}
