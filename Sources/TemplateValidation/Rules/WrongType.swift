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
        guard case .string = node else { return findings(of: node, expected: expected, at: location) }
        let property = "\(schema.typeName).\(location.propertyText)"
        if textual.contains(property) { return [] }
        guard packaged.contains(property) else {
            // What is written there in place of an object may hold more than one should see.
            let got = location.mayHoldSecret ? node.shown(at: location) : "a text"
            return findings(got: got, expected: expected, at: location)
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

    /// Objects that are accepted as JSON in a text, too.
    ///
    /// - Source: Amazon SQS API Reference, SetQueueAttributes, read 2026-11-21.
    private static let textual: Set<String> = ["AWS::SQS::Queue.RedriveAllowPolicy", "AWS::SQS::Queue.RedrivePolicy"]

    private static func findings(of node: TemplateNode, expected: String, at location: TemplateLocation) -> [Finding] {
        findings(got: node.shown(at: location), expected: expected, at: location)
    }

    private static func findings(got: String, expected: String, at location: TemplateLocation) -> [Finding] {
        [
            Finding(
                .wrongType,
                at: location,
                "\(location.name) is of the wrong type",
                got: got,
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
