import BorealisDiagnostics
import ResourceSchema
import TemplateModel
import TemplateValidation
import Testing

/// What is found in a template as a whole.
@Suite struct TemplateRulesTests {
    private static let schemas = [
        "AWS::Test::Thing": ResourceTypeSchema(
            facts: "AWS::Test::Thing\nattribute string Arn\nattribute string Endpoint.Address\nproperty json Any"
        ),
        "AWS::Test::Stack": ResourceTypeSchema(
            facts: "AWS::Test::Stack\nattribute string Outputs.*\nproperty json Any"
        ),
        "AWS::EC2::SecurityGroup": ResourceTypeSchema(
            facts: """
                AWS::EC2::SecurityGroup
                attribute string GroupId
                property list(json) SecurityGroupIngress
                property list(json) SecurityGroupEgress
                property json Tags
                """
        ),
    ]

    @Test(arguments: [
        ("!GetAtt Other.Arn", []),
        ("!GetAtt Other.Endpoint.Address", []),
        ("{Fn::GetAtt: [Other, Endpoint.Address]}", []),
        ("!GetAtt Nested.Outputs.Name", []),
        ("!GetAtt Custom.Anything", []),
        ("!Sub 'a ${Other.Arn} ${!Other.Nothing}'", []),
        ("!GetAtt Other.Arm", ["VAL020 Resources.Thing.Properties.Any"]),
        ("{Fn::GetAtt: [Other, Arm]}", ["VAL020 Resources.Thing.Properties.Any"]),
        ("{Fn::GetAtt: Other.Arm}", ["VAL020 Resources.Thing.Properties.Any"]),
        ("[!Sub 'a ${Other.Arm}']", ["VAL020 Resources.Thing.Properties.Any.0"]),
    ])
    func `an attribute is one of the type`(_ value: String, _ expected: [String]) {
        #expect(findings(inValue: value) == expected)
    }

    @Test(arguments: [
        ("!Ref Other", []),
        ("!Ref P", []),
        ("!Ref AWS::Region", []),
        ("!Sub '${Other} ${AWS::Region} ${!Nothing} $ {Nothing} ${P}'", []),
        ("!Sub ['${Local} ${Other}', {Local: x}]", []),
        ("!Sub ['${Local}', {Local: !Ref Nothing}]", ["VAL021 Resources.Thing.Properties.Any.Fn::Sub.1.Local"]),
        ("!Ref Othr", ["VAL021 Resources.Thing.Properties.Any"]),
        ("!GetAtt Nothing.Arn", ["VAL021 Resources.Thing.Properties.Any"]),
        ("!GetAtt P.Arn", ["VAL021 Resources.Thing.Properties.Any"]),
        ("!Sub '${Nothing.Arn}'", ["VAL021 Resources.Thing.Properties.Any"]),
        ("!Join [',', [!Ref Nothing]]", ["VAL021 Resources.Thing.Properties.Any.Fn::Join.1.0"]),
        ("!Ref AWS::Regoin", ["VAL022 Resources.Thing.Properties.Any"]),
        ("!Sub '${AWS::StackNam}'", ["VAL022 Resources.Thing.Properties.Any"]),
    ])
    func `a reference leads to something`(_ value: String, _ expected: [String]) {
        #expect(findings(inValue: value) == expected)
    }

    @Test func `what a resource depends on is a resource`() {
        #expect(
            findings(
                in: """
                    Parameters: {P: {Type: String}}
                    Resources:
                      A: {Type: AWS::Test::Thing, DependsOn: [B, P], Properties: {Any: !Ref P}}
                      B: {Type: AWS::Test::Thing, DependsOn: C}
                    """
            ) == ["VAL021 Resources.A.DependsOn.1", "VAL021 Resources.B.DependsOn"]
        )
    }

    @Test func `a condition can't use a resource`() {
        #expect(
            findings(
                in: """
                    Conditions: {C: !Equals [!Ref A, x]}
                    Resources: {A: {Type: AWS::Test::Thing}, B: {Type: AWS::Test::Thing, Condition: C}}
                    """
            ) == ["VAL021 Conditions.C.Fn::Equals.0"]
        )
    }

    @Test(arguments: [
        ("!FindInMap [M, a, b]", []),
        ("!FindInMap [M, !Ref P, b]", []),
        ("{Fn::FindInMap: [M, x, y, {DefaultValue: z}]}", []),
        ("!FindInMap [N, a, b]", ["VAL023 Resources.Thing.Properties.Any", "VAL025 Mappings.M key"]),
        ("!FindInMap [M, x, b]", ["VAL023 Resources.Thing.Properties.Any"]),
        ("!FindInMap [M, a, x]", ["VAL023 Resources.Thing.Properties.Any"]),
        ("!FindInMap [M, !Ref P, x]", ["VAL023 Resources.Thing.Properties.Any"]),
    ])
    func `a mapping has what is looked up`(_ value: String, _ expected: [String]) {
        let found = findings(
            in: """
                Parameters: {P: {Type: String}}
                Mappings: {M: {a: {b: 1}}}
                Resources: {Thing: {Type: AWS::Test::Thing, Properties: {Any: \(value)}}}
                Outputs: {P: {Value: !Ref P}}
                """
        )
        #expect(found == expected)
    }

    @Test func `a condition that is named is there`() {
        #expect(
            findings(
                in: """
                    Conditions: {C: !Not [!Condition D]}
                    Resources:
                      A: {Type: AWS::Test::Thing, Condition: E, Properties: {Any: !If [F, 1, 2]}}
                      B: {Type: AWS::Test::Thing, Condition: C, Properties: {Any: {Condition: text}}}
                    Outputs: {O: {Value: x, Condition: G}}
                    """
            ) == [
                "VAL024 Conditions.C.Fn::Not.0", "VAL024 Resources.A.Condition",
                "VAL024 Resources.A.Properties.Any.Fn::If.0", "VAL024 Outputs.O.Condition",
            ]
        )
    }

    @Test func `what nothing uses is a warning`() {
        let text = """
            Parameters: {A: {Type: String}, B: {Type: String}, C: {Type: String}, D: {Type: String}}
            Rules: {R: {Assertions: [{Assert: !Equals [!Ref B, x]}, {Assert: {Fn::ValueOf: [C, VpcId]}}]}}
            Mappings: {M: {a: {b: 1}}}
            Conditions: {E: !Equals [!Ref AWS::Region, x], F: !Equals [!Ref D, x]}
            Resources: {Thing: {Type: AWS::Test::Thing, Condition: F}}
            """
        #expect(findings(in: text) == ["VAL025 Parameters.A key", "VAL025 Mappings.M key", "VAL025 Conditions.E key"])
        #expect(found(in: text).allSatisfy { $0.severity == .warning })
    }

    @Test(arguments: [
        "Transform: Macro", "Fn::Transform: {Name: AWS::Include, Parameters: {Location: s3://a/b}}",
        "Mappings: {Fn::Transform: {Name: AWS::Include}}",
    ])
    func `what a macro adds or uses isn't guessed at`(_ line: String) {
        let text = """
            \(line)
            Parameters: {P: {Type: String}}
            Resources: {Thing: {Type: AWS::Test::Thing, Condition: C, Properties: {Any: [!Ref A, !FindInMap [M, a, b]]}}}
            """
        #expect(findings(in: text) == [])
    }

    @Test(arguments: [
        "Many: {Type: Some::Own::Thing::MODULE}",
        "Fn::ForEach::Many: [X, [a, b], {'Many${X}': {Type: AWS::Test::Thing}}]",
    ])
    func `what a module or a loop adds isn't guessed at`(_ line: String) {
        let user = "Thing: {Type: AWS::Test::Thing, Properties: {Any: !Ref Manya}}"
        #expect(findings(in: "Resources:\n  \(line)\n  \(user)") == [])
    }

    @Test func `the identifier of a loop is known inside of it, and what it makes isn't guessed at`() {
        let text = """
            Transform: AWS::LanguageExtensions
            Parameters: {P: {Type: CommaDelimitedList}}
            Resources:
              Other: {Type: AWS::Test::Thing}
              Thing:
                Type: AWS::Test::Thing
                Properties:
                  Any:
                    Fn::ForEach::Names:
                      - Name
                      - !Ref P
                      - 'Key${Name}': [!Ref Name, !Sub '${Name} ${Other}', !GetAtt 'Other${Name}.Arn', !Ref Othr]
                        'Arn${Name}': [!Sub '${Other${Name}.Arn}', !GetAtt 'Other.${Name}']
                  Tags: [!Ref Name]
            """
        #expect(
            findings(in: text) == [
                "VAL002 Resources.Thing.Properties.Tags key",
                "VAL021 Resources.Thing.Properties.Any.Fn::ForEach::Names.2.Key${Name}.3",
                "VAL021 Resources.Thing.Properties.Tags.0",
            ]
        )
    }

    @Test func `a parameter that only hooks use is used`() {
        let text = """
            Parameters: {P: {Type: String}}
            Hooks: {Green: {Type: AWS::CodeDeploy::BlueGreen, Properties: {ServiceRole: !Ref P, Other: !Ref Q}}}
            Resources: {Thing: {Type: AWS::Test::Thing}}
            """
        #expect(findings(in: text) == ["VAL021 Hooks.Green.Properties.Other"])
    }

    @Test func `names, mappings, defaults and descriptions have limits`() {
        let name = String(repeating: "a", count: 256)
        let rows = (0...200).map { "r\($0): {c: 1}" }.joined(separator: ", ")
        let text = """
            Description: \(String(repeating: "d", count: 1025))
            Parameters: {P: {Type: String, Default: \(String(repeating: "p", count: 4097))}}
            Mappings: {M: {\(rows)}}
            Resources: {Thing: {Type: AWS::Test::Thing, Properties: {Any: [!Ref P, !FindInMap [M, r1, c]]}}}
            Outputs: {\(name): {Value: x, Description: \(String(repeating: "d", count: 1025))}}
            """
        #expect(
            findings(in: text) == [
                "TPL004 Description", "TPL004 Outputs.\(name).Description", "VAL026 Outputs.\(name) key",
                "VAL026 Mappings.M key", "VAL026 Parameters.P.Default",
            ]
        )
    }

    @Test func `sections have limits`() {
        let outputs = (0...200).map { "O\($0): {Value: x}" }.joined(separator: ", ")
        #expect(
            findings(in: "Resources: {A: {Type: AWS::Test::Thing}}\nOutputs: {\(outputs)}") == ["TPL001 Outputs key"]
        )
    }

    @Test func `an export has a name of its own`() {
        #expect(
            findings(
                in: """
                    Conditions: {C: !Equals [!Ref AWS::Region, x], D: !Not [!Condition C]}
                    Resources: {Thing: {Type: AWS::Test::Thing}}
                    Outputs:
                      A: {Value: 1, Export: {Name: !Sub '${AWS::StackName}-x'}}
                      B: {Value: 2, Export: {Name: !Sub '${AWS::StackName}-x'}}
                      C: {Value: 3, Condition: C, Export: {Name: y}}
                      D: {Value: 4, Condition: D, Export: {Name: y}}
                    """
            ) == ["VAL027 Outputs.B.Export.Name"]
        )
    }

    @Test func `circles are found, with each of their steps`() {
        let found = found(
            in: """
                Conditions: {C: !Not [!Condition D], D: !Not [!Condition C]}
                Resources:
                  A: {Type: AWS::Test::Thing, Condition: C, Properties: {Any: !Sub '${B.Arn}'}}
                  B: {Type: AWS::Test::Thing, DependsOn: [A], Properties: {Any: !Ref B}}
                """
        )
        #expect(
            found.map { DiagnosticText().text(of: $0.diagnostic(at: nil)) } == [
                """
                error[VAL028]: resources depend on each other in a circle; got A → B → A, \
                expected an order to create them in
                  A needs B: Properties.Any
                  B needs A: DependsOn
                  fix: remove one of these references
                """,
                """
                error[VAL028]: conditions depend on each other in a circle; got C → D → C, \
                expected an order to evaluate them in
                  C needs D: 0
                  D needs C: 0
                  fix: remove one of these references
                """,
            ]
        )
    }

    @Test func `a circle of security groups has a way out of its own`() {
        let rules = """
              B: {Type: AWS::EC2::SecurityGroup, Properties: {SecurityGroupEgress: [{Peer: !GetAtt A.GroupId}]}}
            """
        let inline = "  A: {Type: AWS::EC2::SecurityGroup, Properties: {SecurityGroupIngress: [{Peer: !Ref B}]}}"
        let other = "  A: {Type: AWS::EC2::SecurityGroup, Properties: {Tags: !Ref B}}"
        #expect(
            findings(in: "Resources:\n\(inline)\n\(rules)") == [
                "VAL029 Resources.A.Properties.SecurityGroupIngress.0.Peer"
            ]
        )
        #expect(findings(in: "Resources:\n\(other)\n\(rules)") == ["VAL028 Resources.A.Properties.Tags"])
    }

    @Test(arguments: [
        ("Type: String", []),
        ("Type: List<AWS::EC2::Subnet::Id>", []),
        ("Type: AWS::SSM::Parameter::Value<List<String>>", []),
        ("Type: Strng", ["VAL030 Parameters.P.Type"]),
        ("Default: x", ["VAL030 Parameters.P.Type"]),
        ("Type: List<CommaDelimitedList>", ["VAL030 Parameters.P.Type"]),
        ("Type: String, Default: a, AllowedValues: [a, b]", []),
        ("Type: Number, Default: 1.0, AllowedValues: [1, 2]", []),
        ("Type: CommaDelimitedList, Default: 'a, b', AllowedValues: [a, b]", []),
        ("Type: CommaDelimitedList, Default: 'a , b', AllowedValues: [a, b]", []),
        ("Type: String, Default: '1.10', AllowedValues: [1.10, 1.20]", []),
        ("Type: String, Default: 1.10, AllowedValues: ['1.10', '1.20'], AllowedPattern: '1[.].0'", []),
        ("Type: String, Default: 'yes', AllowedValues: [yes, no]", []),
        ("Type: String, Default: '1.30', AllowedValues: [1.10, 1.20]", ["VAL031 Parameters.P.Default"]),
        ("Type: AWS::SSM::Parameter::Value<String>, Default: key, MaxLength: 2", []),
        ("Type: String, Default: c, AllowedValues: [a, b]", ["VAL031 Parameters.P.Default"]),
        ("Type: String, Default: abc, AllowedPattern: '[a-z]+'", []),
        ("Type: String, Default: abc, AllowedPattern: '[a-z]'", ["VAL031 Parameters.P.Default"]),
        ("Type: String, Default: abc, AllowedPattern: '(a)\\1'", []),
        ("Type: CommaDelimitedList, Default: 'a, 1', AllowedPattern: '[a-z]'", ["VAL031 Parameters.P.Default"]),
        ("Type: CommaDelimitedList, Default: 'a,c', AllowedValues: [a, b]", ["VAL031 Parameters.P.Default"]),
        ("Type: String, Default: abc, MaxLength: 2", ["VAL031 Parameters.P.Default"]),
        ("Type: String, Default: '', MinLength: '1'", ["VAL031 Parameters.P.Default"]),
        ("Type: Number, Default: 5, MinValue: 6", ["VAL031 Parameters.P.Default"]),
        ("Type: Number, Default: x", ["VAL031 Parameters.P.Default"]),
    ])
    func `a parameter accepts its own default`(_ declaration: String, _ expected: [String]) {
        let found = findings(
            in: """
                Parameters: {P: {\(declaration)}}
                Resources: {Thing: {Type: AWS::Test::Thing, Properties: {Any: !Ref P}}}
                """
        )
        #expect(found == expected)
    }

    @Test(arguments: [
        ("TopicOrders", []), ("Topic", []), ("Orders", ["VAL021 Resources.Thing.Properties.Any"]),
        ("InnerOrdersEnd", []), ("InnerOrders", ["VAL021 Resources.Thing.Properties.Any"]),
    ])
    func `a loop makes the names that its keys allow`(_ name: String, _ expected: [String]) {
        let text = """
            Transform: AWS::LanguageExtensions
            Resources:
              Fn::ForEach::Topics:
                - Name
                - [Orders]
                - Topic${Name}: {Type: AWS::Test::Thing}
                  Fn::ForEach::Inner: [Part, [a], {'Inner${Part}End': {Type: AWS::Test::Thing}}]
              Thing: {Type: AWS::Test::Thing, Properties: {Any: !Ref \(name)}}
            """
        #expect(findings(in: text) == expected)
    }

    @Test func `the default of a secret is not shown`() {
        let text = """
            Parameters: {P: {Type: String, NoEcho: true, Default: hunter2, AllowedValues: [a]}}
            Resources: {Thing: {Type: AWS::Test::Thing, Properties: {Any: !Ref P}}}
            """
        #expect(found(in: text).map(\.got) == ["a value that is not shown"])
        #expect(found(in: text).map(\.expected) == ["what the parameter allows"])
    }

    /// Written out, the chain would be endless; `Benchmarks/run validate` shows how the time grows.
    @Test func `many references, deep values and long chains are checked`() {
        let references = (0..<2000).map { _ in "!GetAtt A.Arm" }.joined(separator: ", ")
        let lost = (0..<2000).map { "!Ref Lost\($0 % 3)" }.joined(separator: ", ")
        let chain = (1..<700).map { "C\($0): !Not [!Condition C\($0 - 1)]" }.joined(separator: ", ")
        let deep = String(repeating: "[", count: 150) + "!Ref A" + String(repeating: "]", count: 150)
        let text = """
            Conditions: {C0: !Equals [!Ref AWS::Region, x], \(chain)}
            Resources:
              A: {Type: AWS::Test::Thing, Condition: C699}
              B: {Type: AWS::Test::Thing, Properties: {Any: [\(references), \(lost), \(deep)]}}
            """
        let template = template(of: text)
        #expect(TemplateValidation(of: template) { Self.schemas[$0] }.findings().count == 4000)
    }

    @Test(.timeLimit(.minutes(1)))
    func `many distinct unknown names are checked, and after a hundred no nearest name is looked for`() {
        let count = 4000
        let names = (0..<count).map { "Abcdefgh\($0)" }
        let lost = names.map { "!Ref \($0)" } + names.map { "!Sub '${AWS::\($0)}'" }
        let lookups = names.map { "!FindInMap [M, !Ref AWS::Region, \($0)]" } + names.map { "!FindInMap [M, \($0), x]" }
        let choices = names.map { "!If [\($0), a, b]" } + names.map { "!GetAtt A.\($0)" }
        let known = names.map { "N\($0): {Type: AWS::Test::Thing}" }.joined(separator: "\n  ")
        let conditions = names.map { "C\($0): !Equals [!Ref AWS::Region, x]" }.joined(separator: ", ")
        let rows = names.map { "R\($0): {C\($0): 1}" }.joined(separator: ", ")
        let text = """
            Conditions: {\(conditions)}
            Mappings: {M: {\(rows)}}
            Resources:
              A: {Type: AWS::Test::Thing}
              B: {Type: AWS::Test::Thing, Properties: {Any: [\((lost + lookups + choices).joined(separator: ", "))]}}
              \(known)
            """
        let found = found(in: text).filter {
            $0.severity == .error && $0.code != .tooManyElements && $0.code != .overLimit
        }
        #expect(found.count == 6 * count)
        #expect(found.count { $0.code == .unknownTarget && $0.fix.hasPrefix("write ") } == 100)
    }

    @Test(.timeLimit(.minutes(1)))
    func `a long chain whose links all lead back is one circle`() {
        let names = (0..<50_000).map(String.init)
        var graph = DependencyGraph<Int>(nodes: names)
        for (index, name) in names.enumerated().dropLast() {
            graph.add(from: name, to: names[index + 1], because: index)
        }
        for name in names.dropFirst() {
            graph.add(from: name, to: names[0], because: 0)
        }
        let (order, cycles) = graph.sorted()
        #expect(order == names.reversed())
        #expect(cycles.map(\.count) == [names.count])
    }

    private func findings(inValue value: String) -> [String] {
        findings(
            in: """
                Parameters: {P: {Type: String}}
                Resources:
                  Thing: {Type: AWS::Test::Thing, Properties: {Any: \(value)}}
                  Other: {Type: AWS::Test::Thing, Properties: {Any: !Ref P}}
                  Nested: {Type: AWS::Test::Stack}
                  Custom: {Type: Custom::Thing}
                """
        )
    }

    private func findings(in text: String) -> [String] {
        found(in: text).map { finding in
            "\(finding.code.rawValue) \(finding.path.joined(separator: "."))\(finding.isAboutKey ? " key" : "")"
        }
    }

    private func found(in text: String) -> [Finding] {
        TemplateValidation(of: template(of: text)) { Self.schemas[$0] }.findings()
    }

    private func template(of text: String) -> Template {
        let document = TemplateDocument(Array(text.utf8))
        #expect(document.problems == [])
        return Template(document.root)
    }
}
