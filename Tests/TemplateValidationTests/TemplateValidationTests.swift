import BorealisDiagnostics
import OrderedCollections
import ResourceSchema
import TemplateModel
import TemplateValidation
import Testing

struct TemplateValidationTests {
    /// One type with all kinds of properties.
    private static let facts = """
        AWS::Test::Thing
        identifier Id
        read-only Arn
        read-only Options.State
        required string Name
          length 2 5
        property string Kind
          value large
          value small
        property integer Size
          range 1 10
        property boolean IsOpen
        property number Ratio
        property list(string) Zones
          items 1 2
          unique
        property list(.Option) Choices
        property .Option Options
        property map(string) Labels
        property json Anything
        property string SubnetId
          format AWS::EC2::Subnet.Id
        definition Option
        required string Key
        property string Value
          value on
          value off
        """

    private static let schemas: [String: ResourceTypeSchema] = [
        "AWS::Test::Thing": ResourceTypeSchema(facts: facts),
        "AWS::EC2::VPC": ResourceTypeSchema(facts: "AWS::EC2::VPC\nidentifier VpcId"),
        "AWS::EC2::Subnet": ResourceTypeSchema(facts: "AWS::EC2::Subnet\nidentifier SubnetId"),
    ]

    @Test(arguments: [
        ("Kind: small", []),
        ("Name: !Ref P", []),
        ("Name: !Ref AWS::NoValue", ["VAL001 Thing.Properties"]),
        ("Nam: x", ["VAL002 Thing.Properties.Nam key"]),
        ("Arn: x", ["VAL003 Thing.Properties.Arn key"]),
        ("Options: {Key: x, State: y}", ["VAL003 Thing.Properties.Options.State key"]),
        ("Options: {Value: on}", ["VAL001 Thing.Properties.Options", "VAL005 Thing.Properties.Options.Value"]),
        ("Options: {Key: x, Valeu: 'on'}", ["VAL002 Thing.Properties.Options.Valeu key"]),
        ("Options: [x]", ["VAL004 Thing.Properties.Options"]),
        ("Choices: [{Key: x}, {Key: [y]}]", ["VAL004 Thing.Properties.Choices.1.Key"]),
        ("Choices: x", ["VAL004 Thing.Properties.Choices"]),
        ("Kind: medium", ["VAL005 Thing.Properties.Kind"]),
        ("Kind: !Sub '${P}'", []),
        ("Kind: !If [C, medium, small]", ["VAL005 Thing.Properties.Kind.Fn::If.1"]),
        ("Kind: !If [C, small, !Ref AWS::NoValue]", []),
        ("Name: a", ["VAL006 Thing.Properties.Name"]),
        ("Name: abcdef", ["VAL006 Thing.Properties.Name"]),
        ("Name: äöüßé", []),
        ("Name: '{{resolve:ssm:a-long-name}}'", []),
        ("Size: 0", ["VAL007 Thing.Properties.Size"]),
        ("Size: '11'", ["VAL007 Thing.Properties.Size"]),
        ("Size: '10'", []),
        ("Size: 1.5", ["VAL004 Thing.Properties.Size"]),
        ("Size: ten", ["VAL004 Thing.Properties.Size"]),
        ("IsOpen: 'true'", []),
        ("IsOpen: maybe", ["VAL004 Thing.Properties.IsOpen"]),
        ("Ratio: '0.5'", []),
        ("Ratio: half", ["VAL004 Thing.Properties.Ratio"]),
        ("Zones: []", ["VAL008 Thing.Properties.Zones"]),
        ("Zones: [a, b, c]", ["VAL008 Thing.Properties.Zones"]),
        ("Zones: [a, b, !If [C, c, !Ref AWS::NoValue]]", []),
        ("Zones: [a, a]", ["VAL009 Thing.Properties.Zones.1"]),
        ("Zones: !Split [',', !Ref P]", []),
        ("Labels: {a: b, c: [d]}", ["VAL004 Thing.Properties.Labels.c"]),
        ("Anything: [{a: 1}]", []),
        ("SubnetId: !Ref Subnet", []),
        ("SubnetId: !Ref Network", ["VAL010 Thing.Properties.SubnetId"]),
        ("SubnetId: !Ref P", []),
        ("Fn::Transform: {Name: AWS::Include}", []),
    ])
    func `a rule finds what is wrong and nothing else`(_ property: String, _ expected: [String]) {
        let name = property.hasPrefix("Name:") ? "" : "Name: abc\n      "
        let text = """
            Parameters: {P: {Type: String}}
            Conditions: {C: !Equals [!Ref P, x]}
            Resources:
              Thing:
                Type: AWS::Test::Thing
                Properties:
                  \(name)\(property)
              Network: {Type: AWS::EC2::VPC}
              Subnet: {Type: AWS::EC2::Subnet}
              Unknown: {Type: AWS::No::Thing, Properties: {Anything: 1}}
            """
        #expect(findings(in: text) == expected)
    }

    @Test func `a resource without properties lacks those that are required`() {
        #expect(findings(in: "Resources: {Thing: {Type: AWS::Test::Thing}}") == ["VAL001 Thing.Properties"])
    }

    @Test func `a finding says what is wrong, what is allowed, and one fix`() {
        let text = "Resources: {Thing: {Type: AWS::Test::Thing, Properties: {Name: abc, Kind: smal, Zone: [a]}}}"
        let found = TemplateValidation(of: Template(TemplateDocument(Array(text.utf8)).root)) { Self.schemas[$0] }
            .findings()
        #expect(
            found.map { DiagnosticText().text(of: $0.diagnostic(at: nil)) } == [
                """
                error[VAL002]: Thing has a property that AWS::Test::Thing doesn't know there; got Zone, expected Zones
                  fix: write Zones
                """,
                """
                error[VAL005]: Thing.Kind has a value that is not among those allowed; got smal, expected large, small
                  fix: write small
                """,
            ]
        )
    }

    private func findings(in text: String) -> [String] {
        let document = TemplateDocument(Array(text.utf8))
        #expect(document.problems == [])
        let findings = TemplateValidation(of: Template(document.root)) { Self.schemas[$0] }.findings()
        return findings.map { finding in
            let path = finding.path.dropFirst().joined(separator: ".")
            return "\(finding.code.rawValue) \(path)\(finding.isAboutKey ? " key" : "")"
        }
    }
}
