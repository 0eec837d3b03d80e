public import BorealisEC2
public import ConstructKit

/// The subnets that something is placed in: those of a ``VPC``, or some that exist already.
public protocol SubnetSelection {
    /// The VPC that the subnets are in; nil when there is none.
    var vpcId: Value<String>? { get }
    /// The IDs of the subnets.
    var subnetIds: Value<[String]> { get }
    /// How many there are; nil when only the deploy knows.
    var subnetCount: Int? { get }
}

extension Array: SubnetSelection where Element == EC2.Subnet {
    /// The VPC of the first; all are in the same.
    public var vpcId: Value<String>? { first?.vpcId }
    /// The IDs in their order.
    public var subnetIds: Value<[String]> { refs }
    /// How many there are.
    public var subnetCount: Int? { count }
}

/// Subnets that exist already.
public struct ExistingSubnets: SubnetSelection {
    /// The VPC that they are in.
    public let vpcId: Value<String>?
    /// Their IDs.
    public let subnetIds: Value<[String]>
    /// Nil: the IDs may come from a parameter.
    public var subnetCount: Int? { nil }

    init(vpcId: Value<String>, subnetIds: Value<[String]>) {
        self.vpcId = vpcId
        self.subnetIds = subnetIds
    }
}

/// A VPC that exists already, by its ID.
public struct ExistingVPC {
    /// The VPC's ID.
    public let ref: Value<String>
    /// Its subnets without a route to the internet.
    public let isolatedSubnets: ExistingSubnets
}
