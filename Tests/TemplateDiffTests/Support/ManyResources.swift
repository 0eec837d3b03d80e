import OrderedCollections
import TemplateModel

/// Templates as large as CloudFormation takes them.
enum ManyResources {
    /// Queues, each with an alarm that refers to it.
    static func template(count: Int) -> Template {
        var template = Template()
        for index in 0..<count / 2 {
            template.resources["Queue\(index)"] = .map([
                "Type": .string("AWS::SQS::Queue"),
                "Properties": .map([
                    "DelaySeconds": .integer(index % 5),
                    "QueueName": .call(.sub, .string("${AWS::StackName}-\(index)")),
                    "Tags": .list([.map(["Key": .string("Team"), "Value": .string("blog")])]),
                ]),
            ])
        }
        for index in 0..<count / 2 {
            template.resources["Alarm\(index)"] = .map([
                "Type": .string("AWS::CloudWatch::Alarm"),
                "Properties": .map([
                    "ComparisonOperator": .string("GreaterThanThreshold"), "EvaluationPeriods": .integer(1),
                    "Dimensions": .list([
                        .map([
                            "Name": .string("QueueName"),
                            "Value": .call(.getAtt, .list([.string("Queue\(index)"), .string("QueueName")])),
                        ])
                    ]),
                ]),
            ])
        }
        return template
    }

    /// Each resource needs the one before, and can't change in place.
    static func chain(count: Int, root: String, isBackwards: Bool) -> Template {
        var template = Template()
        let network: TemplateNode = .map([
            "Type": .string("AWS::EC2::VPC"), "Properties": .map(["CidrBlock": .string(root)]),
        ])
        let links = (1..<count).map { index -> (String, TemplateNode) in
            let properties: TemplateNode = .map([
                "VpcId": .call(.ref, .string("Link\(index - 1)")), "CidrBlock": .string("10.0.0.0/24"),
            ])
            return ("Link\(index)", .map(["Type": .string("AWS::EC2::Subnet"), "Properties": properties]))
        }
        let all = [("Link0", network)] + links
        for (id, node) in isBackwards ? all.reversed() : all {
            template.resources[id] = node
        }
        return template
    }
}
