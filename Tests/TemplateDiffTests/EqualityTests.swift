import TemplateDiff
import Testing

/// A property and two ways to write it, in YAML.
struct WrittenTwice: CustomStringConvertible, Sendable {
    let type: String
    let property: String
    let before: String
    let after: String

    init(_ type: String, _ property: String, _ before: String, _ after: String) {
        (self.type, self.property, self.before, self.after) = (type, property, before, after)
    }

    var description: String { "\(property): \(before) and \(after)" }
}

/// What is the same by the type of a property, and what isn't.
@Suite struct EqualityTests {
    private static let same = [
        WrittenTwice("AWS::RDS::DBCluster", "Port", "3306", #""3306""#),
        WrittenTwice("AWS::RDS::DBCluster", "Port", "3306", #""03306.0""#),
        WrittenTwice(
            "AWS::RDS::DBCluster",
            "ServerlessV2ScalingConfiguration",
            "{MinCapacity: 1.0}",
            "{MinCapacity: 1}"
        ),
        WrittenTwice(
            "AWS::RDS::DBCluster",
            "ServerlessV2ScalingConfiguration",
            "{MinCapacity: .5}",
            "{MinCapacity: 5e-1}"
        ),
        WrittenTwice("AWS::RDS::DBCluster", "StorageEncrypted", "true", #""true""#),
        WrittenTwice("AWS::RDS::DBCluster", "EngineVersion", "16.1", #""16.1""#),
        WrittenTwice("AWS::RDS::DBCluster", "DatabaseName", "5", #""5""#),
        WrittenTwice("AWS::EC2::EIP", "Domain", "vpc", "VPC"),
        WrittenTwice("AWS::RDS::DBSubnetGroup", "SubnetIds", "[a, b, a]", "[a, a, b]"),
        WrittenTwice("AWS::SNS::Topic", "DisplayName", "a", "!Sub a"),
        WrittenTwice("AWS::SNS::Topic", "DisplayName", "a", #"!Join [x, [a]]"#),
        WrittenTwice("AWS::SNS::Topic", "DisplayName", "'${a}'", "!Sub '${!a}'"),
        WrittenTwice("AWS::SNS::Topic", "DisplayName", "'${a'", "!Sub '${a'"),
        WrittenTwice("AWS::SNS::Topic", "DisplayName", "''", #"!Join ["", []]"#),
        WrittenTwice("AWS::SNS::Topic", "DisplayName", "!Ref AWS::Region", "!Sub '${AWS::Region}'"),
        WrittenTwice("AWS::SNS::Topic", "DisplayName", "!Sub 'a-${AWS::Region}'", "!Join [-, [a, !Ref AWS::Region]]"),
        WrittenTwice("AWS::SNS::Topic", "DisplayName", "!Sub ['${x}é${y}', {x: é, y: 5}]", "éé5"),
        WrittenTwice("AWS::SNS::Topic", "DisplayName", "!Sub ['${x}', {x: !Sub '${AWS::Region}'}]", "!Ref AWS::Region"),
        WrittenTwice("AWS::SNS::Topic", "DisplayName", "!Sub '${A.B.C}'", "!GetAtt A.B.C"),
        WrittenTwice("AWS::SNS::Topic", "DisplayName", "{'Fn::GetAtt': A.B.C}", "{'Fn::GetAtt': [A, B.C]}"),
        WrittenTwice("AWS::SNS::Topic", "DisplayName", "!If [C, x, x]", "x"),
        WrittenTwice("AWS::SNS::Topic", "DisplayName", "!If [C, 5, '5']", "5"),
        WrittenTwice("AWS::SNS::Topic", "DisplayName", "!Select [0, !Split [',', 'a,b']]", "a"),
        WrittenTwice("AWS::SNS::Topic", "DisplayName", "'[1, {\"a\": 2}]'", "'[1.0,{\"a\":2}]'"),
        WrittenTwice(
            "AWS::SNS::Topic",
            "DisplayName",
            "!Sub '{\"a\": \"${AWS::Region}\"}'",
            "!Sub '{\"a\":\"${AWS::Region}\"}'"
        ),
        WrittenTwice(
            "AWS::SNS::Topic",
            "Tags",
            "[{Key: a, Value: 1}, {Key: b, Value: 2}]",
            "[{Value: '2', Key: b}, {Key: a, Value: 1}]"
        ),
        WrittenTwice("Custom::Thing", "Map", "{a: 1, b: {c: 2}}", "{b: {c: '2'}, a: 1}"),
        WrittenTwice("Custom::Thing", "List", "[a, !Ref AWS::NoValue]", "[a]"),
    ]

    @Test(arguments: same)
    func `what means the same is no difference, and counts as written differently`(_ written: WrittenTwice) {
        let (before, after) = (written.before, written.after)
        let difference = difference(of: written.type, written.property, before, after)
        #expect(difference.isEmpty, "\(difference.outline)")
        #expect(difference.rewrites > 0 || written.property == "Map")
    }

    private static let different = [
        WrittenTwice("AWS::RDS::DBCluster", "EngineVersion", #""16.10""#, #""16.1""#),
        WrittenTwice("AWS::RDS::DBCluster", "EngineVersion", "1.0", "1"),
        WrittenTwice("AWS::RDS::DBCluster", "DatabaseName", "Blog", "blog"),
        WrittenTwice("AWS::RDS::DBCluster", "Port", "3306", #""3306 ""#),
        WrittenTwice("AWS::RDS::DBCluster", "Port", "9007199254740993", #""9007199254740992""#),
        WrittenTwice("AWS::RDS::DBSubnetGroup", "SubnetIds", "[a, b, a]", "[a, b, b]"),
        WrittenTwice("AWS::RDS::DBSubnetGroup", "SubnetIds", "a", "[a]"),
        WrittenTwice("AWS::Lambda::Function", "Layers", "[a, b]", "[b, a]"),
        WrittenTwice("AWS::SNS::Topic", "DisplayName", #""caf\u00e9""#, #""cafe\u0301""#),
        WrittenTwice("AWS::SNS::Topic", "DisplayName", "!Ref A", "A"),
        WrittenTwice("AWS::SNS::Topic", "DisplayName", "!Sub '${A}'", "!Sub '${!A}'"),
        WrittenTwice(
            "AWS::SNS::Topic",
            "DisplayName",
            "!Join [',', [a, !If [C, b, !Ref AWS::NoValue]]]",
            "!Join ['', [a, ',', !If [C, b, !Ref AWS::NoValue]]]"
        ),
        WrittenTwice("AWS::SNS::Topic", "DisplayName", "'[1]'", "'[\"1\"]'"),
        WrittenTwice("AWS::SNS::Topic", "DisplayName", "'{\"a\": null}'", "'{}'"),
        WrittenTwice("AWS::SNS::Topic", "DisplayName", "'{a: 1}'", "'{ a: 1}'"),
        WrittenTwice("AWS::SNS::Topic", "DisplayName", "'{\"a\": 1, \"a\": 2}'", "'{\"a\": 1,\"a\": 2}'"),
        WrittenTwice("Custom::Thing", "Text", "True text", "true text"),
        WrittenTwice("Custom::Thing", "List", "[]", "[[]]"),
        WrittenTwice("Custom::Thing", "Map", "{a: []}", "{a: {}}"),
        WrittenTwice("Custom::Thing", "Map", "{a: ''}", "{}"),
    ]

    @Test(arguments: different)
    func `what means something else is a difference of that property`(_ written: WrittenTwice) {
        let difference = difference(of: written.type, written.property, written.before, written.after)
        #expect(difference.resources.map(\.logicalID) == ["Thing"])
        let paths = difference.resources.flatMap(\.properties).map { $0.path.prefix(2) }
        #expect(!paths.isEmpty && paths.allSatisfy { $0 == ["Properties", written.property] })
        #expect(difference.rewrites == 0)
    }
}

/// What no report may show.
@Suite struct RedactionTests {
    private static let secrets = [
        ("MasterUserPassword", "hunter2"), ("ApiToken", "5"), ("Plain", "AKIAIOSFODNN7EXAMPLE"),
        ("Plain", "'key ASIAIOSFODNN7EXAMPLE.'"), ("Plain", "mysql://me:hunter2@db/blog"),
        ("Plain", #""-----BEGIN RSA PRIVATE KEY-----\nabc""#), ("Plain", "'****'"),
        ("Password", "!Join ['', [hunter2, !Ref AWS::Region]]"), ("Password", "!Sub 'hunter2${AWS::Region}'"),
        ("Password", "!If [C, hunter2, !Ref AWS::NoValue]"), ("Password", "!Base64 hunter2"),
        ("Plain", "!Sub 'mysql://me:hunter2@${AWS::Region}'"), ("Plain", "{Password: hunter2}"),
        ("Plain", "[{Name: DB_PASSWORD, Value: hunter2}]"), ("Plain", "'{\"password\": \"hunter2\"}'"),
        ("Plain", "{Deep: [{AuthToken: [hunter2]}]}"),
    ]

    @Test(arguments: secrets)
    func `a secret is in no fact`(_ name: String, _ value: String) {
        let difference = difference(of: "Custom::Thing", name, "none", value)
        #expect(difference.resources.count == 1)
        #expect(!"\(difference)".contains("hunter2") && !difference.outline.contains("hunter2"))
        #expect(!"\(difference)".contains("IOSFODNN7EXAMPLE") && !"\(difference)".contains("BEGIN RSA"))
    }

    private static let shown = [
        ("Password", "!Ref Password"), ("Password", "'{{resolve:secretsmanager:blog:SecretString:password}}'"),
        ("Password", "!Sub '{{resolve:secretsmanager:${Secret}}}'"), ("SecretArn", "arn:aws:secretsmanager:x"),
        ("ManageMasterUserPassword", "true"), ("Plain", "https://example.com/a:b@c"), ("Plain", "AKIAshort"),
        ("Plain", "!Sub 'mysql://me:${Password}@db/blog'"),
    ]

    @Test(arguments: shown)
    func `what only refers to a secret is shown`(_ name: String, _ value: String) {
        let difference = difference(of: "Custom::Thing", name, "!Ref AWS::Region", value)
        let hidden = difference.resources.flatMap(\.properties).filter { $0.after == .hidden || $0.before == .hidden }
        #expect(difference.resources.count == 1 && hidden.isEmpty)
        #expect(!difference.outline.contains("****"))
    }
}
