import BorealisDiagnostics
import TemplateModel
import TemplateValidation
import Testing

/// What is known of Aurora, in templates that anybody wrote.
@Suite struct AuroraRulesTests {
    @Test(arguments: [
        ("Engine: aurora-mysql, EngineVersion: 8.0.mysql_aurora.3.07.0, EnableHttpEndpoint: true", []),
        ("Engine: aurora-mysql, EngineVersion: 8.0.mysql_aurora.3.06.0, EnableHttpEndpoint: 'true'", ["AUR001"]),
        ("Engine: aurora-mysql, EngineVersion: 8.0.mysql_aurora.3.06.0", []),
        ("Engine: aurora-postgresql, EngineVersion: '16.0', EnableHttpEndpoint: true", ["AUR001"]),
        ("Engine: aurora-postgresql, EngineVersion: '18.1', EnableHttpEndpoint: true", []),
        ("Engine: aurora-postgresql, EngineVersion: '16', EnableHttpEndpoint: true", []),
        ("Engine: aurora-mysql, EngineVersion: 5.7.mysql_aurora.2.07.1, EnableHttpEndpoint: true", ["AUR001"]),
        (
            "Engine: aurora-mysql, EngineVersion: 5.7.mysql_aurora.2.07.1, EnableHttpEndpoint: true, EngineMode: serverless",
            []
        ),
        ("Engine: postgres, EngineVersion: '16.0', EnableHttpEndpoint: true", []),
        ("Engine: aurora-postgresql, EngineVersion: 13.20, EnableHttpEndpoint: true", []),
    ])
    func `the version of a cluster has the Data API`(_ properties: String, _ expected: [String]) {
        #expect(codes(inCluster: properties) == expected)
    }

    @Test(arguments: [
        ("EngineVersion: !If [C, '16.4', '16.0'], EnableHttpEndpoint: true", ["AUR001 EngineVersion.Fn::If.2"]),
        ("EngineVersion: '16.0', EnableHttpEndpoint: !If [C, true, false]", ["AUR001 EngineVersion"]),
        ("EngineVersion: !If [C, '16.4', '16.0'], EnableHttpEndpoint: !If [C, true, false]", []),
        (
            "EngineVersion: !If [C, '16.4', '16.0'], EnableHttpEndpoint: !If [C, false, true]",
            ["AUR001 EngineVersion.Fn::If.2"]
        ),
        ("EngineVersion: !If [C, '16.4', '16.0'], EnableHttpEndpoint: !If [D, false, true]", []),
        (
            "EngineVersion: !If [C, '16.4', '16.0'], EnableHttpEndpoint: !If [C, true, !If [D, true, false]]",
            ["AUR001 EngineVersion.Fn::If.2"]
        ),
        ("EngineVersion: '16.0', EnableHttpEndpoint: true, EngineMode: !If [C, serverless, provisioned]", []),
        (
            "EngineVersion: '16.2', ServerlessV2ScalingConfiguration: {MinCapacity: !If [C, 0.5, 0]}",
            ["AUR002 EngineVersion"]
        ),
        (
            "EngineVersion: '16.2', ServerlessV2ScalingConfiguration: !If [C, {MinCapacity: 0}, !Ref AWS::NoValue]",
            ["AUR002 EngineVersion"]
        ),
        (
            "EngineVersion: '16.2', AutoMinorVersionUpgrade: !If [C, false, true]",
            ["AUR003 AutoMinorVersionUpgrade.Fn::If.2"]
        ),
        (
            "EngineVersion: !If [C, '16.2', !Ref AWS::NoValue], AutoMinorVersionUpgrade: true",
            ["AUR003 AutoMinorVersionUpgrade"]
        ),
    ])
    func `each branch of a cluster's properties is compared with what a deploy has beside it`(
        _ properties: String,
        _ expected: [String]
    ) {
        let found = findings(
            in: """
                Conditions:
                  C: !Equals [!Ref AWS::Region, x]
                  D: !Equals [!Ref AWS::Region, y]
                Resources:
                  A:
                    Type: AWS::RDS::DBCluster
                    Condition: C
                    Properties: {Engine: aurora-postgresql, \(properties)}
                Outputs: {O: {Condition: D, Value: x}}
                """
        )
        #expect(found == expected.map { $0.replacing(" ", with: " A.Properties.") })
    }

    @Test(arguments: [
        ("EngineVersion: '16.3', ServerlessV2ScalingConfiguration: {MinCapacity: 0, MaxCapacity: 4}", []),
        ("EngineVersion: '16.2', ServerlessV2ScalingConfiguration: {MinCapacity: 0, MaxCapacity: 4}", ["AUR002"]),
        ("EngineVersion: '16.2', ServerlessV2ScalingConfiguration: {MinCapacity: '0.0'}", ["AUR002"]),
        ("EngineVersion: '16.2', ServerlessV2ScalingConfiguration: {MinCapacity: 0.5, MaxCapacity: 4}", []),
    ])
    func `the version of a cluster that pauses has auto-pause`(_ properties: String, _ expected: [String]) {
        #expect(codes(inCluster: "Engine: aurora-postgresql, " + properties) == expected)
    }

    @Test(arguments: [
        ("DBClusterIdentifier: !Ref Cluster", ["AUR003 Instance.Properties.AutoMinorVersionUpgrade"]),
        ("DBClusterIdentifier: !Ref Cluster, AutoMinorVersionUpgrade: false", []),
        (
            "DBClusterIdentifier: !Ref Cluster, AutoMinorVersionUpgrade: !If [C, true, false]",
            ["AUR003 Instance.Properties.AutoMinorVersionUpgrade.Fn::If.1"]
        ),
        (
            "DBClusterIdentifier: !Ref Cluster, AutoMinorVersionUpgrade: !If [C, !Ref AWS::NoValue, false]",
            ["AUR003 Instance.Properties.AutoMinorVersionUpgrade.Fn::If.1"]
        ),
        ("DBClusterIdentifier: !Ref Cluster, AutoMinorVersionUpgrade: !Ref Upgrade", []),
        ("Engine: postgres, EngineVersion: '16.3'", ["AUR003 Instance.Properties.AutoMinorVersionUpgrade"]),
        ("Engine: postgres, EngineVersion: '16'", []),
        ("Engine: postgres, EngineVersion: 16.30", []),
        ("Engine: mysql, EngineVersion: '8.0'", []),
        ("Engine: mysql, EngineVersion: 8.0.35", ["AUR003 Instance.Properties.AutoMinorVersionUpgrade"]),
    ])
    func `a pinned version isn't upgraded by RDS`(_ properties: String, _ expected: [String]) {
        let found = findings(
            in: """
                Parameters: {Upgrade: {Type: String}}
                Conditions: {C: !Equals [!Ref Upgrade, x]}
                Resources:
                  Cluster:
                    Type: AWS::RDS::DBCluster
                    Condition: C
                    Properties: {Engine: aurora-postgresql, EngineVersion: '16.4'}
                  Instance: {Type: AWS::RDS::DBInstance, Properties: {\(properties)}}
                """
        )
        #expect(found == expected)
    }

    @Test func `an instance has the version of its cluster`() {
        let text = """
            Resources:
              Cluster: {Type: AWS::RDS::DBCluster, Properties: {Engine: aurora-mysql, EngineVersion: '8.0'}}
              A: {Type: AWS::RDS::DBInstance, Properties: {DBClusterIdentifier: !Ref Cluster, EngineVersion: '8.0'}}
              B: {Type: AWS::RDS::DBInstance, Properties: {DBClusterIdentifier: !Ref Cluster, EngineVersion: '5.7'}}
              C: {Type: AWS::RDS::DBInstance, Properties: {DBClusterIdentifier: !Ref Cluster}}
            """
        #expect(findings(in: text) == ["AUR004 A.Properties.EngineVersion", "AUR004 B.Properties.EngineVersion"])
        #expect(found(in: text).map(\.severity) == [.warning, .error])
    }

    @Test func `a downgrade is something that a later deploy may ask for`() {
        let text = """
            Resources: {A: {Type: AWS::RDS::DBInstance, Properties: {Engine: mysql, EngineVersion: 8.0.35}}}
            """
        #expect(
            found(in: text).map { DiagnosticText().text(of: $0.diagnostic(at: nil)) } == [
                """
                warning[AUR003]: A is upgraded by RDS, and its minor version is pinned: a later deploy may ask for a \
                downgrade; got version 8.0.35, and AutoMinorVersionUpgrade on, expected AutoMinorVersionUpgrade: false
                  fix: turn AutoMinorVersionUpgrade off
                """
            ]
        )
    }

    @Test(
        arguments: [
            ("'13.20'", "13.20", .warning), ("13.20", "'13.20'", .warning), ("'13.20'", "'13.11'", .error),
            ("!If [C, '13.20', '13.11']", "'13.20'", .error),
            ("!If [C, '13.20', '13.11']", "!If [C, '13.20', !Ref AWS::NoValue]", .warning),
            ("!If [C, '13.20', '13.11']", "!If [C, '13.11', !Ref AWS::NoValue]", .error),
        ] as [(String, String, Diagnostic.Severity)]
    )
    func `a version of an instance differs where both are known`(
        _ cluster: String,
        _ instance: String,
        _ expected: Diagnostic.Severity
    ) {
        let text = """
            Conditions: {C: !Equals [!Ref AWS::Region, x]}
            Resources:
              Cluster: {Type: AWS::RDS::DBCluster, Condition: C, Properties: {EngineVersion: \(cluster)}}
              A:
                Type: AWS::RDS::DBInstance
                Properties: {DBClusterIdentifier: !Ref Cluster, EngineVersion: \(instance)}
            """
        #expect(found(in: text).map { "\($0.code.rawValue) \($0.severity)" } == ["AUR004 \(expected)"])
    }

    @Test(arguments: [
        ("[!Ref A, !Ref B]", []),
        ("[!Ref A, !Ref C]", ["AUR005 Group.Properties.SubnetIds"]),
        ("[!Ref D, !Ref E]", ["AUR005 Group.Properties.SubnetIds"]),
        ("[!Ref A, !Ref F]", []),
        ("[!Ref A]", ["AUR005 Group.Properties.SubnetIds"]),
        ("[subnet-1]", ["AUR005 Group.Properties.SubnetIds"]),
        ("[subnet-1, subnet-2]", []),
        ("[!Ref Los]", []),
        ("[!Ref Angeles]", []),
        ("[!Ref OfID]", []),
        ("[!Ref D]", ["AUR005 Group.Properties.SubnetIds"]),
        ("!Ref Subnets", []),
        ("!Split [',', !ImportValue x]", []),
    ])
    func `subnets are in two zones`(_ subnets: String, _ expected: [String]) {
        let found = findings(
            in: """
                Parameters: {Subnets: {Type: 'List<AWS::EC2::Subnet::Id>'}}
                Resources:
                  A: {Type: AWS::EC2::Subnet, Properties: {AvailabilityZone: !Select [0, !GetAZs '']}}
                  B: {Type: AWS::EC2::Subnet, Properties: {AvailabilityZone: !Select [1, !GetAZs '']}}
                  C: {Type: AWS::EC2::Subnet, Properties: {AvailabilityZone: !Select ['0', !GetAZs {Ref: AWS::Region}]}}
                  D: {Type: AWS::EC2::Subnet, Properties: {AvailabilityZone: eu-west-1a}}
                  E: {Type: AWS::EC2::Subnet, Properties: {AvailabilityZone: eu-west-1a}}
                  F: {Type: AWS::EC2::Subnet}
                  Los: {Type: AWS::EC2::Subnet, Properties: {AvailabilityZone: us-west-2-lax-1a}}
                  Angeles: {Type: AWS::EC2::Subnet, Properties: {AvailabilityZone: !Sub '${AWS::Region}-lax-1a'}}
                  OfID: {Type: AWS::EC2::Subnet, Properties: {AvailabilityZoneId: usw2-lax1-az1}}
                  Group: {Type: AWS::RDS::DBSubnetGroup, Properties: {SubnetIds: \(subnets)}}
                Outputs: {S: {Value: !Join [',', !Ref Subnets]}}
                """
        )
        #expect(found == expected)
    }

    @Test(arguments: [
        ("true", ["AUR006 A.Properties.PubliclyAccessible"]),
        ("false", []),
        ("!If [C, 'true', false]", ["AUR006 A.Properties.PubliclyAccessible.Fn::If.1"]),
    ])
    func `an instance isn't public`(_ value: String, _ expected: [String]) {
        let found = findings(
            in: """
                Conditions: {C: !Equals [!Ref AWS::Region, x]}
                Resources: {A: {Type: AWS::RDS::DBInstance, Condition: C, Properties: {PubliclyAccessible: \(value)}}}
                """
        )
        #expect(found == expected)
    }

    @Test(arguments: [
        ("CidrIp: 0.0.0.0/0, IpProtocol: tcp, FromPort: 3306, ToPort: 3306", true),
        ("CidrIpv6: '::/0', IpProtocol: tcp, FromPort: 5000, ToPort: 6000", true),
        ("CidrIp: 0.0.0.0/0, IpProtocol: '-1'", true),
        ("CidrIp: 0.0.0.0/0, IpProtocol: tcp, FromPort: 4000, ToPort: 4000", true),
        ("CidrIp: 0.0.0.0/0, IpProtocol: tcp, FromPort: 443, ToPort: 443", false),
        ("CidrIp: 10.0.0.0/8, IpProtocol: tcp, FromPort: 3306, ToPort: 3306", false),
        ("CidrIp: 0.0.0.0/0, IpProtocol: udp, FromPort: 3306, ToPort: 3306", false),
    ])
    func `a database's port isn't open to everybody`(_ rule: String, _ isFound: Bool) {
        let found = findings(
            in: """
                Resources:
                  A: {Type: AWS::EC2::SecurityGroup, Properties: {SecurityGroupIngress: [{\(rule)}]}}
                  B: {Type: AWS::EC2::SecurityGroupIngress, Properties: {\(rule)}}
                  C: {Type: AWS::RDS::DBCluster, Properties: {Port: 4000}}
                """
        )
        let source = rule.hasPrefix("CidrIpv6") ? "CidrIpv6" : "CidrIp"
        let expected = ["AUR007 A.Properties.SecurityGroupIngress.0.\(source)", "AUR007 B.Properties.\(source)"]
        #expect(found == (isFound ? expected : []))
    }

    @Test(arguments: [
        ("CidrIp: 0.0.0.0/0, IpProtocol: tcp, FromPort: 5432, ToPort: 5432", "AWS::SNS::Topic", true),
        ("CidrIp: 0.0.0.0/0, IpProtocol: tcp, FromPort: 0, ToPort: 65535", "AWS::SNS::Topic", false),
        ("CidrIp: 0.0.0.0/0, IpProtocol: '-1'", "AWS::SNS::Topic", false),
        ("CidrIp: 0.0.0.0/0, IpProtocol: '-1'", "AWS::RDS::DBSubnetGroup", true),
        ("CidrIp: 0.0.0.0/0, IpProtocol: tcp, FromPort: 0, ToPort: 65535", "AWS::RDS::DBProxy", true),
    ])
    func `many ports are a database's where there is one`(_ rule: String, _ type: String, _ isFound: Bool) {
        let found = findings(
            in: """
                Resources:
                  A: {Type: AWS::EC2::SecurityGroupIngress, Properties: {\(rule)}}
                  B: {Type: \(type)}
                """
        )
        #expect(found == (isFound ? ["AUR007 A.Properties.CidrIp"] : []))
    }

    @Test(arguments: [
        ("!If [C, [{CidrIp: 0.0.0.0/0, \(mysql)}], []]", ["Fn::If.1.0.CidrIp"]),
        ("[!If [C, !Ref AWS::NoValue, {CidrIp: 0.0.0.0/0, \(mysql)}]]", ["0.Fn::If.2.CidrIp"]),
        ("[{CidrIp: !If [C, 10.0.0.0/8, 0.0.0.0/0], \(mysql)}]", ["0.CidrIp.Fn::If.2"]),
        (
            "[{CidrIp: 0.0.0.0/0, IpProtocol: tcp, FromPort: !If [C, 443, 3306], ToPort: !If [C, 443, 3306]}]",
            ["0.CidrIp"]
        ),
        (
            """
            [{CidrIp: !If [C, 0.0.0.0/0, 10.0.0.0/8], IpProtocol: tcp, FromPort: !If [C, 443, 3306], \
            ToPort: !If [C, 443, 3306]}]
            """,
            []
        ),
    ])
    func `each branch of a security group's rules is checked`(_ rules: String, _ expected: [String]) {
        let found = findings(
            in: """
                Conditions: {C: !Equals [!Ref AWS::Region, x]}
                Resources:
                  A: {Type: AWS::EC2::SecurityGroup, Condition: C, Properties: {SecurityGroupIngress: \(rules)}}
                """
        )
        #expect(found == expected.map { "AUR007 A.Properties.SecurityGroupIngress.\($0)" })
    }

    @Test(arguments: [
        ("hunter2", "a text in the template"),
        ("!Sub ['${p}', {p: hunter2}]", "a text in the template"),
        ("!Sub ['${p}${!q}', {p: !Join ['', [hunter, '2']]}]", "a text in the template"),
        ("!Join ['', [hunter, '2']]", "a text in the template"),
        ("!Join ['', !Split ['-', hunter-2]]", "a text in the template"),
        ("!Select [1, [x, hunter2]]", "a text in the template"),
        ("!FindInMap [Passwords, prod, blog]", "a text in the template"),
        ("!Base64 hunter2", "a text in the template"),
        ("!Ref Path", "parameter Path without NoEcho"),
        ("!Ref HiddenPath", nil),
        ("!Join [':', ['{{resolve', secretsmanager, 'blog:SecretString:password}}']]", nil),
        ("!FindInMap [Passwords, prod, resolved]", nil),
        ("!FindInMap [Passwords, !Ref AWS::Region, blog]", nil),
        ("!Join ['', [hunter, !Ref AWS::Region]]", nil),
        ("!Sub ['${p}', {p: !ImportValue x}]", nil),
        ("!ImportValue password", nil),
        ("!Sub hunter2", "a text in the template"),
        ("!Ref Open", "parameter Open without NoEcho"),
        ("!Sub '${Open}'", "parameter Open without NoEcho"),
        ("!Ref Known", "parameter Known with a default"),
        ("!If [C, hunter2, !Ref Hidden]", "a text in the template"),
        ("!Ref Hidden", nil),
        ("!Ref Resolved", nil),
        ("'{{resolve:secretsmanager:blog:SecretString:password}}'", nil),
        ("!Sub '{{resolve:secretsmanager:${AWS::StackName}}}'", nil),
    ])
    func `a password can't be read`(_ value: String, _ expected: String?) {
        let parameters = ["Open", "Known", "Hidden", "Resolved", "Path", "HiddenPath"]
        let found = found(
            in: """
                Parameters:
                  Open: {Type: String}
                  Known: {Type: String, NoEcho: true, Default: hunter2}
                  Hidden: {Type: String, NoEcho: 'true'}
                  Resolved: {Type: String, Default: '{{resolve:ssm-secure:x}}'}
                  Path: {Type: 'AWS::SSM::Parameter::Value<String>', Default: /blog/password}
                  HiddenPath: {Type: 'AWS::SSM::Parameter::Value<String>', NoEcho: true, Default: /blog/password}
                Mappings:
                  Passwords: {prod: {blog: hunter2, resolved: '{{resolve:secretsmanager:blog}}'}}
                Conditions: {C: !Equals [!Ref AWS::Region, x]}
                Resources:
                  A: {Type: AWS::RDS::DBCluster, Condition: C, Properties: {MasterUserPassword: \(value)}}
                Outputs:
                  O: {Value: !Sub '\(parameters.map { "${\($0)}" }.joined())'}
                  P: {Value: !FindInMap [Passwords, prod, resolved]}
                """
        )
        #expect(found.map(\.code) == (expected == nil ? [] : [.plainPassword]))
        #expect(found.map(\.got) == (expected == nil ? [] : [expected]))
    }

    @Test(arguments: [
        ("Engine: aurora-mysql, DatabaseName: MySQL", ["AUR009"]),
        ("Engine: aurora-mysql, DatabaseName: template1", []),
        ("Engine: aurora-postgresql, DatabaseName: template1", ["AUR009"]),
        ("Engine: aurora-postgresql, DatabaseName: postgres", []),
        ("DatabaseName: mysql", []),
    ])
    func `a database isn't named as one of the engine`(_ properties: String, _ expected: [String]) {
        #expect(codes(inCluster: properties) == expected)
    }

    @Test func `a runtime isn't deprecated on the day of the table`() {
        let text = """
            Resources:
              A: {Type: AWS::Lambda::Function, Properties: {Runtime: python3.13}}
              B: {Type: AWS::Lambda::Function, Properties: {Runtime: python3.9}}
              C: {Type: AWS::Lambda::Function, Properties: {Runtime: nodejs14.x}}
            """
        #expect(
            found(in: text).map { DiagnosticText().text(of: $0.diagnostic(at: nil)) } == [
                """
                warning[AUR010]: B has a runtime that is deprecated since 2025-12-15; got python3.9, expected python3.14
                  fix: move to python3.14
                """,
                """
                error[AUR010]: C has a runtime that Lambda makes no new function with; got nodejs14.x, \
                expected nodejs24.x
                  fix: move to nodejs24.x
                """,
            ]
        )
    }

    @Test func `an ARN isn't longer than the Data API accepts`() {
        let arn = "arn:aws:rds:eu-west-1:123456789012:cluster:" + String(repeating: "a", count: 528)
        #expect(
            findings(
                in: """
                    Resources:
                      Cluster: {Type: AWS::RDS::DBCluster}
                      A: {Type: AWS::SecretsManager::Secret, Properties: {Name: \(String(repeating: "a", count: 510))}}
                      B: {Type: AWS::SecretsManager::Secret, Properties: {Name: \(String(repeating: "a", count: 511))}}
                      C: {Type: Custom::SchemaMigration, Properties: {ClusterArn: '\(arn)', SecretArn: !Ref A}}
                    """
            ) == ["AUR011 B.Properties.Name", "AUR011 C.Properties.ClusterArn"]
        )
    }

    @Test(arguments: [
        ("DependsOn: Writer", []),
        ("DependsOn: Other", []),
        ("DependsOn: Second", ["AUR012 Custom.Properties.Arn"]),
        ("Metadata: {Writer: !GetAtt Writer.Endpoint.Address}", []),
        ("Metadata: {}", ["AUR012 Custom.Properties.Arn"]),
    ])
    func `what runs SQL waits for the writer`(_ line: String, _ expected: [String]) {
        let found = findings(
            in: """
                Resources:
                  Cluster: {Type: AWS::RDS::DBCluster, Properties: {Engine: aurora-mysql}}
                  Writer: {Type: AWS::RDS::DBInstance, Properties: {DBClusterIdentifier: !Ref Cluster}}
                  Other: {Type: AWS::SNS::Topic, DependsOn: [Writer]}
                  Second: {Type: AWS::RDS::DBCluster, Properties: {Engine: aurora-mysql}}
                  Custom:
                    Type: Custom::Thing
                    \(line)
                    Properties: {Arn: !GetAtt Cluster.DBClusterArn, Again: !Ref Cluster}
                """
        )
        #expect(found == expected)
    }

    @Test(arguments: [
        "Engine: postgres", "Engine: aurora-mysql, DBClusterInstanceClass: db.m6gd.large", "Engine: !Ref AWS::Region",
        "Engine: aurora-mysql, EngineMode: serverless", "SnapshotIdentifier: x",
    ])
    func `a cluster that isn't Aurora's, or may not be, has no instances to wait for`(_ properties: String) {
        let text = """
            Resources:
              Cluster: {Type: AWS::RDS::DBCluster, Properties: {\(properties)}}
              Custom: {Type: Custom::SchemaMigration, Properties: {ClusterArn: !GetAtt Cluster.DBClusterArn}}
            """
        #expect(findings(in: text) == [])
    }

    @Test(arguments: [
        ("!Ref Au", true), ("!Sub '${Au}'", true), ("!If [C, !Ref Au, !Ref Other]", true), ("blog", true),
        ("!Ref Other", false), ("shop", false),
    ])
    func `an instance is its cluster's however it names it`(_ identifier: String, _ isInstance: Bool) {
        let found = findings(
            in: """
                Conditions: {C: !Equals [!Ref AWS::Region, x]}
                Resources:
                  Au: {Type: AWS::RDS::DBCluster, Properties: {Engine: aurora-mysql, DBClusterIdentifier: blog}}
                  Other: {Type: AWS::RDS::DBCluster, Condition: C, Properties: {Engine: aurora-mysql}}
                  Writer: {Type: AWS::RDS::DBInstance, Properties: {DBClusterIdentifier: \(identifier)}}
                  Custom: {Type: Custom::Thing, DependsOn: Writer, Properties: {Arn: !GetAtt Au.DBClusterArn}}
                """
        )
        #expect(found == (isInstance ? [] : ["AUR012 Custom.Properties.Arn"]))
    }

    @Test func `a migration of a cluster without an instance is an error`() {
        let text = """
            Resources:
              Cluster: {Type: AWS::RDS::DBCluster, Properties: {Engine: aurora-mysql}}
              Old: {Type: AWS::RDS::DBCluster, Properties: {Engine: aurora-mysql, EngineMode: serverless}}
              A: {Type: Custom::SchemaMigration, Properties: {ClusterArn: !GetAtt Cluster.DBClusterArn}}
              B: {Type: Custom::SchemaMigration, Properties: {ClusterArn: !GetAtt Old.DBClusterArn}}
            """
        #expect(
            found(in: text).map { DiagnosticText().text(of: $0.diagnostic(at: nil)) } == [
                """
                error[AUR012]: A uses cluster Cluster before it has an instance that runs SQL; \
                expected an AWS::RDS::DBInstance of the cluster, and DependsOn
                  fix: add an instance to the cluster, and to DependsOn of A
                """
            ]
        )
    }

    private static let mysql = "IpProtocol: tcp, FromPort: 3306, ToPort: 3306"

    private func codes(inCluster properties: String) -> [String] {
        found(in: "Resources: {Cluster: {Type: AWS::RDS::DBCluster, Properties: {\(properties)}}}").map(\.code.rawValue)
    }

    private func findings(in text: String) -> [String] {
        found(in: text).map { "\($0.code.rawValue) \($0.path.dropFirst().joined(separator: "."))" }
    }

    private func found(in text: String) -> [Finding] {
        let document = TemplateDocument(Array(text.utf8))
        #expect(document.problems == [])
        return TemplateValidation(of: Template(document.root)) { _ in nil }.findings()
    }
}
