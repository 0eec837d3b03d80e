/// The parameters that CloudFormation sets by itself.
///
/// - Source: CloudFormation Template Reference, "Pseudo parameters reference", read 2026-11-21.
public enum AWS {
    /// The account of the stack: `123456789012`.
    public static var accountId: Value<String> { pseudoParameter("AWS::AccountId") }
    /// The topics that are told of the stack's events.
    public static var notificationARNs: Value<[String]> { pseudoParameter("AWS::NotificationARNs") }
    /// `aws`, `aws-cn` or `aws-us-gov`.
    public static var partition: Value<String> { pseudoParameter("AWS::Partition") }
    /// The region of the stack: `eu-west-1`.
    public static var region: Value<String> { pseudoParameter("AWS::Region") }
    /// The stack's ARN.
    public static var stackId: Value<String> { pseudoParameter("AWS::StackId") }
    /// The stack's name.
    public static var stackName: Value<String> { pseudoParameter("AWS::StackName") }
    /// The domain of the partition's services: `amazonaws.com`.
    public static var urlSuffix: Value<String> { pseudoParameter("AWS::URLSuffix") }

    private static func pseudoParameter<T>(_ name: String) -> Value<T> {
        Value(expression: Expression(.pseudoParameter(name)))
    }
}
