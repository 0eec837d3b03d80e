/// The schema of a resource type, as the registry of CloudFormation has it.
package struct RegistrySchema: Sendable {
    /// `AWS::RDS::DBCluster`.
    package let typeName: String
    package let properties: [String: SchemaNode]
    package let definitions: [String: SchemaNode]
    package let required: Set<String>
    /// The whole schema as an object, for what it says of its properties together.
    package let root: SchemaNode
    /// Paths below `properties`, with dots: `Endpoint.Address`.
    package let primaryIdentifier: [String]
    package let createOnly: Set<String>
    package let conditionalCreateOnly: Set<String>
    package let readOnly: Set<String>
    package let writeOnly: Set<String>
    /// The property with the tags; nil for a type that can't have any.
    package let tagProperty: String?

    /// `RDS`.
    package var service: String { String(typeName.split(separator: ":")[1]) }
    /// `DBCluster`.
    package var name: String { String(typeName.split(separator: ":").dropFirst(2).joined()) }
}
