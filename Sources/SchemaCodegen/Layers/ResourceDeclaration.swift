package import ResourceSchema

/// A resource type as Swift declares it.
package struct ResourceDeclaration: Sendable {
    /// `RDS`.
    package let service: String
    /// `DBCluster`.
    package let name: String
    package let schema: ResourceTypeSchema
    /// Sorted as initialisers have them.
    package let properties: [PropertyDeclaration]
    /// Sorted by name.
    package let attributes: [AttributeDeclaration]
    /// Sorted by name.
    package let structs: [StructDeclaration]
    /// Sorted by name.
    package let enumerations: [EnumerationDeclaration]
    /// What the schema says and Swift doesn't, sorted by path.
    package let omissions: [Omission]
}

/// A property of a resource or of a struct.
package struct PropertyDeclaration: Sendable {
    package let schemaName: String
    /// Without backticks.
    package let name: String
    /// `Value<String>`.
    package let type: String
    package let isRequired: Bool
    /// What the documentation says besides the name: `1...35`, `a change replaces the resource`.
    package let notes: [String]
}

/// An attribute that `Fn::GetAtt` returns.
package struct AttributeDeclaration: Sendable {
    package let schemaName: String
    package let name: String
    /// `String`.
    package let type: String
}

/// A property struct.
package struct StructDeclaration: Sendable {
    package let name: String
    package let properties: [PropertyDeclaration]
}

/// A type with a static member for each value that the schema enumerates.
package struct EnumerationDeclaration: Hashable, Sendable {
    package struct Member: Hashable, Sendable {
        package let name: String
        package let value: String
    }

    package let name: String
    package let members: [Member]
}

/// Something of a schema that was left out: the type of a property, which is a `JSONValue`, or a pattern.
package struct Omission: Hashable, Sendable {
    /// `AWS::S3::Bucket.Definition.Property`.
    package let path: String
    package let reason: String
}
