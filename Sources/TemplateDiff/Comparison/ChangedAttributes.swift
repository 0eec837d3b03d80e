internal import TemplateModel

/// What becomes of the attributes of a resource that a deploy updates and doesn't replace.
///
/// What AWS updates in place keeps its name, ARN and ID, and so do most attributes.
struct ChangedAttributes {
    /// Of a type, the properties whose change gives an attribute another value.
    ///
    /// - Source: CloudFormation Template Reference, the pages of the types: "Return values", and what an update of the
    ///   property does; read 2026-11-22. Another view of a stream is another stream. The secret comes and goes with the
    ///   property. An instance that is stopped for its update starts with another address.
    private static let causes: [String: [(attribute: String, properties: Set<String>)]] = [
        "AWS::DynamoDB::GlobalTable": [("StreamArn", ["StreamSpecification"])],
        "AWS::DynamoDB::Table": [("StreamArn", ["StreamSpecification"])],
        "AWS::EC2::Instance": [
            ("PrivateDnsName", ["PrivateDnsNameOptions"]),
            ("PublicDnsName", addressCauses),
            ("PublicIp", addressCauses),
        ],
        "AWS::RDS::DBCluster": [("MasterUserSecret", secretCauses)],
        "AWS::RDS::DBInstance": [("MasterUserSecret", secretCauses)],
        "AWS::Redshift::Cluster": [("MasterPasswordSecretArn", ["ManageMasterPassword"])],
    ]
    private static let secretCauses: Set<String> = ["ManageMasterUserPassword", "MasterUserSecret"]
    private static let addressCauses: Set<String> = ["EbsOptimized", "InstanceType", "UserData"]

    let type: String
    let changes: [PropertyChange]

    /// The change of the property that an attribute has the value of.
    func change(behind attribute: String) -> PropertyChange? {
        let path = ["Properties"] + attribute.split(separator: ".").map(String.init)
        return changes.first { $0.path == path }
    }

    /// Whether an update changes an attribute; false where it may, nil where it doesn't.
    ///
    /// - Source: CloudFormation Template Reference, AWS::EC2::LaunchTemplate, "Return values": an update makes a new
    ///   version; read 2026-11-22.
    func change(_ attribute: String) -> Bool? {
        if type.isCustomResource { return false }
        switch type {
        case "AWS::CloudFormation::Stack", "AWS::Serverless::Application",
            "AWS::ServiceCatalog::CloudFormationProvisionedProduct":
            return false
        case "AWS::EC2::LaunchTemplate":
            return ["LatestVersionNumber", "DefaultVersionNumber"].contains(attribute) ? true : nil
        default: return mayChange(attribute) ? false : nil
        }
    }

    /// `Endpoint.Port` has the name of a property, as its own or as that of what it is in.
    private func mayChange(_ attribute: String) -> Bool {
        let changed = Set(changes.filter { $0.path.first == "Properties" }.compactMap { $0.path.dropFirst().first })
        let names = attribute.split(separator: ".").map(String.init)
        if !changed.isDisjoint(with: names) { return true }
        let causes = Self.causes[type] ?? []
        return causes.contains { $0.attribute == names.first && !changed.isDisjoint(with: $0.properties) }
    }
}
