/// A property with properties of its own: `RDS.DBCluster.ServerlessV2ScalingConfiguration`.
///
/// It stores an expression: its ordered properties, or an intrinsic function in their place.
public protocol PropertyStruct: PropertyValue {
    /// What is written to the template.
    var expression: Expression { get set }
}

extension PropertyStruct {
    package mutating func store(_ name: String, _ value: (any PropertyValue)?) {
        var bag = if case .map(let existing) = expression.term { existing } else { PropertyBag() }
        bag.store(name, value?.expression)
        expression = .map(bag)
    }

    package func stored<V: PropertyValue>(_ name: String) -> V? {
        guard case .map(let bag) = expression.term else { return nil }
        return bag[name].map(V.init(expression:))
    }

    /// A required property: its initialiser stored it, unless an intrinsic function is in the place of the whole.
    package func stored<V: PropertyValue>(_ name: String) -> V {
        stored(name) ?? .noValue
    }
}

/// A property whose values CloudFormation enumerates: its static members, and any string that is not among them yet.
public protocol EnumeratedValue: PropertyValue, ExpressibleByStringInterpolation
where StringLiteralType == String, StringInterpolation == Substitution {}

extension EnumeratedValue {
    /// A value that is a reference or what a function returns: `.init(parameter.ref)`.
    public init(_ value: Value<String>) {
        self.init(expression: value.expression)
    }

    /// A value by its text.
    public init(stringLiteral text: String) {
        self.init(expression: .string(text))
    }

    /// A value with others inside.
    public init(stringInterpolation: Substitution) {
        self.init(expression: stringInterpolation.expression)
    }
}
