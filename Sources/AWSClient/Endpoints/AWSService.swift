/// A service that is called; the raw value is its name in addresses and signatures.
package enum AWSService: String, CaseIterable, Sendable {
    case cloudFormation = "cloudformation"
    case lambda
    case sts

    /// What ends the variable that sets its endpoint: `AWS_ENDPOINT_URL_CLOUDFORMATION`.
    package var variableSuffix: String { rawValue.uppercased() }

    package var name: String {
        switch self {
        case .cloudFormation: "CloudFormation"
        case .lambda: "Lambda"
        case .sts: "STS"
        }
    }
}
