import BorealisDiagnostics
import ResourceSchema
import TemplateModel
import TemplateValidation
import Testing

/// What is found in the form of a template: its sections, their elements, and the functions that are called.
@Suite struct TemplateStructureTests {
    @Test(arguments: [
        ("AWSTemplateFormatVersion: 2010-09-09", []),
        ("AWSTemplateFormatVersion: '2010-09-09'", []),
        ("Description: Text", []),
        ("Description: 5", []),
        ("Metadata: {A: 1}", []),
        ("Hooks: {A: {Type: AWS::CodeDeploy::BlueGreen}}", []),
        ("Fn::Transform: {Name: AWS::Include}", []),
        ("{Transform: AWS::Serverless-2016-10-31, Globals: {Function: {Timeout: 3}}", []),
        ("{Transform: Own, Anything: 1", []),
        ("{Transform: {Name: Own, Parameters: {A: 1}}, Anything: 1", []),
        ("AWSTemplateFormatVersion: 2010-09-10", ["VAL032 AWSTemplateFormatVersion write \"2010-09-09\""]),
        ("Output: {A: {Value: 1}}", ["VAL032 Output key write Outputs"]),
        ("Globals: {Function: {Timeout: 3}}", ["VAL032 Globals key leave it out, or move it into Metadata"]),
        ("Outputs: [A]", ["VAL032 Outputs write an object, or leave it out"]),
        ("Description: [A]", ["VAL032 Description write a text"]),
    ])
    func `a section is one of CloudFormation's`(_ line: String, _ expected: [String]) {
        let resources = "Resources: {Thing: {Type: Custom::Thing}}"
        let text = line.hasPrefix("{") ? "\(line), \(resources)}" : "\(line)\n\(resources)"
        #expect(findings(in: text) == expected)
    }

    @Test(arguments: [
        ("{Type: Custom::Thing, Properties: {A: 1}, DependsOn: [Other], Version: 1.0}", []),
        ("{Type: Custom::Thing, DependsOn: Other, Metadata: {A: {Ref: []}}, CreationPolicy: {}}", []),
        ("{Type: Custom::Thing, Fn::Transform: {Name: AWS::Include}, Properties: {Fn::Transform: {Name: Own}}}", []),
        ("{Fn::Transform: {Name: AWS::Include}}", []),
        ("{Type: Custom::Thing, DeletionPolicy: RetainExceptOnCreate, UpdateReplacePolicy: Snapshot}", []),
        ("{Type: Custom::Thing, DeletionPolicy: !If [C, Delete, Retain]}", []),
        ("text", ["VAL033 Resources.Thing write an object"]),
        ("{Properties: {}}", ["VAL033 Resources.Thing write one such as AWS::S3::Bucket"]),
        ("{Type: [A]}", ["VAL033 Resources.Thing.Type write one such as AWS::S3::Bucket"]),
        ("{Type: Custom::Thing, Properties: [A]}", ["VAL033 Resources.Thing.Properties write an object"]),
        (
            "{Type: Custom::Thing, DependsOn: {Ref: Other}}",
            ["VAL033 Resources.Thing.DependsOn write a logical ID, or a list of them"]
        ),
        (
            "{Type: Custom::Thing, DependsOn: [[Other]]}",
            ["VAL033 Resources.Thing.DependsOn write a logical ID, or a list of them"]
        ),
        (
            "{Type: Custom::Thing, Condition: !Equals [a, b]}",
            ["VAL033 Resources.Thing.Condition write the name of a condition"]
        ),
        ("{Type: Custom::Thing, DependOn: Other}", ["VAL034 Resources.Thing.DependOn key write DependsOn"]),
        ("{Type: Custom::Thing, Connectors: {}}", ["VAL034 Resources.Thing.Connectors key leave Connectors out"]),
        ("{Type: Custom::Thing, DeletionPolicy: Retian}", ["VAL035 Resources.Thing.DeletionPolicy write Retain"]),
        (
            "{Type: Custom::Thing, UpdateReplacePolicy: RetainExceptOnCreate}",
            ["VAL035 Resources.Thing.UpdateReplacePolicy choose one of them"]
        ),
        ("{Type: Custom::Thing, DeletionPolicy: true}", ["VAL035 Resources.Thing.DeletionPolicy choose one of them"]),
    ])
    func `a resource has the parts of one`(_ resource: String, _ expected: [String]) {
        let text = """
            Conditions: {C: !Equals [!Ref AWS::Region, x]}
            Resources: {Thing: \(resource), Other: {Type: Custom::Thing, Condition: C}}
            """
        #expect(findings(in: text) == expected)
    }

    @Test func `the serverless transform has keys of its own`() {
        let text = """
            Transform: AWS::Serverless-2016-10-31
            Resources: {Thing: {Type: Custom::Thing, Connectors: {}, IgnoreGlobals: '*'}}
            """
        #expect(findings(in: text) == [])
    }

    @Test func `a name has letters and digits`() {
        let text = """
            Parameters: {my-name: {Type: String}}
            Mappings: {a.b: {c: {d: 1}}}
            Conditions: {C_1: !Equals [!Ref my-name, !FindInMap [a.b, c, d]]}
            Resources: {'A b': {Type: Custom::Thing, Condition: C_1}, Fn::ForEach::X: [Y, [a], {'A${Y}': {Type: Custom::A}}]}
            Outputs: {ü: {Value: 1}, '': {Value: 2}}
            """
        #expect(
            findings(in: text) == [
                "VAL036 Parameters.my-name key rename it", "VAL036 Mappings.a.b key rename it",
                "VAL036 Resources.A b key rename it", "VAL036 Outputs.ü key rename it", "VAL036 Outputs. key rename it",
            ]
        )
    }

    @Test(arguments: [
        ("{Value: 1, Description: Text, Export: {Name: x}, Condition: C}", []),
        ("{Value: !Join ['', [a]]}", []),
        ("{Value: {Fn::Own: [a]}}", []),
        ("text", ["VAL037 Outputs.O write an object"]),
        ("{Description: x}", ["VAL037 Outputs.O write a key Value"]),
        ("{Value: [a]}", ["VAL037 Outputs.O.Value write a text, or a function that gives one"]),
        ("{Value: {A: b}}", ["VAL037 Outputs.O.Value write a text, or a function that gives one"]),
        ("{Value: 1, Exports: {Name: x}}", ["VAL034 Outputs.O.Exports key write Export"]),
    ])
    func `an output has a value`(_ output: String, _ expected: [String]) {
        let text = """
            Conditions: {C: !Equals [!Ref AWS::Region, x]}
            Resources: {Thing: {Type: Custom::Thing, Condition: C}}
            Outputs: {O: \(output)}
            """
        #expect(findings(in: text) == expected)
    }

    @Test(arguments: [
        ("{Type: String, AllowedPatern: x}", ["VAL034 Parameters.P.AllowedPatern key write AllowedPattern"]),
        ("text", ["VAL030 Parameters.P.Type write String"]),
    ])
    func `a parameter has the parts of one`(_ parameter: String, _ expected: [String]) {
        let text = """
            Parameters: {P: \(parameter)}
            Resources: {Thing: {Type: Custom::Thing, Properties: {A: !Ref P}}}
            """
        #expect(findings(in: text) == expected)
    }

    private static let right = [
        "!Ref P", "!GetAtt Other.Arn", "{Fn::GetAtt: Other.Arn}", "{Fn::GetAtt: [Other, !Ref P]}", "!Sub text",
        "!Sub ['${A}', {A: 1}]", "!Join ['', [a]]", "!Join ['', !Ref P]", "!If [C, a, b]", "!FindInMap [M, a, b]",
        "{Fn::FindInMap: [M, a, b, {DefaultValue: x}]}", "!Select [0, [a]]", "!Select [0, !GetAZs '']",
        "!Split [',', a]", "!Base64 text", "!Base64 {Fn::Sub: text}", "!ImportValue x", "!GetAZs {Ref: AWS::Region}",
        "{Fn::Join: {Fn::Transform: {Name: Own}}}", "{Ref: [a], Other: 1}",
    ]

    private static let wrong = [
        ("{Ref: [Other]}", "the name of an element"),
        ("{Ref: {Fn::Sub: Other}}", "the name of an element"),
        ("!GetAtt Other", "a logical ID and an attribute"),
        ("{Fn::GetAtt: Other}", "a logical ID and an attribute"),
        ("{Fn::GetAtt: {A: b}}", "a logical ID and an attribute"),
        ("!Sub [text]", "a text, or a list of a text and an object"),
        ("!Sub [text, [A]]", "a text, or a list of a text and an object"),
        ("!Join [a, b]", "a list of a text and a list"),
        ("!Join ['', [a], b]", "a list of a text and a list"),
        ("!Join [[], [a]]", "a list of a text and a list"),
        ("!If [C, a]", "a list of a condition and two values"),
        ("!FindInMap [M, a]", "a list of a mapping and two keys"),
        ("!FindInMap [M, a, b, c]", "a list of a mapping and two keys"),
        ("!Select [0]", "a list of an index and a list"),
        ("!Split [',']", "a list of two texts"),
        ("!Base64 [a]", "a text"),
        ("!ImportValue [a]", "a text"),
        ("!GetAZs [a]", "a text"),
    ]

    @Test(arguments: right)
    func `right arguments pass`(_ call: String) {
        #expect(findings(inCall: call) == [])
    }

    @Test(arguments: wrong)
    func `a function has the arguments that it takes`(_ call: String, _ expected: String) {
        #expect(findings(inCall: call) == ["VAL038 Resources.Thing.Properties.A write \(expected)"])
    }

    @Test func `conditions have the arguments that they take`() {
        let text = """
            Conditions:
              A: !Equals [a]
              B: !Not [!Condition A, !Condition A]
              C: !And [!Condition A]
              D: !Or [!Condition A, !Not [!Condition B]]
            Resources: {Thing: {Type: Custom::Thing, Condition: C}, Other: {Type: Custom::Thing, Condition: D}}
            """
        #expect(
            findings(in: text) == [
                "VAL038 Conditions.A write a list of two values", "VAL038 Conditions.B write a list of one condition",
                "VAL038 Conditions.C write a list of 2...10 conditions",
            ]
        )
    }

    @Test func `the language extensions compute arguments`() {
        let value = "[{Ref: {Fn::Sub: Other}}, {Fn::Join: [',', !Ref P]}, {Fn::If: !Ref P}, !If [C, a]]"
        #expect(
            findings(inCall: value, "Transform: AWS::LanguageExtensions") == [
                "VAL038 Resources.Thing.Properties.A.3 write a list of a condition and two values"
            ]
        )
    }

    private func findings(inCall call: String, _ line: String = "Description: Text") -> [String] {
        findings(
            in: """
                \(line)
                Parameters: {P: {Type: String}}
                Mappings: {M: {a: {b: 1}}}
                Conditions: {C: !Equals [!Ref P, !FindInMap [M, a, b]]}
                Resources: {Thing: {Type: Custom::Thing, Properties: {A: \(call)}}, Other: {Type: Custom::Thing, Condition: C}}
                """
        )
    }

    private func findings(in text: String) -> [String] {
        let document = TemplateDocument(Array(text.utf8))
        #expect(document.problems == [])
        return TemplateValidation(of: Template(document.root)) { _ in nil }.findings().map { finding in
            let path = finding.path.joined(separator: ".")
            return "\(finding.code.rawValue) \(path)\(finding.isAboutKey ? " key" : "") \(finding.fix)"
        }
    }
}
