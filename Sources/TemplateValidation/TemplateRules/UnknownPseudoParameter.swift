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
        var names = NearestNames(among: known)
        return facts.uses.compactMap { use in
            guard use.isDependency, use.target.hasPrefix("AWS::"), !known.contains(use.target) else { return nil }
            let nearest = names.nearest(to: use.target)
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
