internal import BorealisDiagnostics
internal import OrderedCollections
internal import TemplateModel

/// The subnets of a database are in one availability zone, and RDS wants two.
///
/// - Source: RDS API Reference, CreateDBSubnetGroup, read 2026-11-21.
enum SubnetsInOneZone {
    static func findings(in facts: TemplateFacts) -> [Finding] {
        facts.resources(of: "AWS::RDS::DBSubnetGroup").compactMap { group in
            guard let subnets = group.properties["SubnetIds"]?.items else { return nil }
            if subnets.count == 1, isOne(subnets[0], in: facts) { return finding(at: group, got: "one subnet") }
            let zones = subnets.map { facts.resource($0.referenceTarget)?.zone }
            guard let zone = zones.first, zone != nil, zones.allSatisfy({ $0 == zone }) else { return nil }
            return finding(at: group, got: "\(subnets.count) subnets in the same zone")
        }
    }

    /// A function or a parameter may stand for a list.
    private static func isOne(_ subnet: TemplateNode, in facts: TemplateFacts) -> Bool {
        subnet.scalarText != nil || facts.resource(subnet.referenceTarget) != nil
    }

    private static func finding(at group: CheckedResource, got: String) -> Finding {
        Finding(
            .subnetsInOneZone,
            at: group.location(of: "SubnetIds"),
            "the subnets of \(group.id) are in one availability zone",
            got: got,
            expected: "subnets in at least two zones",
            fix: "add a subnet of another zone"
        )
    }
}

extension CheckedResource {
    /// Where a subnet is: a name, or a function that gives the same for the same arguments.
    fileprivate var zone: TemplateNode? {
        let zone = properties["AvailabilityZone"] ?? properties["AvailabilityZoneId"]
        return zone?.call?.function == .if ? nil : zone?.withPlainZones
    }
}

extension TemplateNode {
    /// `Fn::GetAZs` of the stack's own region has three forms, and an index two.
    fileprivate var withPlainZones: TemplateNode {
        guard case (.select, .list(let parts))? = call, parts.count == 2, case (.getAZs, let region)? = parts[1].call,
            region == .string("") || region == .call(.ref, .string("AWS::Region")), let index = parts[0].scalarText
        else { return self }
        return .call(.select, .list([.string(index), .call(.getAZs, .string(""))]))
    }
}
