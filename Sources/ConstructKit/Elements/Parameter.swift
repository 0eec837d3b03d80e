/// A value that is given when the stack is deployed.
///
/// ```swift
/// let environment = Parameter(default: "dev", allowedValues: ["dev", "prod"])
/// let subnets = Parameter<[String]>(type: .list("AWS::EC2::Subnet::Id"))
/// ```
public final class Parameter<T: ParameterType>: Element, ParameterElement {
    package let declaration: ParameterDeclaration

    /// A parameter; what is left out isn't checked by CloudFormation.
    ///
    /// - Parameters:
    ///   - type: `String`, `Number` or `CommaDelimitedList`, by the Swift type, where it is left out.
    ///   - default: without one the parameter must be given at every deploy.
    ///   - allowedPattern: a regular expression that the whole value must match.
    ///   - length: in characters; for strings.
    ///   - range: for numbers.
    ///   - noEcho: CloudFormation shows asterisks for its value. It still reaches resources as it is: a secret
    ///     belongs in Secrets Manager.
    public init(
        type: ParameterTypeName? = nil,
        default: T? = nil,
        allowedValues: [T] = [],
        allowedPattern: String? = nil,
        length: ClosedRange<Int>? = nil,
        range: ClosedRange<Double>? = nil,
        noEcho: Bool = false,
        description: String? = nil,
        constraintDescription: String? = nil,
        file: StaticString = #filePath,
        line: UInt = #line
    ) {
        declaration = ParameterDeclaration(
            type: type?.name ?? T.parameterTypeName,
            default: `default`?.parameterText,
            allowedValues: allowedValues.map(\.parameterText),
            allowedPattern: allowedPattern,
            length: length,
            range: range,
            noEcho: noEcho,
            description: description,
            constraintDescription: constraintDescription
        )
        super.init(file: file, line: line)
    }

    /// The value that is given.
    public var ref: Value<T> {
        Value(expression: .reference(self, isList: T.self is any ListType.Type))
    }
}

/// A ``Parameter``, whatever its value is.
package protocol ParameterElement: Element {
    var declaration: ParameterDeclaration { get }
}

/// What the template says of a parameter.
package struct ParameterDeclaration {
    package let type: String
    package let `default`: String?
    package let allowedValues: [String]
    package let allowedPattern: String?
    package let length: ClosedRange<Int>?
    package let range: ClosedRange<Double>?
    package let noEcho: Bool
    package let description: String?
    package let constraintDescription: String?
}

/// CloudFormation's type of a parameter, where the Swift type doesn't say enough.
///
/// - Source: CloudFormation User Guide, "CloudFormation template Parameters syntax", read 2026-11-21.
public struct ParameterTypeName: Sendable {
    package let name: String

    /// A type by its name, such as `AWS::EC2::VPC::Id`: CloudFormation checks that the thing exists.
    public static func named(_ name: String) -> ParameterTypeName {
        ParameterTypeName(name: name)
    }

    /// A list of a type: `List<AWS::EC2::Subnet::Id>`.
    public static func list(_ name: String) -> ParameterTypeName {
        ParameterTypeName(name: "List<\(name)>")
    }

    /// The value of a parameter of Systems Manager, whose name is given at the deploy.
    public static var ssm: ParameterTypeName {
        ParameterTypeName(name: "AWS::SSM::Parameter::Value<String>")
    }
}

/// The types that a ``Parameter`` can have.
public protocol ParameterType: ValueType {
    /// CloudFormation's name of the type.
    static var parameterTypeName: String { get }
    /// The value as it is given on the command line.
    var parameterText: String { get }
}

extension String: ParameterType {
    /// The name `String`.
    public static var parameterTypeName: String { "String" }
    /// The text itself.
    public var parameterText: String { self }
}

extension Int: ParameterType {
    /// The name `Number`.
    public static var parameterTypeName: String { "Number" }
    /// The number in decimal.
    public var parameterText: String { String(self) }
}

extension Double: ParameterType {
    /// The name `Number`.
    public static var parameterTypeName: String { "Number" }
    /// The number in decimal.
    public var parameterText: String { decimalText }
}

extension Array: ParameterType where Element == String {
    /// The name `CommaDelimitedList`.
    public static var parameterTypeName: String { "CommaDelimitedList" }
    /// The elements, joined by a comma.
    public var parameterText: String { joined(separator: ",") }
}
