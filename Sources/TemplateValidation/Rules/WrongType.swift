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

    static func findings(of node: TemplateNode, expected: String, at location: TemplateLocation) -> [Finding] {
        [
            Finding(
                .wrongType,
                at: location,
                "\(location.name) is of the wrong type",
                got: node.shown,
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
