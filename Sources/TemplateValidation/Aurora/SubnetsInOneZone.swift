internal import BorealisDiagnostics
internal import OrderedCollections
internal import TemplateModel

/// The subnets of a database are in one availability zone, and RDS wants two, except in a Local Zone.
///
/// - Source: RDS API Reference, CreateDBSubnetGroup; RDS User Guide, "Working with a DB instance in a VPC": "The DB subnet
///   group for a Local Zone can have only one subnet"; read 2026-11-21.
enum SubnetsInOneZone {
    static func findings(in facts: TemplateFacts) -> [Finding] {
        facts.resources(of: "AWS::RDS::DBSubnetGroup").compactMap { group in
            guard let subnets = group.properties["SubnetIds"]?.items else { return nil }
            let resources = subnets.map { facts.resource($0.referenceTarget) }
            guard !resources.contains(where: { $0?.mayBeInLocalZone ?? false }) else { return nil }
            // A function or a parameter may stand for a list.
            if subnets.count == 1, subnets[0].scalarText != nil || resources[0] != nil {
                return finding(at: group, got: "one subnet")
            }
            let zones = resources.map { $0?.zone }
            guard let zone = zones.first, zone != nil, zones.allSatisfy({ $0 == zone }) else { return nil }
            return finding(at: group, got: "\(subnets.count) subnets in the same zone")
        }
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

    /// Whether a zone is named that is not one of a region's own.
    fileprivate var mayBeInLocalZone: Bool {
        values(of: "AvailabilityZone").contains { !($0.node.zoneName?.isZoneOfRegion ?? true) }
            || values(of: "AvailabilityZoneId").contains { !($0.node.zoneName?.isZoneIDOfRegion ?? true) }
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

    /// The name of a zone that stands there, in some region: `us-west-2-lax-1a`, or after `${AWS::Region}`.
    fileprivate var zoneName: String? {
        let region = "${AWS::Region}"
        guard case (.sub, .string(let text))? = call, text.hasPrefix(region) else { return scalarText }
        let rest = text.dropFirst(region.count)
        return rest.contains("$") ? nil : "eu-west-1" + rest
    }
}

extension String {
    /// Region and letter: `us-west-2a`; the name of a Local Zone goes on after the region.
    fileprivate var isZoneOfRegion: Bool {
        let parts = split(separator: "-")
        guard let last = parts.last, last.count == 2, last.first?.isNumber == true, last.last?.isLetter == true else {
            return false
        }
        return !parts.dropLast().contains { $0.allSatisfy(\.isNumber) }
    }

    /// A short region and a number: `usw2-az1`; of a Local Zone `usw2-lax1-az1`.
    fileprivate var isZoneIDOfRegion: Bool {
        split(separator: "-").count == 2
    }
}
