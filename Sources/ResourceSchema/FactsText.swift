/// The form in which a type carries its facts: lines that each say one thing.
///
/// ```
/// AWS::RDS::DBCluster
/// identifier DBClusterIdentifier
/// attribute string Endpoint.Address
/// returns AWS::EC2::VPC.Id VpcId
/// tags list Tags
/// create-only KmsKeyId
/// needs MasterUserPassword MasterUsername
/// one-of CidrIp|CidrIpv6|SourceSecurityGroupId VpcId
/// property integer BackupRetentionPeriod
///   range 1 35
/// definition DBClusterRole
/// open
/// required string RoleArn
///   pattern ^arn:…$
/// ```
/// A value runs to the end of its line, so that nothing is escaped; two spaces say that a line is about the property
/// above it. A missing bound is `-`. A combination of properties comes before the properties of its object; its sets
/// are separated by bars, and the names in a set by spaces. So does `open`: other properties are accepted, too.
package enum FactsText {
    /// Reads `1 35` or `- 35`.
    static func bounds(_ text: Substring) -> ResourceTypeSchema.Bounds {
        let parts = text.split(separator: " ").map(String.init)
        guard parts.count == 2 else { return ResourceTypeSchema.Bounds() }
        return ResourceTypeSchema.Bounds(
            lower: parts[0] == "-" ? nil : parts[0],
            upper: parts[1] == "-" ? nil : parts[1]
        )
    }

    static func text(of bounds: ResourceTypeSchema.Bounds) -> String {
        "\(bounds.lower ?? "-") \(bounds.upper ?? "-")"
    }

    /// - Returns: nil for a line that says nothing.
    static func combination(_ keyword: Substring, _ text: Substring) -> ResourceTypeSchema.Combination? {
        let sets = text.split(separator: "|").map { $0.split(separator: " ").map(String.init) }
        guard let first = sets.first, let name = first.first else { return nil }
        return switch keyword {
        case "one-of": .oneOf(sets)
        case "any-of": .anyOf(sets)
        case "needs": .needs(name, Array(first.dropFirst()))
        case "needs-one-of": .needsOneOf(name, Array(first.dropFirst()))
        default: .excludes(name, Array(first.dropFirst()))
        }
    }

    static func text(of combination: ResourceTypeSchema.Combination) -> String {
        func text(_ sets: [[String]]) -> String { sets.map { $0.joined(separator: " ") }.joined(separator: "|") }
        return switch combination {
        case .oneOf(let sets): "one-of \(text(sets))"
        case .anyOf(let sets): "any-of \(text(sets))"
        case .needs(let name, let others): "needs \(text([[name] + others]))"
        case .needsOneOf(let name, let others): "needs-one-of \(text([[name] + others]))"
        case .excludes(let name, let others): "excludes \(text([[name] + others]))"
        }
    }

    /// `list`, `map`, or `specifications(launch-template)`.
    static func tagStyle(_ text: Substring) -> ResourceTypeSchema.Tagging.Style {
        guard text.hasPrefix("specifications(") else { return text == "map" ? .map : .list }
        return .specifications(kind: String(text.dropFirst("specifications(".count).dropLast()))
    }

    static func text(of style: ResourceTypeSchema.Tagging.Style) -> String {
        switch style {
        case .list: "list"
        case .map: "map"
        case .specifications(let kind): "specifications(\(kind))"
        }
    }

    /// `string`, `list(string)`, `map(json)`: a definition starts with a dot: `list(.DBClusterRole)`.
    static func shape(_ text: Substring) -> ResourceTypeSchema.Shape {
        if text.hasPrefix("list("), text.hasSuffix(")") { return .list(shape(text.dropFirst(5).dropLast())) }
        if text.hasPrefix("map("), text.hasSuffix(")") { return .map(shape(text.dropFirst(4).dropLast())) }
        if text.hasPrefix(".") { return .definition(String(text.dropFirst())) }
        return .scalar(ResourceTypeSchema.ScalarKind(rawValue: String(text)) ?? .json)
    }

    static func text(of shape: ResourceTypeSchema.Shape) -> String {
        switch shape {
        case .scalar(let kind): kind.rawValue
        case .definition(let name): "." + name
        case .list(let element): "list(\(text(of: element)))"
        case .map(let element): "map(\(text(of: element)))"
        }
    }
}

extension Substring {
    /// The first word and what follows it.
    func keywordAndRest() -> (Substring, Substring) {
        guard let space = utf8.firstIndex(of: UInt8(ascii: " ")) else { return (self, "") }
        return (self[..<space], self[index(after: space)...])
    }
}
