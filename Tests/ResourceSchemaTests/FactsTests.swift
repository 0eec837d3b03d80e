import ResourceSchema
import Testing

@Suite struct FactsTests {
    private static let facts = #"""
        AWS::RDS::Thing
        identifier Name
        attribute string Endpoint.Address
        returns AWS::RDS::Thing.Id Name
        tags list Tags
        create-only Name
        conditional-create-only Engine
        read-only Endpoint.Address
        write-only Password
        one-of Name|Roles Weights
        any-of Name|Weights
        needs Roles Weights Name
        needs-one-of Roles Weights Name
        excludes Weights Name
        required string Name
          value a b
          value
          ignoring-case
          pattern ^\w+: "x"$
          length 1 -
        property list(.Role) Roles
          format AWS::IAM::Role.Arn
          format AWS::IAM::Role.Name
          items - 5
          unique-by Name Value
          unique
          unordered
        property map(list(integer)) Weights
          range 0.5 35
        definition Role
        open
        required .Role Parent
        """#

    private static var schema: ResourceTypeSchema {
        var schema = ResourceTypeSchema(typeName: "AWS::RDS::Thing")
        schema.primaryIdentifier = ["Name"]
        schema.attributes = ["Endpoint.Address": .string]
        schema.returnedFormats = ["Name": "AWS::RDS::Thing.Id"]
        schema.tagging = ResourceTypeSchema.Tagging(property: "Tags", style: .list)
        schema.createOnly = ["Name"]
        schema.conditionalCreateOnly = ["Engine"]
        schema.readOnly = ["Endpoint.Address"]
        schema.writeOnly = ["Password"]
        schema.object = ResourceTypeSchema.Object(
            properties: [name, roles, weights],
            combinations: [
                .oneOf([["Name"], ["Roles", "Weights"]]), .anyOf([["Name"], ["Weights"]]),
                .needs("Roles", ["Weights", "Name"]), .needsOneOf("Roles", ["Weights", "Name"]),
                .excludes("Weights", ["Name"]),
            ]
        )
        let parent = property("Parent", .definition("Role"), isRequired: true)
        schema.definitions = ["Role": ResourceTypeSchema.Object(properties: [parent], isOpen: true)]
        return schema
    }

    private static var name: ResourceTypeSchema.Property {
        var name = property("Name", .scalar(.string), isRequired: true)
        name.constraints.enumeration = ["a b", ""]
        name.constraints.ignoresCase = true
        name.constraints.pattern = #"^\w+: "x"$"#
        name.constraints.length = ResourceTypeSchema.Bounds(lower: "1")
        return name
    }

    private static var roles: ResourceTypeSchema.Property {
        var roles = property("Roles", .list(.definition("Role")))
        roles.constraints.formats = ["AWS::IAM::Role.Arn", "AWS::IAM::Role.Name"]
        roles.constraints.items = ResourceTypeSchema.Bounds(upper: "5")
        roles.constraints.isUnique = true
        roles.constraints.uniqueKeys = ["Name", "Value"]
        roles.constraints.isUnordered = true
        return roles
    }

    private static var weights: ResourceTypeSchema.Property {
        var weights = property("Weights", .map(.list(.scalar(.integer))))
        weights.constraints.range = ResourceTypeSchema.Bounds(lower: "0.5", upper: "35")
        return weights
    }

    private static func property(
        _ name: String,
        _ shape: ResourceTypeSchema.Shape,
        isRequired: Bool = false
    ) -> ResourceTypeSchema.Property {
        ResourceTypeSchema.Property(
            name: name,
            isRequired: isRequired,
            shape: shape,
            constraints: ResourceTypeSchema.Constraints()
        )
    }

    @Test func `every kind of line is read`() {
        #expect(ResourceTypeSchema(facts: Self.facts) == Self.schema)
    }

    @Test(arguments: [
        ("list", ResourceTypeSchema.Tagging.Style.list), ("map", .map),
        ("specifications(launch-template)", .specifications(kind: "launch-template")),
    ])
    func `tags have a style`(text: String, style: ResourceTypeSchema.Tagging.Style) {
        let schema = ResourceTypeSchema(facts: "AWS::EC2::Thing\ntags \(text) Tags")
        #expect(schema.tagging == ResourceTypeSchema.Tagging(property: "Tags", style: style))
        #expect(ResourceTypeSchema(facts: schema.facts) == schema)
    }

    @Test func `the facts of a schema give it back`() {
        #expect(ResourceTypeSchema(facts: Self.schema.facts) == Self.schema)
    }
}
