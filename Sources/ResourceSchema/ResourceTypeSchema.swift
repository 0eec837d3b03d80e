/// What is known of a resource type: the facts that are generated from its registry schema.
///
/// - Source: the registry schemas of CloudFormation as cfn-lint carries them, at the version that
///   `scripts/update-schemas` pins.
package struct ResourceTypeSchema: Hashable, Sendable {
    /// `AWS::RDS::DBCluster`.
    package var typeName: String
    /// The properties that `Ref` and the registry know a resource by.
    package var primaryIdentifier: [String] = []
    /// What `Fn::GetAtt` returns, by name: `Endpoint.Address`.
    package var attributes: [String: ScalarKind] = [:]
    /// What is known of what `Fn::GetAtt` and `Ref` return, by the name of the attribute or identifier:
    /// `AWS::EC2::Subnet.Id`.
    package var returnedFormats: [String: String] = [:]
    /// Nil for a type that can't have tags.
    package var tagging: Tagging?
    /// Property paths whose change makes CloudFormation create another resource: `StorageEncrypted`.
    package var createOnly: Set<String> = []
    /// Property paths whose change replaces the resource in some cases.
    package var conditionalCreateOnly: Set<String> = []
    /// Property paths that only AWS sets.
    package var readOnly: Set<String> = []
    /// Property paths that AWS never tells.
    package var writeOnly: Set<String> = []
    /// The type's own properties.
    package var object = Object()
    /// The objects that properties consist of, by the name of their definition.
    package var definitions: [String: Object] = [:]

    package init(typeName: String) {
        self.typeName = typeName
    }
}

extension ResourceTypeSchema {
    /// Whether `Fn::GetAtt` knows a name; some types have attributes that only the template names: `Outputs.*`.
    package func hasAttribute(_ name: String) -> Bool {
        attributes[name] != nil
            || attributes.keys.contains { $0.hasSuffix("*") && name.hasPrefix($0.dropLast()) }
    }
}

extension ResourceTypeSchema {
    /// What an attribute or a simple property holds.
    package enum ScalarKind: String, Sendable, CaseIterable {
        case string
        case integer
        case number
        case boolean
        /// A list of strings, or of numbers.
        case list
        /// Anything else.
        case json
    }

    package struct Tagging: Hashable, Sendable {
        package enum Style: Hashable, Sendable {
            /// A list of objects with `Key` and `Value`.
            case list
            /// A map from keys to values.
            case map
            /// A list of objects with `ResourceType` and `Tags`, of which one is for the resource itself: the name of
            /// its kind is `launch-template` or the like.
            case specifications(kind: String)
        }

        /// The property that has the tags.
        package let property: String
        package let style: Style

        package init(property: String, style: Style) {
            self.property = property
            self.style = style
        }
    }

    /// What an object consists of: the type itself, or one of its definitions.
    package struct Object: Hashable, Sendable {
        /// Sorted by name.
        package var properties: [Property] = []
        /// In the order of the schema.
        package var combinations: [Combination] = []
        /// Whether there may be properties that the schema doesn't name.
        package var isOpen = false

        package init(properties: [Property] = [], combinations: [Combination] = [], isOpen: Bool = false) {
            self.properties = properties
            self.combinations = combinations
            self.isOpen = isOpen
        }
    }

    /// Which properties of an object go together, by their names.
    package enum Combination: Hashable, Sendable {
        /// Exactly one of the sets is set.
        case oneOf([[String]])
        /// At least one of the sets is set.
        case anyOf([[String]])
        /// A property that is set needs these.
        case needs(String, [String])
        /// A property that is set needs at least one of these.
        case needsOneOf(String, [String])
        /// A property that is set excludes these.
        case excludes(String, [String])
    }

    /// A property of an object.
    package struct Property: Hashable, Sendable {
        package var name: String
        package var isRequired: Bool
        package var shape: Shape
        package var constraints: Constraints

        package init(name: String, isRequired: Bool, shape: Shape, constraints: Constraints) {
            self.name = name
            self.isRequired = isRequired
            self.shape = shape
            self.constraints = constraints
        }
    }

    package indirect enum Shape: Hashable, Sendable {
        case scalar(ScalarKind)
        case definition(String)
        case list(Shape)
        case map(Shape)
    }

    /// What a schema says of a value besides its shape; of a list's elements where the shape is a list.
    package struct Constraints: Hashable, Sendable {
        package var enumeration: [String] = []
        /// Whether the values of the enumeration may be written in any case.
        package var ignoresCase = false
        package var pattern: String?
        /// What a reference must point at (`AWS::EC2::Subnet.Id`), or the form of a text (`date-time`): one of these.
        package var formats: [String] = []
        /// In characters.
        package var length = Bounds()
        package var range = Bounds()
        /// The number of a list's elements, or of a map's keys.
        package var items = Bounds()
        package var isUnique = false
        /// The properties that no two items of a list have the same values of.
        package var uniqueKeys: [String] = []
        /// The order of a list's elements means nothing.
        package var isUnordered = false

        package init() {}
    }

    /// Limits as the schema writes them, each of which may be missing.
    package struct Bounds: Hashable, Sendable {
        package var lower: String?
        package var upper: String?

        package init(lower: String? = nil, upper: String? = nil) {
            self.lower = lower
            self.upper = upper
        }

        package var isEmpty: Bool { lower == nil && upper == nil }
    }
}
