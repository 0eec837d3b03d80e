internal import BorealisDiagnostics
internal import ResourceSchema
internal import TemplateModel

/// A value is of another type than the schema says, and not one that CloudFormation converts.
///
/// - Source: CloudFormation User Guide, "Resources syntax": values that are not strings can be given as strings;
///   read 2026-11-21.
enum WrongType {
    static func findings(of value: ScalarValue) -> [Finding] {
        guard let expected = mismatch(value) else { return [] }
        return findings(of: value.node, expected: expected, at: value.location)
    }

    /// A text in the place of an object may be a local path, of which `aws cloudformation package` makes a location.
    static func findings(
        of node: TemplateNode,
        instead expected: String,
        at location: TemplateLocation,
        _ schema: ResourceTypeSchema
    ) -> [Finding] {
        guard case .string = node, packaged.contains("\(schema.typeName).\(location.propertyText)") else {
            return findings(of: node, expected: expected, at: location)
        }
        return [
            Finding(
                .wrongType,
                severity: .warning,
                at: location,
                "\(location.name) is a local path, which CloudFormation doesn't take",
                got: node.shown(at: location),
                expected: expected,
                fix: "run aws cloudformation package, and deploy what it writes"
            )
        ]
    }

    /// - Source: AWS CLI Command Reference, cloudformation package: those that are objects; read 2026-11-21.
    private static let packaged: Set<String> = [
        "AWS::ApiGateway::RestApi.BodyS3Location", "AWS::CloudFormation::ModuleVersion.ModulePackage",
        "AWS::CodeCommit::Repository.Code.S3", "AWS::ElasticBeanstalk::ApplicationVersion.SourceBundle",
        "AWS::Lambda::Function.Code", "AWS::Lambda::LayerVersion.Content",
        "AWS::StepFunctions::StateMachine.DefinitionS3Location",
    ]

    private static func findings(of node: TemplateNode, expected: String, at location: TemplateLocation) -> [Finding] {
        [
            Finding(
                .wrongType,
                at: location,
                "\(location.name) is of the wrong type",
                got: node.shown(at: location),
                expected: expected,
                fix: "write \(expected)"
            )
        ]
    }

    private static func mismatch(_ value: ScalarValue) -> String? {
        switch value.kind {
        case .json: return nil
        case .string: return value.text == nil ? "a text" : nil
        case .boolean:
            if case .boolean = value.node { return nil }
            return ["true", "false"].contains(value.text?.lowercased()) ? nil : "true or false"
        case .integer:
            guard let number = value.number, number == number.rounded(.towardZero) else { return "an integer" }
            return nil
        case .number: return value.number == nil ? "a number" : nil
        case .list:
            if case .list = value.node { return nil }
            return "a list"
        }
    }
}
