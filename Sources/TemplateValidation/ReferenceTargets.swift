internal import OrderedCollections
internal import ResourceSchema
internal import TemplateModel

/// What the references of a template lead to.
struct ReferenceTargets {
    private let facts: TemplateFacts

    init(facts: TemplateFacts) {
        self.facts = facts
    }

    /// What a reference gives: nil for what is no resource of a known type, or may be anything.
    ///
    /// - Source: CloudFormation Template Reference, AWS::EC2::SecurityGroup, "Return values": the name of a group that is
    ///   in no network of its own; read 2026-11-21.
    func given(by reference: ResourceReference) -> GivenReference? {
        guard let type = facts.types[reference.logicalID], let schema = facts.schema(type),
            !Self.anything.contains(type), !(type == "AWS::SSM::Parameter" && reference.attribute == "Value")
        else { return nil }
        if let attribute = reference.attribute, schema.attributes[attribute] == nil { return nil }
        let identifier = schema.primaryIdentifier.count == 1 ? schema.primaryIdentifier.first : nil
        var format = (reference.attribute ?? identifier).flatMap { schema.returnedFormats[$0] }
        if reference.attribute == nil, type == Self.securityGroup {
            let isInNetwork = facts.template.resources[reference.logicalID]?.propertiesNode.entries?["VpcId"] != nil
            format = "\(type).\(isInNetwork ? "Id" : "Name")"
        }
        return GivenReference(schema: schema, format: format.flatMap(ReferenceFormat.init))
    }

    private static let securityGroup = "AWS::EC2::SecurityGroup"

    /// What their attributes are is somebody else's: a function's, another stack's.
    private static let anything: Set<String> = [
        "AWS::CloudFormation::CustomResource", "AWS::CloudFormation::Stack", "AWS::Serverless::Application",
        "AWS::ServiceCatalog::CloudFormationProvisionedProduct",
    ]
}

/// What a reference gives, as far as the schema says.
struct GivenReference {
    let schema: ResourceTypeSchema
    let format: ReferenceFormat?
}

/// `Ref` or `Fn::GetAtt` of a resource.
struct ResourceReference: CustomStringConvertible {
    let logicalID: String
    /// Nil for `Ref`.
    let attribute: String?

    init?(_ node: TemplateNode) {
        switch node.call {
        case (.ref, .string(let id))?: (logicalID, attribute) = (id, nil)
        case (.getAtt, .list(let parts))?:
            guard parts.count == 2, case .string(let id) = parts[0], case .string(let name) = parts[1] else {
                return nil
            }
            (logicalID, attribute) = (id, name)
        default: return nil
        }
    }

    var description: String {
        attribute.map { "\(logicalID).\($0)" } ?? logicalID
    }
}

/// `AWS::EC2::Subnet.Id`; that of a list, `.Ids`, is the same.
struct ReferenceFormat: Hashable, CustomStringConvertible {
    let type: String
    private let part: String

    /// Nil for a format that names no resource type.
    init?(_ format: String) {
        guard format.hasPrefix("AWS::"), let dot = format.lastIndex(of: ".") else { return nil }
        type = String(format[..<dot])
        let name = String(format[format.index(after: dot)...])
        part = ["Ids", "Names", "Arns"].contains(name) ? String(name.dropLast()) : name
    }

    var description: String { "\(type).\(part)" }
}
