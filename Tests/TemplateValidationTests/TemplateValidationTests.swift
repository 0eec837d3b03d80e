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
        property list(.Option) Variables
          unique-by Key
        property .Option Options
        property map(string) Labels
        property json Anything
        property string SubnetId
          format AWS::EC2::Subnet.Id
        property string Target
          format AWS::EC2::Subnet.Id
          format AWS::EC2::VPC.Id
        property string RoleArn
          format AWS::IAM::Role.Arn
        property string KeyId
          format AWS::KMS::Key.Arn
          format AWS::KMS::Key.Id
        property map(json) Document
        property string Executor
          pattern ^arn:(aws|aws-cn):iam::.+$
        property string Either
          pattern ^arn:.+$|^[a-z]+$
        property list(string) GroupIds
          format AWS::EC2::SecurityGroup.Ids
        property string Block
          format ipv4-network
        property string WideBlock
          format ipv6-network
        property string Path
          length - 9
          pattern ^/[a-z]+$
        property string Mode
          value on
          value off
          ignoring-case
        property .Anything Open
        property list(string) Passwords
          unique
        property string MasterPassword
          pattern ^[a-z]+$
        property map(string) Weights
          items 1 2
        property .Source Source
        definition Anything
        open
        property integer Number
        definition Source
        one-of Inline|Bucket Key
        any-of Inline|Bucket
        needs Version Bucket
        needs-one-of Key Bucket Inline
        excludes Inline Version
        excludes Version Inline
        property string Bucket
        property string Inline
        property string Key
        property string Version
        definition Option
        required string Key
        property string Value
          value on
          value off
        """

    private static let schemas: [String: ResourceTypeSchema] = [
        "AWS::Test::Thing": ResourceTypeSchema(facts: facts),
        "AWS::EC2::VPC": ResourceTypeSchema(
            facts: """
                AWS::EC2::VPC
                identifier VpcId
                attribute string VpcId
                attribute string DefaultSecurityGroup
                attribute string Other
                returns AWS::EC2::VPC.Id VpcId
                returns AWS::EC2::SecurityGroup.Id DefaultSecurityGroup
                """
        ),
        "AWS::EC2::SecurityGroup": ResourceTypeSchema(
            facts: "AWS::EC2::SecurityGroup\nidentifier Id\nproperty string VpcId"
        ),
        "AWS::IAM::Role": ResourceTypeSchema(
            facts: "AWS::IAM::Role\nidentifier RoleName\nattribute string Arn\nreturns AWS::IAM::Role.Arn Arn"
        ),
        "AWS::EC2::Subnet": ResourceTypeSchema(
            facts: "AWS::EC2::Subnet\nidentifier SubnetId\nreturns AWS::EC2::Subnet.Id SubnetId"
        ),
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
        ("Kind: '{{resolve:ssm:kind}}'", []),
        ("Size: '{{resolve:ssm:size}}'", []),
        ("IsOpen: '{{resolve:ssm:open}}'", []),
        ("Zones: ['{{resolve:ssm:zone}}']", []),
        ("Size: '0x5'", ["VAL004 Thing.Properties.Size"]),
        ("Size: inf", ["VAL004 Thing.Properties.Size"]),
        ("Name: !If [C, abc, !Ref AWS::NoValue]", ["VAL001 Thing.Properties"]),
        ("Zones: [!Ref AWS::NoValue, !Ref AWS::NoValue]", []),
        ("Labels: {'Fn::ForEach::L': [L, [x], {'${L}': y}], a: b}", []),
        ("Labels: {'Fn::Transform': {Name: AWS::Include}, a: b}", []),
        ("Open: {Number: 5, Other: [x]}", []),
        ("Open: {Number: many}", ["VAL004 Thing.Properties.Open.Number"]),
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
        ("Variables: [{Key: a}, {Key: b}]", []),
        ("Variables: [{Key: a}, {Key: a, Value: 'on'}]", ["VAL009 Thing.Properties.Variables.1"]),
        ("Variables: [{Key: !Ref P}, {Key: !Ref P}]", []),
        ("Zones: !Split [',', !Ref P]", []),
        ("Labels: {a: b, c: [d]}", ["VAL004 Thing.Properties.Labels.c"]),
        ("Anything: [{a: 1}]", []),
        ("SubnetId: !Ref Subnet", []),
        ("SubnetId: !Ref Network", ["VAL010 Thing.Properties.SubnetId"]),
        ("SubnetId: !Ref P", []),
        ("SubnetId: !GetAtt Network.VpcId", ["VAL010 Thing.Properties.SubnetId"]),
        ("SubnetId: !GetAtt Network.Other", ["VAL010 Thing.Properties.SubnetId"]),
        ("SubnetId: !GetAtt Network.Missing", ["VAL020 Thing.Properties.SubnetId"]),
        ("GroupIds: [!Ref Group]", []),
        ("GroupIds: [!Ref DefaultGroup]", ["VAL010 Thing.Properties.GroupIds.0"]),
        ("GroupIds: [!GetAtt Network.DefaultSecurityGroup]", []),
        ("GroupIds: [!GetAtt Network.VpcId]", ["VAL010 Thing.Properties.GroupIds.0"]),
        ("RoleArn: !GetAtt Role.Arn", []),
        ("RoleArn: 'arn:aws:iam::123456789012:role/x'", []),
        ("RoleArn: x", ["VAL016 Thing.Properties.RoleArn"]),
        ("KeyId: alias/x", []),
        ("KeyId: x", ["VAL016 Thing.Properties.KeyId"]),
        ("Document: {a: [1]}", []),
        ("Document: text", ["VAL004 Thing.Properties.Document"]),
        ("Zones: [!If [C, a, !Ref AWS::NoValue], !If [C, a, !Ref AWS::NoValue]]", ["VAL009 Thing.Properties.Zones.1"]),
        ("RoleArn: !Ref Role", ["VAL010 Thing.Properties.RoleArn"]),
        ("Executor: !GetAtt Role.Arn", []),
        ("Executor: !Ref Role", ["VAL010 Thing.Properties.Executor"]),
        ("Executor: !Ref Subnet", []),
        ("Either: !Ref Role", []),
        ("SubnetId: subnet-0123456789abcdef0", []),
        ("SubnetId: vpc-01234567", ["VAL016 Thing.Properties.SubnetId"]),
        ("SubnetId: subnet-0123", ["VAL016 Thing.Properties.SubnetId"]),
        ("Target: !Ref Network", []),
        ("Target: vpc-01234567", []),
        ("Target: sg-01234567", ["VAL016 Thing.Properties.Target"]),
        ("Block: 10.0.0.0/16", []),
        ("Block: 10.0.0.1", []),
        ("Block: 10.0.0.1/16", ["VAL016 Thing.Properties.Block"]),
        ("Block: 10.0.0.0/33", ["VAL016 Thing.Properties.Block"]),
        ("Block: 10.0.0/8", ["VAL016 Thing.Properties.Block"]),
        ("WideBlock: '2001:db8::/32'", []),
        ("WideBlock: '2001:db8::1/32'", ["VAL016 Thing.Properties.WideBlock"]),
        ("Path: /abc", []),
        ("Path: abc", ["VAL015 Thing.Properties.Path"]),
        ("Path: abcdefghij", ["VAL006 Thing.Properties.Path"]),
        ("Path: '{{resolve:ssm:path}}'", []),
        ("Mode: 'ON'", []),
        ("Mode: open", ["VAL005 Thing.Properties.Mode"]),
        ("Weights: {}", ["VAL008 Thing.Properties.Weights"]),
        ("Weights: {a: x, b: y, c: z}", ["VAL008 Thing.Properties.Weights"]),
        ("Source: {Inline: x}", []),
        ("Source: {Bucket: x, Key: y, Version: z}", []),
        ("Source: {Key: x}", ["VAL012", "VAL012", "VAL014"].map { $0 + " Thing.Properties.Source" }),
        ("Source: {Inline: x, Bucket: y, Key: z}", ["VAL013 Thing.Properties.Source"]),
        ("Source: {Inline: x, Bucket: !If [C, y, !Ref AWS::NoValue], Key: z}", []),
        ("Source: {Inline: !Ref AWS::NoValue, Bucket: y, Key: z}", []),
        ("Source: {Inline: x, Version: y}", ["VAL014 Thing.Properties.Source", "VAL013 Thing.Properties.Source"]),
        (
            "Source: !If [C, {Inline: x}, {Key: y}]",
            ["VAL012", "VAL012", "VAL014"].map { $0 + " Thing.Properties.Source.Fn::If.2" }
        ),
        ("Fn::Transform: {Name: AWS::Include}", []),
        ("Fn::ForEach::Options: [X, [a], {Nam: x}]", []),
        ("Name: !GetStackOutput {StackName: a, OutputName: b}", []),
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
              Network: {Type: AWS::EC2::VPC, Condition: C}
              Subnet: {Type: AWS::EC2::Subnet}
              Role: {Type: AWS::IAM::Role}
              Group: {Type: AWS::EC2::SecurityGroup, Properties: {VpcId: !Ref Network}}
              DefaultGroup: {Type: AWS::EC2::SecurityGroup}
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

    @Test(arguments: ["MasterPassword: Hunter2", "Passwords: [Hunter2, Hunter2]", "Passwords: Hunter2"])
    func `a password is not shown`(_ property: String) {
        let text = "Resources: {Thing: {Type: AWS::Test::Thing, Properties: {Name: abc, \(property)}}}"
        let found = TemplateValidation(of: Template(TemplateDocument(Array(text.utf8)).root)) { Self.schemas[$0] }
            .findings()
        #expect(found.map(\.got) == ["a value that is not shown"])
    }

    @Test func `a text in the place of an object is not shown, and is accepted where JSON is`() {
        let queue = ResourceTypeSchema(
            facts: "AWS::SQS::Queue\nproperty map(json) RedrivePolicy\nproperty map(json) Other"
        )
        let text = """
            Resources: {Queue: {Type: AWS::SQS::Queue, Properties: {RedrivePolicy: '{"maxReceiveCount": 3}', Other: key=value}}}
            """
        let template = Template(TemplateDocument(Array(text.utf8)).root)
        let found = TemplateValidation(of: template) { _ in queue }.findings()
        #expect(found.map(\.path.last) == ["Other"])
        #expect(found.map(\.got) == ["a text"])
    }

    @Test func `a local path where a location belongs is a warning`() throws {
        let schema = ResourceTypeSchema(
            facts: "AWS::Lambda::Function\nproperty .Code Code\ndefinition Code\nproperty string S3Bucket"
        )
        let text = "Resources: {Function: {Type: AWS::Lambda::Function, Properties: {Code: src/}}}"
        let template = Template(TemplateDocument(Array(text.utf8)).root)
        let found = TemplateValidation(of: template) { _ in schema }.findings()
        #expect(found.map(\.severity) == [.warning])
    }

    @Test(arguments: [("10.0.0.1/16", "10.0.0.0/16"), ("10.0.0/16", "10.0.0.0/16"), ("10.1.2.3/9", "10.0.0.0/9")])
    func `the block around an address is what to write`(_ block: String, _ expected: String) {
        let text = "Resources: {Thing: {Type: AWS::Test::Thing, Properties: {Name: abc, Block: \(block)}}}"
        let found = TemplateValidation(of: Template(TemplateDocument(Array(text.utf8)).root)) { Self.schemas[$0] }
            .findings()
        #expect(found.map(\.fix) == ["write \(expected)"])
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
