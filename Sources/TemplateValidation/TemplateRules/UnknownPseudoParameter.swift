internal import BorealisDiagnostics
internal import TemplateModel

/// `AWS::Something` is used that CloudFormation doesn't know.
///
/// - Source: CloudFormation Template Reference, "Pseudo parameters reference", read 2026-11-21.
enum UnknownPseudoParameter {
    private static let known = [
        "AWS::AccountId", "AWS::NoValue", "AWS::NotificationARNs", "AWS::Partition", "AWS::Region", "AWS::StackId",
        "AWS::StackName", "AWS::URLSuffix",
    ]

    static func findings(in facts: TemplateFacts) -> [Finding] {
        facts.uses.filter { $0.isDependency && $0.target.hasPrefix("AWS::") && !known.contains($0.target) }.map { use in
            let nearest = NearestName.of(use.target, among: known)
            return Finding(
                .unknownPseudoParameter,
                at: use.location,
                "\(use.location.name) uses a pseudo parameter that CloudFormation doesn't know",
                got: use.target,
                expected: known.joined(separator: ", "),
                fix: nearest.map { "write \($0)" } ?? "choose one of them"
            )
        }
    }
}
