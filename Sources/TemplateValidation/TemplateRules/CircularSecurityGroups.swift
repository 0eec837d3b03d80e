internal import BorealisDiagnostics
internal import OrderedCollections
internal import TemplateModel

/// Security groups refer to each other in the rules that stand inside of them.
enum CircularSecurityGroups {
    private static let rules = ["SecurityGroupIngress", "SecurityGroupEgress"]

    static func isOne(_ circle: Circles.Circle, in facts: TemplateFacts) -> Bool {
        circle.allSatisfy { step in
            facts.types[step.from] == "AWS::EC2::SecurityGroup"
                && step.reason.components.dropFirst(3).first.map(rules.contains) ?? false
        }
    }

    static func finding(of circle: Circles.Circle) -> Finding {
        Finding(
            .circularSecurityGroups,
            at: circle.location,
            "the rules of security groups refer to the groups in a circle",
            got: circle.text,
            expected: "groups that can be created before their rules",
            fix: "make one of the rules an AWS::EC2::SecurityGroupIngress or AWS::EC2::SecurityGroupEgress of its own",
            trace: circle.trace
        )
    }
}
