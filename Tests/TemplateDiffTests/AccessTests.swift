import BorealisDiagnostics
import TemplateDiff
import TemplateModel
import Testing

@Suite struct AccessTests {
    @Test(arguments: [
        ("Action: a", "Action: [a]"),
        ("Action: [a, b]", "Action: [b, a]"),
        ("Action: a, Resource: [x, y]", "Resource: [y, x], Action: a"),
        ("Action: a, Principal: {AWS: x}", "Principal: {AWS: [x]}, Action: a"),
        ("Action: a, Condition: {Bool: {k: 'true'}}", "Action: a, Condition: {Bool: {k: [true]}}"),
        ("Action: a, Resource: !Sub '${Other.Arn}'", "Action: a, Resource: !GetAtt Other.Arn"),
        ("Action: a, Resource: !Sub '${Other.Arn}/*'", "Action: a, Resource: !Join ['', [!GetAtt Other.Arn, /*]]"),
    ])
    func `a statement that is only written differently is in no table`(_ before: String, _ after: String) {
        // A change beside it, so that the resource is among those that differ.
        let difference = difference(policy(before, number: 1), policy(after, number: 2))
        #expect(difference.resources.map(\.logicalID) == ["Thing"])
        #expect(difference.statements == [])
    }

    @Test(arguments: [
        ("Action: a", "Action: b"), ("Action: a", "NotAction: a"),
        ("Action: a, Resource: x", "Action: a, NotResource: x"),
        ("Action: a, Principal: {AWS: x}", "Action: a, Principal: {Service: x}"),
        ("Action: a, Principal: {AWS: x}", "Action: a, NotPrincipal: {AWS: x}"),
        ("Action: a", "Action: a, Condition: {Bool: {k: 'true'}}"),
        ("Action: a, Condition: {Bool: {k: 'true'}}", "Action: a, Condition: {BoolIfExists: {k: 'true'}}"),
    ])
    func `a statement that says something else goes and comes`(_ before: String, _ after: String) {
        let difference = difference(policy(before), policy(after))
        #expect(difference.statements.map(\.change) == [.removed, .added])
    }

    @Test func `a statement is told with its functions as YAML writes them`() {
        let body = """
            Action: [s3:PutObject, s3:GetObject], Principal: {Service: a.amazonaws.com, AWS: !GetAtt Other.Arn}, \
            Resource: !Sub "${Other.Arn}/*", Condition: {StringEquals: {aws:SourceAccount: !Ref AWS::AccountId}}
            """
        let expected = StatementChange(
            .added,
            "Thing",
            effect: "Allow",
            principals: ["AWS !GetAtt Other.Arn", "Service a.amazonaws.com"],
            actions: ["s3:GetObject", "s3:PutObject"],
            resources: ["!Sub ${Other.Arn}/*"],
            conditions: ["StringEquals aws:SourceAccount !Ref AWS::AccountId"]
        )
        #expect(difference(nil, policy(body)).statements == [expected])
    }

    @Test func `rules of a web ACL are no statements of a policy`() {
        let acl = """
            Type: AWS::WAFv2::WebACL
            Properties:
              DefaultAction: {Allow: {}}
              Scope: REGIONAL
              Rules: [{Name: a, Priority: 1, Statement: {GeoMatchStatement: {CountryCodes: [AT]}}}]
            """
        #expect(difference(nil, acl).statements == [])
    }

    @Test(arguments: [
        (
            "IpProtocol: tcp, FromPort: 1, ToPort: 1, CidrIp: a",
            "IpProtocol: '6', FromPort: '1', ToPort: '1', CidrIp: a"
        ),
        ("IpProtocol: -1, CidrIp: a", "IpProtocol: '-1', FromPort: -1, ToPort: -1, CidrIp: a"),
        (
            "IpProtocol: tcp, FromPort: 0, ToPort: 65535, CidrIp: a",
            "IpProtocol: tcp, FromPort: -1, ToPort: -1, CidrIp: a"
        ),
        (
            "IpProtocol: udp, FromPort: 1, ToPort: 2, CidrIp: a, Description: x",
            "IpProtocol: UDP, FromPort: 1, ToPort: 2, CidrIp: a"
        ),
    ])
    func `a rule that is only written differently is in no table`(_ before: String, _ after: String) {
        let difference = difference(group(before, number: 1), group(after, number: 2))
        #expect(difference.resources.map(\.logicalID) == ["Thing"])
        #expect(difference.networkRules == [])
    }

    @Test(arguments: [
        ("IpProtocol: tcp, FromPort: 3306, ToPort: 3306, CidrIp: 10.0.0.0/8", "TCP 3306 10.0.0.0/8"),
        ("IpProtocol: 17, FromPort: 1024, ToPort: 2048, CidrIpv6: 'fd00::/8'", "UDP 1024-2048 fd00::/8"),
        ("IpProtocol: icmp, FromPort: 8, ToPort: 0, SourcePrefixListId: pl-1", "ICMP type 8 code 0 pl-1"),
        ("IpProtocol: icmpv6, FromPort: -1, ToPort: -1, CidrIp: a", "ICMPv6 all a"),
        ("IpProtocol: '50', SourceSecurityGroupId: !GetAtt Other.GroupId", "50 all !GetAtt Other.GroupId"),
        ("IpProtocol: '-1', FromPort: 22, ToPort: 22, SourceSecurityGroupName: x", "all all x"),
    ])
    func `a rule is told by protocol, ports and peer`(_ rule: String, _ expected: String) {
        let rules = difference(nil, group(rule)).networkRules.filter { $0.direction == .ingress }
        #expect(rules.map { "\($0.networkProtocol) \($0.ports) \($0.peer)" } == [expected])
    }

    @Test func `a new group that says nothing of what it lets out lets out everything`() {
        let group = "Type: AWS::EC2::SecurityGroup\nProperties: {GroupDescription: a}"
        let peers = difference(nil, group).networkRules.filter { $0.direction == .egress }.map(\.peer)
        #expect(peers == ["0.0.0.0/0", "::/0"])
    }

    @Test func `a group whose last rules go lets out nothing`() {
        let rule = "SecurityGroupEgress: [{IpProtocol: -1, CidrIp: 10.0.0.0/8}]"
        let before = "Type: AWS::EC2::SecurityGroup\nProperties: {GroupDescription: a, \(rule)}"
        let after = "Type: AWS::EC2::SecurityGroup\nProperties: {GroupDescription: a}"
        #expect(difference(before, after).networkRules.map { "\($0.change) \($0.peer)" } == ["removed 10.0.0.0/8"])
    }

    @Test(arguments: [
        ("Action: '*', Resource: '*'", 1), ("Action: '*', Resource: x", 0), ("Action: s3:*, Resource: '*'", 0),
        ("Action: a, Principal: '*'", 1), ("Action: a, Principal: {AWS: ['*']}", 1),
        ("Action: a, Principal: '*', Condition: {Bool: {k: 'true'}}", 0),
    ])
    func `a statement that allows too much is remarked on`(_ statement: String, _ count: Int) {
        let remarks = difference(nil, policy(statement)).remarks.filter { $0.code == .known(.changedAccess) }
        #expect(remarks.count == count)
    }

    private func policy(_ statement: String, number: Int = 1) -> String {
        """
        Type: AWS::S3::BucketPolicy
        Metadata: {Number: \(number)}
        Properties:
          Bucket: x
          PolicyDocument:
            Statement:
            - {Effect: Allow, \(statement)}
        """
    }

    private func group(_ rule: String, number: Int = 1) -> String {
        """
        Type: AWS::EC2::SecurityGroup
        Metadata: {Number: \(number)}
        Properties:
          GroupDescription: a
          SecurityGroupIngress:
          - {\(rule)}
        """
    }

    /// Of a template with one resource, and another one that is the same on both sides.
    private func difference(_ before: String?, _ after: String) -> StackDifference {
        func template(_ thing: String?) -> ComparedTemplate {
            let lines = thing.map { ["  Thing:"] + $0.split(separator: "\n").map { "    \($0)" } } ?? []
            let other = [
                "Resources:", "  Other:", "    Type: AWS::EC2::SecurityGroup", "    Properties: {GroupDescription: a}",
            ]
            return ComparedTemplate(text: (other + lines).joined(separator: "\n"))
        }
        return TemplatePair("test", before: template(before), after: template(after)).difference()
    }
}
