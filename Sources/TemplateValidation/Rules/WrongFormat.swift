internal import BorealisDiagnostics
internal import ResourceSchema

/// A text is no CIDR block, or no ID or ARN of the kind of thing that the property refers to.
///
/// - Source: Amazon EC2 User Guide, "Resource IDs": a prefix and 8 or 17 letters and digits; AWS KMS Developer Guide,
///   "Key identifiers (KeyId)"; Service Authorization Reference, the ARNs of each service; read 2026-11-21.
enum WrongFormat {
    static func findings(of value: ScalarValue, _ patterns: PatternLibrary) -> [Finding] {
        guard value.kind == .string, let text = value.text else { return [] }
        let forms = value.constraints.formats.map(TextForm.init(format:))
        guard !forms.isEmpty, forms.allSatisfy({ $0.map { !$0.accepts(text, patterns) } ?? false }) else { return [] }
        let expected = forms.compactMap { $0?.words }.joined(separator: ", or ")
        return [
            Finding(
                .wrongFormat,
                at: value.location,
                "\(value.location.name) is not in the form that it needs",
                got: value.node.shown(at: value.location),
                expected: expected,
                fix: "write \(forms.first??.correction(of: text) ?? expected)"
            )
        ]
    }
}

/// What a text of a format looks like.
private enum TextForm {
    case network(InternetProtocol)
    /// `subnet`.
    case identifier(prefix: String)
    /// An ARN, or a name of several forms.
    case pattern(String, words: String)

    /// Nil for a format of which the text says nothing.
    init?(format: String) {
        switch format {
        case "ipv4-network": self = .network(.v4)
        case "ipv6-network": self = .network(.v6)
        case "AWS::EC2::Image.Id": self = .identifier(prefix: "ami")
        case "AWS::EC2::SecurityGroup.Id": self = .identifier(prefix: "sg")
        case "AWS::EC2::Subnet.Id": self = .identifier(prefix: "subnet")
        case "AWS::EC2::VPC.Id": self = .identifier(prefix: "vpc")
        case "AWS::IAM::Role.Arn": self = .arn(of: "iam", region: "", "role/.+", "a role")
        case "AWS::KMS::Key.Arn": self = .arn(of: "kms", "(key|alias)/.+", "a key")
        case "AWS::KMS::Key.Id":
            let digits = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|mrk-[0-9a-f]{32}"
            self = .pattern("^(\(digits)|alias/.+|arn:.+)$", words: "the ID of a key")
        case "AWS::KMS::Alias.AliasName": self = .pattern("^alias/.+$", words: "alias/ and a name")
        case "AWS::Lambda::Function.Arn": self = .arn(of: "lambda", "function:.+", "a function")
        case "AWS::SNS::Topic.Arn": self = .arn(of: "sns", ".+", "a topic")
        default: return nil
        }
    }

    private static func arn(of service: String, region: String = "[a-z0-9-]+", _ rest: String, _ name: String) -> Self {
        .pattern("^arn:aws[a-zA-Z-]*:\(service):\(region):[0-9]{12}:\(rest)$", words: "the ARN of \(name)")
    }

    func accepts(_ text: String, _ patterns: PatternLibrary) -> Bool {
        switch self {
        case .pattern(let pattern, _): patterns.isMatch(text, of: pattern)
        case .network(let version): version.isNetwork(text)
        case .identifier(let prefix):
            // The name of a parameter that holds the ID is accepted as well.
            text.hasPrefix("resolve:ssm:") || isIdentifier(text, prefix: prefix)
        }
    }

    private func isIdentifier(_ text: String, prefix: String) -> Bool {
        guard text.hasPrefix(prefix + "-") else { return false }
        let digits = text.dropFirst(prefix.count + 1)
        return [8, 17].contains(digits.count) && digits.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
    }

    var words: String {
        switch self {
        case .pattern(_, let words): words
        case .network(.v4): "an IPv4 block in CIDR notation with its host bits 0"
        case .network(.v6): "an IPv6 block in CIDR notation with its host bits 0"
        case .identifier(let prefix): "\(prefix)- and 8 or 17 letters and digits"
        }
    }

    /// What was meant, where that can be told, or an example.
    func correction(of text: String) -> String {
        switch self {
        case .pattern(_, let words): "\(words), or refer to a resource"
        case .network(let version): version.network(around: text) ?? (version == .v4 ? "10.0.0.0/16" : "2001:db8::/56")
        case .identifier(let prefix): "\(prefix)-0123456789abcdef0, or refer to a resource"
        }
    }
}
