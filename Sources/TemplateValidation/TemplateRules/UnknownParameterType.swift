internal import BorealisDiagnostics
internal import OrderedCollections
internal import TemplateModel

/// A parameter is of a type that CloudFormation doesn't have.
///
/// - Source: CloudFormation User Guide, "CloudFormation template Parameters syntax" and "Specify existing resources at
///   runtime with CloudFormation-supplied parameter types", read 2026-11-21.
enum UnknownParameterType {
    private static let ofAWS = [
        "AWS::EC2::AvailabilityZone::Name", "AWS::EC2::Image::Id", "AWS::EC2::Instance::Id",
        "AWS::EC2::KeyPair::KeyName", "AWS::EC2::SecurityGroup::GroupName", "AWS::EC2::SecurityGroup::Id",
        "AWS::EC2::Subnet::Id", "AWS::EC2::VPC::Id", "AWS::EC2::Volume::Id", "AWS::Route53::HostedZone::Id",
    ]

    /// All types, with lists and values of Systems Manager.
    private static let known: Set<String> = {
        let listed = (["Number", "String"] + ofAWS).map { "List<\($0)>" }
        let plain = ["String", "Number", "CommaDelimitedList", "AWS::SSM::Parameter::Name"] + ofAWS + listed
        return Set(plain + plain.map { "AWS::SSM::Parameter::Value<\($0)>" })
    }()

    static func findings(in facts: TemplateFacts) -> [Finding] {
        var names = NearestNames(among: known.sorted())
        return facts.template.parameters.elements.compactMap { id, node in
            guard !id.hasPrefix("Fn::") else { return nil }
            let type = node.typeName
            guard type.map({ !known.contains($0) }) ?? true else { return nil }
            let nearest = type.flatMap { names.nearest(to: $0) }
            return Finding(
                .unknownParameterType,
                at: TemplateLocation("Parameters", id, "Type"),
                "parameter \(id) is of a type that CloudFormation doesn't have",
                got: type ?? "none",
                expected: nearest ?? "String, Number, CommaDelimitedList, or a type such as AWS::EC2::VPC::Id",
                fix: "write \(nearest ?? "String")"
            )
        }
    }
}
