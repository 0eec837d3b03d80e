internal import OrderedCollections
internal import TemplateModel

/// The rules of security groups that a template's resources bring.
struct NetworkRules {
    private let resources: Template.Section
    private let resource: (String) -> TemplateNode?
    /// Groups that have an egress rule of its own.
    private let withOwnEgress: Set<String>

    /// - Parameter resource: gives a resource in the one form for all that mean the same.
    init(_ template: Template, resource: @escaping (String) -> TemplateNode?) {
        resources = template.resources
        self.resource = resource
        withOwnEgress = Set(
            template.resources.compactMap { id, node in
                guard node.child("Type")?.passedText == "AWS::EC2::SecurityGroupEgress" else { return nil }
                return Self.group(of: node.child("Properties"), ruleID: id)
            }
        )
    }

    /// - Parameter hasDefaults: whether a group that says nothing of what it lets out lets out everything.
    func rules(of id: String, hasDefaults: Bool) -> [NetworkRule] {
        guard let node = group(id), let type = node.child("Type")?.passedText else { return [] }
        let properties = node.child("Properties") ?? .map([:])
        switch type {
        case "AWS::EC2::SecurityGroup":
            let own = rules(properties.child("SecurityGroupIngress"), of: id, .ingress)
            let isSilent = properties.child("SecurityGroupEgress") == nil && !withOwnEgress.contains(id)
            let egress = rules(properties.child("SecurityGroupEgress"), of: id, .egress)
            return own + (isSilent && hasDefaults ? NetworkRule.defaults(of: id) : egress)
        case "AWS::EC2::SecurityGroupIngress":
            return rules(properties, of: Self.group(of: properties, ruleID: id), .ingress)
        case "AWS::EC2::SecurityGroupEgress":
            return rules(properties, of: Self.group(of: properties, ruleID: id), .egress)
        default: return []
        }
    }

    func saysWhatItLetsOut(_ id: String) -> Bool {
        group(id)?.child("Properties")?.child("SecurityGroupEgress") != nil
    }

    private static let types: Set<String> = [
        "AWS::EC2::SecurityGroup", "AWS::EC2::SecurityGroupEgress", "AWS::EC2::SecurityGroupIngress",
    ]

    /// A group or a rule of its own in canonical form; nil for other resources, which are most.
    private func group(_ id: String) -> TemplateNode? {
        guard let node = resources[id], Self.types.contains(node.resourceType) else { return nil }
        return resource(id)
    }

    private func rules(
        _ node: TemplateNode?,
        of group: String,
        _ direction: NetworkRuleChange.Direction
    ) -> [NetworkRule] {
        guard let node, !node.isAbsence else { return [] }
        if let branches = node.branches { return branches.flatMap { rules($0.node, of: group, direction) } }
        if case .list(let items) = node { return items.flatMap { rules($0, of: group, direction) } }
        return NetworkRule.all(in: node, of: group, direction)
    }

    /// The logical ID of the group that a rule of its own belongs to; that of the rule where no template has the group.
    private static func group(of properties: TemplateNode?, ruleID: String) -> String {
        switch properties?.child("GroupId")?.call {
        case (.ref, .string(let id))?: id
        case (.getAtt, .string(let text))? where text.hasSuffix(".GroupId"): String(text.prefix { $0 != "." })
        case (.getAtt, .list(let parts))? where parts.last == .string("GroupId"): parts.first?.passedText ?? ruleID
        default: ruleID
        }
    }
}
