/// The actions of CloudFormation that are asked for, and no others: what a role that reads stacks has to be allowed.
package enum CloudFormationAction: String, CaseIterable, Sendable {
    case describeChangeSet = "DescribeChangeSet"
    case describeStacks = "DescribeStacks"
    case getTemplate = "GetTemplate"
    case listImports = "ListImports"
    case listStackResources = "ListStackResources"

    /// As policies name it: `cloudformation:DescribeStacks`.
    package var permission: String { "cloudformation:\(rawValue)" }

    /// Whether a policy can allow it for some stacks only.
    ///
    /// - Source: Service Authorization Reference, "AWS CloudFormation", read 2026-11-22.
    package var isLimitedToStacks: Bool { self != .listImports }
}
