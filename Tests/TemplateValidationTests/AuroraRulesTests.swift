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
    ])
    func `the version of a cluster has the Data API`(_ properties: String, _ expected: [String]) {
        #expect(codes(inCluster: properties) == expected)
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
        ("DBClusterIdentifier: !Ref Cluster, AutoMinorVersionUpgrade: !If [C, true, false]", []),
        ("Engine: postgres, EngineVersion: '16.3'", ["AUR003 Instance.Properties.AutoMinorVersionUpgrade"]),
        ("Engine: postgres, EngineVersion: '16'", []),
        ("Engine: mysql, EngineVersion: '8.0'", []),
        ("Engine: mysql, EngineVersion: 8.0.35", ["AUR003 Instance.Properties.AutoMinorVersionUpgrade"]),
    ])
    func `a pinned version isn't upgraded by RDS`(_ properties: String, _ expected: [String]) {
        let found = findings(
            in: """
                Conditions: {C: !Equals [!Ref AWS::Region, x]}
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

    @Test(arguments: [
        ("[!Ref A, !Ref B]", []),
        ("[!Ref A, !Ref C]", ["AUR005 Group.Properties.SubnetIds"]),
        ("[!Ref D, !Ref E]", ["AUR005 Group.Properties.SubnetIds"]),
        ("[!Ref A, !Ref F]", []),
        ("[!Ref A]", ["AUR005 Group.Properties.SubnetIds"]),
        ("[subnet-1]", ["AUR005 Group.Properties.SubnetIds"]),
        ("[subnet-1, subnet-2]", []),
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
        ("hunter2", "a text in the template"),
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
        let parameters = ["Open", "Known", "Hidden", "Resolved"]
        let found = found(
            in: """
                Parameters:
                  Open: {Type: String}
                  Known: {Type: String, NoEcho: true, Default: hunter2}
                  Hidden: {Type: String, NoEcho: 'true'}
                  Resolved: {Type: String, Default: '{{resolve:ssm-secure:x}}'}
                Conditions: {C: !Equals [!Ref AWS::Region, x]}
                Resources:
                  A: {Type: AWS::RDS::DBCluster, Condition: C, Properties: {MasterUserPassword: \(value)}}
                Outputs: {O: {Value: !Sub '\(parameters.map { "${\($0)}" }.joined())'}}
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
                  Cluster: {Type: AWS::RDS::DBCluster}
                  Writer: {Type: AWS::RDS::DBInstance, Properties: {DBClusterIdentifier: !Ref Cluster}}
                  Other: {Type: AWS::SNS::Topic, DependsOn: [Writer]}
                  Second: {Type: AWS::RDS::DBCluster}
                  Custom:
                    Type: Custom::Thing
                    \(line)
                    Properties: {Arn: !GetAtt Cluster.DBClusterArn, Again: !Ref Cluster}
                """
        )
        #expect(found == expected)
    }

    @Test func `a migration of a cluster without an instance is an error`() {
        let text = """
            Resources:
              Cluster: {Type: AWS::RDS::DBCluster}
              Old: {Type: AWS::RDS::DBCluster, Properties: {EngineMode: serverless}}
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
