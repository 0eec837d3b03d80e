public import BorealisDiagnostics

/// A CloudFormation stack: a struct whose stored properties are its elements, and whose names are their logical IDs.
///
/// ```swift
/// struct DatabaseStack: Stack {
///     let vpc = VPC(availabilityZones: 2)
///     let cluster: AuroraCluster
/// }
/// ```
/// Resources, constructs, parameters, mappings, conditions and outputs are found in the order written. A `Stack` that
/// is kept in a stack is a reference to it.
public protocol Stack {
    /// What the stack is for, in the template: at most 1,024 bytes; empty for none.
    var description: String { get }
    /// What ``tags`` are: texts, or values of the stack.
    associatedtype Tags: TagDictionary = [String: Value<String>]
    /// Tags of every resource whose class has tags; a resource's own tag of the same key wins.
    var tags: Tags { get }
    /// The macros that the whole template is passed through, in order.
    var transforms: [String] { get }
    /// Data about the template itself, such as `AWS::CloudFormation::Interface`.
    var metadata: JSONValue? { get }

    /// Rules of validation whose findings may pass in this stack, or matter more or less than usual.
    var rules: [RuleSetting] { get }

    /// What is wrong with the stack as a whole; empty by default.
    func validate() -> [Diagnostic]
}

extension Stack {
    /// None.
    public var description: String { "" }
    /// None.
    public var tags: [String: Value<String>] { [:] }
    /// None.
    public var transforms: [String] { [] }
    /// None.
    public var metadata: JSONValue? { nil }
    /// None.
    public var rules: [RuleSetting] { [] }
    /// Finds nothing wrong.
    public func validate() -> [Diagnostic] { [] }
}

/// Tags by their keys: `[String: String]`, or `[String: Value<String>]` where some are references.
public protocol TagDictionary {
    /// The tags as values.
    var tagValues: [String: Value<String>] { get }
}

/// What a tag can be.
public protocol TagValue {
    /// The tag as a value.
    var tagValue: Value<String> { get }
}

extension String: TagValue {
    /// The text as it is.
    public var tagValue: Value<String> { Value(self) }
}

extension Value: TagValue where T == String {
    /// The value itself.
    public var tagValue: Value<String> { self }
}

extension Dictionary: TagDictionary where Key == String, Value: TagValue {
    /// The tags as values.
    public var tagValues: [String: ConstructKit.Value<String>] { mapValues(\.tagValue) }
}

/// All stacks that are synthesised together: a struct whose stored properties are stacks.
///
/// The names of the properties are the names of the stacks. Mark it `@main` and it is the command-line tool.
public protocol App {
    /// Makes the stacks.
    init()
}
