import Borealis
import BorealisEC2

/// A network whose size depends on the environment that it is deployed for.
struct NetworkStack: Stack {
    let environment = Parameter(
        default: "dev",
        allowedValues: ["dev", "prod"],
        description: "What the network is for"
    )
    let blocks = Mapping(["dev": ["vpc": "10.0.0.0/16"], "prod": ["vpc": "10.1.0.0/16"]])
    let isProduction: Condition
    let vpc: EC2.VPC
    let groups: [String: EC2.SecurityGroup]
    let flowLog: EC2.FlowLog
    private let padding: String

    /// - Parameter padding: makes the template as large as a test wants it.
    init(padding: Int) {
        self.padding = String(repeating: "x", count: padding)
        isProduction = Condition(.equals(environment.ref, "prod"))
        let vpc = EC2.VPC(cidrBlock: blocks.find(environment.ref, "vpc"), enableDnsSupport: true)
        vpc.instanceTenancy = .if(isProduction, "dedicated", else: "default")
        self.vpc = vpc
        groups = Dictionary(
            uniqueKeysWithValues: ["web", "data-base"].map { name in
                (name, EC2.SecurityGroup(groupDescription: "What belongs to \(name)", vpcId: vpc.ref))
            }
        )
        flowLog = EC2.FlowLog(
            logDestination: "arn:\(AWS.partition):s3:::flow-logs-\(AWS.accountId)",
            logDestinationType: .s3,
            resourceId: vpc.ref,
            resourceType: .vpc,
            trafficType: .reject
        )
        flowLog.condition = isProduction
        flowLog.override(
            "Properties.DestinationOptions",
            with: ["FileFormat": "parquet", "HiveCompatiblePartitions": false, "PerHourPartition": true]
        )
    }

    var description: String { "A network for one environment" }
    var metadata: JSONValue? { padding.isEmpty ? nil : ["Padding": "\(padding)"] }
    var tags: [String: Value<String>] { ["environment": environment.ref, "team": "platform"] }
}
