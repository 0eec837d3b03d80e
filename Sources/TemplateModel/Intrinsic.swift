/// The intrinsic functions of CloudFormation, and the two references that are written like them.
///
/// The raw value is the key of the long form.
/// - Source: CloudFormation Template Reference, "Intrinsic function reference" and "Rule-specific
///   intrinsic functions", read 2026-11-21.
package enum Intrinsic: String, CaseIterable, Sendable {
    case ref = "Ref"
    case condition = "Condition"
    case and = "Fn::And"
    case base64 = "Fn::Base64"
    case cidr = "Fn::Cidr"
    case contains = "Fn::Contains"
    case eachMemberEquals = "Fn::EachMemberEquals"
    case eachMemberIn = "Fn::EachMemberIn"
    case equals = "Fn::Equals"
    case findInMap = "Fn::FindInMap"
    case getAtt = "Fn::GetAtt"
    case getAZs = "Fn::GetAZs"
    case getStackOutput = "Fn::GetStackOutput"
    case `if` = "Fn::If"
    case importValue = "Fn::ImportValue"
    case join = "Fn::Join"
    case length = "Fn::Length"
    case not = "Fn::Not"
    case or = "Fn::Or"
    case refAll = "Fn::RefAll"
    case select = "Fn::Select"
    case split = "Fn::Split"
    case sub = "Fn::Sub"
    case toJsonString = "Fn::ToJsonString"
    case transform = "Fn::Transform"
    case valueOf = "Fn::ValueOf"
    case valueOfAll = "Fn::ValueOfAll"

    /// The tag of the short form in YAML: `!GetAtt`.
    package var tag: String {
        "!" + (rawValue.hasPrefix("Fn::") ? String(rawValue.dropFirst(4)) : rawValue)
    }

    /// Whether the short form may have short forms inside.
    package var mayHoldShortForms: Bool {
        self != .getStackOutput
    }

    /// Whether a template that calls it must declare `Transform: AWS::LanguageExtensions`.
    package var needsLanguageExtensions: Bool {
        self == .toJsonString || self == .length
    }
}
