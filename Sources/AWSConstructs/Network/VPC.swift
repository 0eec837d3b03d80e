public import BorealisDiagnostics
public import BorealisEC2
public import ConstructKit

/// The private network of a database: subnets without a route to the internet, in each of several availability zones.
///
/// Nothing in it is billed: the Data API is reached over AWS's own endpoint, so that no NAT gateway is needed.
public struct VPC: Construct {
    /// The VPC itself.
    public let resource: EC2.VPC
    /// One for each zone, in the order of the region's zones.
    public let isolatedSubnets: [EC2.Subnet]

    private let zones: Int
    private let cidr: CIDR
    private let place: Place

    /// A VPC with an isolated subnet in each of several zones.
    ///
    /// Every subnet gets a sixteenth of the block, so that adding a zone later moves none of them.
    /// - Parameters:
    ///   - availabilityZones: 2...6; Aurora needs subnets in at least two.
    ///   - cidr: a /16 to a /24.
    public init(
        availabilityZones: Int = 2,
        cidr: CIDR = "10.0.0.0/16",
        file: StaticString = #filePath,
        line: UInt = #line
    ) {
        let network = EC2.VPC(
            cidrBlock: .init(cidr.description),
            enableDnsHostnames: true,
            enableDnsSupport: true,
            file: file,
            line: line
        )
        resource = network
        isolatedSubnets = (0..<min(max(availabilityZones, 0), Self.zoneLimits.upperBound)).map { index in
            EC2.Subnet(
                availabilityZone: .select(Value(index), from: .getAZs()),
                cidrBlock: .init((cidr.part(index, bits: Self.divisionBits) ?? cidr).description),
                vpcId: network.ref,
                file: file,
                line: line
            )
        }
        zones = availabilityZones
        self.cidr = cidr
        place = Place(file, line)
    }

    /// The VPC's ID.
    public var ref: Value<String> { resource.ref }

    /// A VPC that exists already; nothing is added to it.
    ///
    /// - Parameter isolatedSubnets: the IDs of subnets without a route to the internet, in at least two zones.
    public static func existing(_ id: Value<String>, isolatedSubnets: Value<[String]>) -> ExistingVPC {
        ExistingVPC(ref: id, isolatedSubnets: ExistingSubnets(vpcId: id, subnetIds: isolatedSubnets))
    }

    /// - Source: Amazon RDS User Guide, "Working with a DB subnet group in a VPC", read 2026-11-21: at least two zones.
    ///   No region has more than six.
    private static let zoneLimits = 2...6
    private static let divisionBits = 4
    /// - Source: Amazon VPC User Guide, "VPC CIDR blocks" and "Subnet CIDR blocks", read 2026-11-21: /16 to /28 each.
    private static let prefixLimits = 16...(28 - divisionBits)
}

extension VPC {
    /// Checks the zones and the block.
    public func validate() -> [Diagnostic] {
        [zoneProblem, blockProblem].compactMap(\.self)
    }

    private var zoneProblem: Diagnostic? {
        Self.zoneLimits.contains(zones) ? nil : .zoneCount(zones, limits: Self.zoneLimits, place: place)
    }

    private var blockProblem: Diagnostic? {
        guard let canonical = cidr.canonical, let prefixLength = cidr.prefixLength else {
            return .malformedCIDR(cidr, place: place)
        }
        guard canonical.description == cidr.description else {
            return .unalignedCIDR(cidr, canonical: canonical, place: place)
        }
        guard Self.prefixLimits.contains(prefixLength) else {
            return .indivisibleCIDR(prefixLength: prefixLength, limits: Self.prefixLimits, place: place)
        }
        return nil
    }
}
