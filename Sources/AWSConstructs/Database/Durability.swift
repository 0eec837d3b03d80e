public import ConstructKit

/// How hard it is to lose a database.
///
/// | | on deletion | on replacement | deletion protection | backups |
/// |---|---|---|---|---|
/// | ``ephemeral`` | Delete | Delete | no | 1 day |
/// | ``standard`` | Snapshot | Snapshot | no | 7 days |
/// | ``irreplaceable`` | Retain | Retain | yes | 35 days |
public enum Durability: Sendable {
    /// For a developer's own stack: nothing is kept.
    case ephemeral
    /// A snapshot is kept of what is deleted or replaced.
    case standard
    /// The cluster outlives its stack, together with what it needs to be reached. The subnets it stands in can't be
    /// deleted while it runs: keep them as well, or have the network in a stack of its own.
    case irreplaceable

    /// DeletionPolicy of the cluster.
    public var deletionPolicy: DeletionPolicy {
        switch self {
        case .ephemeral: .delete
        case .standard: .snapshot
        case .irreplaceable: .retain
        }
    }

    /// UpdateReplacePolicy of the cluster.
    public var updateReplacePolicy: UpdateReplacePolicy {
        switch self {
        case .ephemeral: .delete
        case .standard: .snapshot
        case .irreplaceable: .retain
        }
    }

    /// In days: 1, 7 or 35.
    public var backupRetentionPeriod: Int {
        switch self {
        case .ephemeral: 1
        case .standard: 7
        case .irreplaceable: 35
        }
    }
}
