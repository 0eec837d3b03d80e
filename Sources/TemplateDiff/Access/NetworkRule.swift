internal import OrderedCollections
internal import TemplateModel

/// A rule of a security group, in one form for all that mean the same.
struct NetworkRule: Hashable {
    let group: String
    let direction: NetworkRuleChange.Direction
    let networkProtocol: String
    let ports: String
    let peer: String

    /// One for each block of addresses, list or group.
    ///
    /// - Parameter node: the properties of a rule.
    static func all(in node: TemplateNode, of group: String, _ direction: NetworkRuleChange.Direction) -> [NetworkRule]
    {
        peers(of: node, direction).map { peer in
            NetworkRule(group, direction, protocolName(node.child("IpProtocol")), ports(of: node), peer)
        }
    }

    private init(
        _ group: String,
        _ direction: NetworkRuleChange.Direction,
        _ networkProtocol: String,
        _ ports: String,
        _ peer: String
    ) {
        self.group = group
        self.direction = direction
        self.networkProtocol = networkProtocol
        self.ports = networkProtocol == "all" ? "all" : ports
        self.peer = peer
    }

    /// What a group lets out that says nothing of it.
    ///
    /// - Source: CloudFormation Template Reference, AWS::EC2::SecurityGroup, read 2026-11-22.
    static func defaults(of group: String) -> [NetworkRule] {
        ["0.0.0.0/0", "::/0"].map { NetworkRule(group, .egress, "all", "all", $0) }
    }

    func change(_ change: LineChange) -> NetworkRuleChange {
        NetworkRuleChange(change, group, direction, networkProtocol: networkProtocol, ports: ports, peer: peer)
    }

    private static func peers(of node: TemplateNode, _ direction: NetworkRuleChange.Direction) -> [String] {
        let keys =
            switch direction {
            case .ingress:
                ["CidrIp", "CidrIpv6", "SourcePrefixListId", "SourceSecurityGroupId", "SourceSecurityGroupName"]
            case .egress: ["CidrIp", "CidrIpv6", "DestinationPrefixListId", "DestinationSecurityGroupId"]
            }
        return keys.compactMap { key in
            node.child(key).map { key.hasPrefix("Cidr") ? block($0.shortText) : $0.shortText }
        }
    }

    /// All addresses in their shortest notation: none of the bits before the slash counts.
    private static func block(_ text: String) -> String {
        guard text.hasSuffix("/0"), !text.hasPrefix("!") else { return text }
        return text.contains(":") ? "::/0" : "0.0.0.0/0"
    }

    /// - Source: EC2 API Reference, IpPermission, and IANA, "Protocol Numbers", read 2026-11-22.
    private static func protocolName(_ node: TemplateNode?) -> String {
        guard let node, let name = node.passedText?.lowercased() else { return node?.shortText ?? "all" }
        return switch name {
        case "-1", "all": "all"
        case "6", "tcp": "TCP"
        case "17", "udp": "UDP"
        case "1", "icmp": "ICMP"
        case "58", "icmpv6": "ICMPv6"
        default: name
        }
    }

    /// Of ICMP they are a type and a code.
    private static func ports(of node: TemplateNode) -> String {
        let (from, to) = (node.child("FromPort")?.shortText ?? "-1", node.child("ToPort")?.shortText ?? "-1")
        if protocolName(node.child("IpProtocol")).hasPrefix("ICMP") {
            return from == "-1" ? "all" : to == "-1" ? "type \(from)" : "type \(from) code \(to)"
        }
        if from == "-1" || (from == "0" && to == "65535") { return "all" }
        return from == to ? from : "\(from)-\(to)"
    }
}
