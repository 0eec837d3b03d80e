public import BorealisDiagnostics

/// A resource of a stack.
///
/// Each type that CloudFormation has is a class of its own, generated from its schema (`RDS.DBCluster`). A type
/// without a class, such as a custom resource, is written by its name:
///
/// ```swift
/// let queue = Resource(type: "AWS::SQS::Queue", properties: ["QueueName": "orders"])
/// ```
open class Resource: Element, Dependable {
    /// The facts of the type, generated from its schema; nil for a type that is only named.
    open class var facts: StaticString? { nil }

    /// CloudFormation's name of the type: `AWS::RDS::DBCluster`.
    public final let cloudFormationType: String

    /// What CloudFormation creates before this resource, beyond what its properties refer to: resources, or constructs
    /// with all their resources.
    public final var dependsOn: [any Dependable] = []
    /// What the construct that made the resource can't do without: it stays, whatever is assigned to `dependsOn`.
    package final var requirements: [any Dependable] = []
    /// What happens to the resource when its stack, or its place in the template, is deleted.
    public final var deletionPolicy: DeletionPolicy?
    /// What happens to the old resource when a change replaces it.
    public final var updateReplacePolicy: UpdateReplacePolicy?
    /// The resource exists only where this holds.
    public final var condition: Condition?
    /// Data that CloudFormation keeps and returns with the resource.
    public final var metadata: JSONValue?
    /// What CloudFormation waits for after it created the resource.
    public final var creationPolicy: JSONValue?
    /// How CloudFormation updates the instances, versions or nodes of some types.
    public final var updatePolicy: JSONValue?

    /// Attributes that most deploys change, and that another stack can't import: CloudFormation doesn't change an export
    /// that is in use.
    package final var changingAttributes: Set<String> = []

    package final private(set) var bag = PropertyBag()
    package final private(set) var overrides: [Override] = []
    /// What is let pass of the resource, and why.
    package final private(set) var waivers: [RuleSetting] = []

    /// The names of the properties that were read since somebody asked; nil while nobody does.
    private final var readNames: [String]?

    package init(cloudFormationType: String, file: StaticString, line: UInt) {
        self.cloudFormationType = cloudFormationType
        super.init(file: file, line: line)
    }

    /// A resource of a type that has no class.
    ///
    /// - Parameters:
    ///   - type: `AWS::SQS::Queue`, `Custom::Thing`.
    ///   - properties: in the order of the template, with CloudFormation's names.
    public convenience init(
        type: String,
        properties: KeyValuePairs<String, JSONValue> = [:],
        file: StaticString = #filePath,
        line: UInt = #line
    ) {
        self.init(cloudFormationType: type, file: file, line: line)
        bag = PropertyBag(properties.map { ($0, $1.expression) })
    }

    /// Lets problems of the resource pass that validation finds: the schemas that it knows are at times behind
    /// CloudFormation.
    ///
    /// One that lets nothing pass any more is a warning. ``Stack/rules`` does the same for a whole stack.
    /// - Parameters:
    ///   - code: of a rule that reads templates: `"VAL005"`.
    ///   - reason: shown by every `synth`.
    public final func allow(
        _ code: DiagnosticCode,
        _ reason: String,
        file: StaticString = #filePath,
        line: UInt = #line
    ) {
        waivers.append(.allow(code, reason, file: file, line: line))
    }

    /// What `Ref` returns: for most types the physical ID.
    public final var ref: Value<String> {
        Value(expression: .reference(self))
    }

    /// What `Fn::GetAtt` returns for an attribute that has no property here.
    ///
    /// - Parameter name: CloudFormation's name: `Endpoint.Address`. One that the type doesn't have is refused at synth.
    public final func attribute<T: ValueType>(_ name: String, as type: T.Type = T.self) -> Value<T> {
        Value(expression: .reference(self, attribute: name, isList: T.self is any ListType.Type))
    }

    package final func store(_ name: String, _ value: (any PropertyValue)?) {
        bag.store(name, value)
    }

    package final func stored<V: PropertyValue>(_ name: String) -> V? {
        readNames?.append(name)
        return bag[name].map(V.init(expression:))
    }

    /// CloudFormation's names of the properties that a closure reads: of what a key path leads to, Swift tells no name.
    package final func namesRead(by read: () -> Void) -> [String] {
        readNames = []
        read()
        defer { readNames = nil }
        return readNames ?? []
    }

    /// A required property: its initialiser stored it.
    package final func stored<V: PropertyValue>(_ name: String) -> V {
        stored(name) ?? .noValue
    }
}

extension Resource {
    package struct Override {
        package let path: String
        /// Nil removes what is there.
        package let value: JSONValue?
        package let place: Place
    }

    /// Writes a value into the resource's template as it is, for what a schema lacks or gets wrong.
    ///
    /// - Parameters:
    ///   - path: the keys from the resource down, separated by dots: `Properties.ScalingRules.0.Name`; a number is an
    ///     index of a list, counted from 0, and may be one past its end. Objects that are missing are added.
    ///   - value: nil removes what is there.
    @discardableResult
    public final func override(
        _ path: String,
        with value: JSONValue?,
        file: StaticString = #filePath,
        line: UInt = #line
    ) -> Self {
        overrides.append(Override(path: path, value: value, place: Place(file, line)))
        return self
    }
}

extension Sequence where Element: Resource {
    /// What `Ref` returns for each.
    public var refs: Value<[String]> {
        Value(map(\.ref))
    }
}
