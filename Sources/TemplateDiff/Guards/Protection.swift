/// The properties that protect what a resource keeps, and how to tell that they do so less.
///
/// - Source: the pinned registry schemas for names and values, and the API references of the services for what holds
///   where nothing is written, read 2026-11-22.
package struct Protection: Sendable {
    package enum Measure: Sendable {
        /// One of these protects, whatever its case.
        case isOn([String])
        /// The longer, the better.
        case length(unit: String)
    }

    /// What holds where nothing is written.
    package enum Absence: Sendable {
        case off
        case on
        case length(Double)
        /// It depends.
        case unknown
    }

    /// Nil for every type that has such a property.
    package let type: String?
    /// Below `Properties`.
    package let path: [String]
    let measure: Measure
    let absence: Absence
    /// What is no longer so: `anybody may delete it`.
    let loss: String

    private init(_ type: String?, _ path: String, _ measure: Measure, absent: Absence, _ loss: String) {
        self.type = type
        self.path = path.split(separator: ".").map(String.init)
        self.measure = measure
        absence = absent
        self.loss = loss
    }

    private static let on: Measure = .isOn(["true"])
    private static let off: Measure = .isOn(["false"])
    private static let deletable = "a deletion is no longer refused"
    private static let shorter = "backups are kept for a shorter time"
    private static let reachable = "it can be reached from the internet"

    package static let all: [Protection] =
        [
            Protection(nil, "DeletionProtection", .isOn(["true", "active", "enabled"]), absent: .off, deletable),
            Protection(nil, "DeletionProtectionEnabled", on, absent: .off, deletable),
            Protection("AWS::DSQL::Cluster", "DeletionProtectionEnabled", on, absent: .on, deletable),
            Protection("AWS::NeptuneGraph::Graph", "DeletionProtection", on, absent: .on, deletable),
            Protection("AWS::CloudTrail::EventDataStore", "TerminationProtectionEnabled", on, absent: .on, deletable),
            Protection("AWS::EC2::Instance", "DisableApiTermination", on, absent: .off, deletable),
            Protection(nil, "PubliclyAccessible", off, absent: .on, reachable),
            Protection(
                "AWS::VerifiedPermissions::PolicyStore",
                "DeletionProtection.Mode",
                .isOn(["enabled"]),
                absent: .off,
                deletable
            ),
            Protection(
                "AWS::DynamoDB::GlobalTable",
                "Replicas.*.DeletionProtectionEnabled",
                on,
                absent: .off,
                deletable
            ),
            Protection(
                "AWS::RDS::DBCluster",
                "BackupRetentionPeriod",
                .length(unit: "days"),
                absent: .length(1),
                shorter
            ),
            Protection(
                "AWS::RDS::DBInstance",
                "BackupRetentionPeriod",
                .length(unit: "days"),
                absent: .length(1),
                shorter
            ),
            Protection(
                "AWS::DocDB::DBCluster",
                "BackupRetentionPeriod",
                .length(unit: "days"),
                absent: .length(1),
                shorter
            ),
            Protection(
                "AWS::DocDBElastic::Cluster",
                "BackupRetentionPeriod",
                .length(unit: "days"),
                absent: .length(1),
                shorter
            ),
            Protection(
                "AWS::Neptune::DBCluster",
                "BackupRetentionPeriod",
                .length(unit: "days"),
                absent: .length(1),
                shorter
            ),
            Protection(
                "AWS::Redshift::Cluster",
                "AutomatedSnapshotRetentionPeriod",
                .length(unit: "days"),
                absent: .length(1),
                shorter
            ),
            Protection(
                "AWS::ElastiCache::CacheCluster",
                "SnapshotRetentionLimit",
                .length(unit: "days"),
                absent: .length(0),
                shorter
            ),
            Protection(
                "AWS::ElastiCache::ReplicationGroup",
                "SnapshotRetentionLimit",
                .length(unit: "days"),
                absent: .length(0),
                shorter
            ),
            Protection(
                "AWS::ElastiCache::ServerlessCache",
                "SnapshotRetentionLimit",
                .length(unit: "days"),
                absent: .length(0),
                shorter
            ),
            Protection(
                "AWS::MemoryDB::Cluster",
                "SnapshotRetentionLimit",
                .length(unit: "days"),
                absent: .length(0),
                shorter
            ),
            Protection(
                "AWS::FSx::FileSystem",
                "LustreConfiguration.AutomaticBackupRetentionDays",
                .length(unit: "days"),
                absent: .length(0),
                shorter
            ),
            Protection(
                "AWS::FSx::FileSystem",
                "OntapConfiguration.AutomaticBackupRetentionDays",
                .length(unit: "days"),
                absent: .length(30),
                shorter
            ),
            Protection(
                "AWS::FSx::FileSystem",
                "OpenZFSConfiguration.AutomaticBackupRetentionDays",
                .length(unit: "days"),
                absent: .length(0),
                shorter
            ),
            Protection(
                "AWS::FSx::FileSystem",
                "WindowsConfiguration.AutomaticBackupRetentionDays",
                .length(unit: "days"),
                absent: .length(30),
                shorter
            ),
            Protection(
                "AWS::Lightsail::Database",
                "BackupRetention",
                on,
                absent: .on,
                "there are no automatic backups"
            ),
            Protection(
                "AWS::EFS::FileSystem",
                "BackupPolicy.Status",
                .isOn(["enabled"]),
                absent: .off,
                "there are no automatic backups"
            ),
            Protection(
                "AWS::DynamoDB::Table",
                "PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled",
                on,
                absent: .off,
                "no point in time can be recovered"
            ),
            Protection(
                "AWS::DynamoDB::Table",
                "PointInTimeRecoverySpecification.RecoveryPeriodInDays",
                .length(unit: "days"),
                absent: .length(35),
                "fewer points in time can be recovered"
            ),
            Protection(
                "AWS::DynamoDB::GlobalTable",
                "Replicas.*.PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled",
                on,
                absent: .off,
                "no point in time can be recovered"
            ),
            Protection(
                "AWS::DynamoDB::Table",
                "TimeToLiveSpecification.Enabled",
                off,
                absent: .on,
                "items that have expired are deleted"
            ),
            Protection(
                "AWS::DynamoDB::GlobalTable",
                "TimeToLiveSpecification.Enabled",
                off,
                absent: .on,
                "items that have expired are deleted"
            ),
            Protection(
                "AWS::Serverless::SimpleTable",
                "PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled",
                on,
                absent: .off,
                "no point in time can be recovered"
            ),
            Protection(
                "AWS::Cassandra::Table",
                "PointInTimeRecoveryEnabled",
                on,
                absent: .off,
                "no point in time can be recovered"
            ),
            Protection(
                "AWS::S3::Bucket",
                "VersioningConfiguration.Status",
                .isOn(["enabled"]),
                absent: .off,
                "objects that are overwritten or deleted are lost"
            ),
            Protection("AWS::S3::Bucket", "ObjectLockEnabled", on, absent: .off, "objects are no longer locked"),
            Protection(
                "AWS::S3::Bucket",
                "ObjectLockConfiguration.ObjectLockEnabled",
                .isOn(["enabled"]),
                absent: .off,
                "objects are no longer locked"
            ),
            Protection(
                "AWS::S3::Bucket",
                "ObjectLockConfiguration.Rule.DefaultRetention.Mode",
                .isOn(["compliance"]),
                absent: .off,
                "those who may can unlock objects"
            ),
            Protection(
                "AWS::S3::Bucket",
                "ObjectLockConfiguration.Rule.DefaultRetention.Days",
                .length(unit: "days"),
                absent: .unknown,
                "objects are locked for a shorter time"
            ),
            Protection(
                "AWS::S3::Bucket",
                "ObjectLockConfiguration.Rule.DefaultRetention.Years",
                .length(unit: "years"),
                absent: .unknown,
                "objects are locked for a shorter time"
            ),
            Protection(
                "AWS::Logs::LogGroup",
                "RetentionInDays",
                .length(unit: "days"),
                absent: .length(.infinity),
                "older log events are deleted"
            ),
            Protection(
                "AWS::Kinesis::Stream",
                "RetentionPeriodHours",
                .length(unit: "hours"),
                absent: .length(24),
                "older records are deleted"
            ),
            Protection(
                "AWS::KinesisVideo::Stream",
                "DataRetentionInHours",
                .length(unit: "hours"),
                absent: .length(0),
                "older recordings are deleted"
            ),
            Protection(
                "AWS::SQS::Queue",
                "MessageRetentionPeriod",
                .length(unit: "seconds"),
                absent: .length(345_600),
                "older messages are deleted"
            ),
            Protection(
                "AWS::Events::Archive",
                "RetentionDays",
                .length(unit: "days"),
                absent: .length(.infinity),
                "older events are deleted"
            ),
            Protection(
                "AWS::CloudTrail::EventDataStore",
                "RetentionPeriod",
                .length(unit: "days"),
                absent: .unknown,
                "older events are deleted"
            ),
            Protection(
                "AWS::ECR::Repository",
                "ImageTagMutability",
                .isOn(["immutable", "immutable_with_exclusion"]),
                absent: .off,
                "a tag can be given to another image"
            ),
            Protection(
                "AWS::Backup::BackupVault",
                "LockConfiguration.MinRetentionDays",
                .length(unit: "days"),
                absent: .length(0),
                "backups can be deleted sooner"
            ),
            Protection("AWS::KMS::Key", "Enabled", on, absent: .on, "what is encrypted with it can't be read"),
            Protection("AWS::KMS::ReplicaKey", "Enabled", on, absent: .on, "what is encrypted with it can't be read"),
            Protection(
                "AWS::KMS::Key",
                "PendingWindowInDays",
                .length(unit: "days"),
                absent: .length(30),
                "there is less time to take a deletion back"
            ),
            Protection(
                "AWS::KMS::ReplicaKey",
                "PendingWindowInDays",
                .length(unit: "days"),
                absent: .length(30),
                "there is less time to take a deletion back"
            ),
        ] + publicAccess

    /// Those of a type; what is said of the type itself goes before what is said of all.
    static func all(of type: String) -> [Protection] {
        let own = all.filter { $0.type == type }
        return own + all.filter { rule in rule.type == nil && !own.contains { $0.path == rule.path } }
    }

    /// A bucket without such a property blocks public access if it is new, and doesn't if the property was removed.
    private static let publicAccess = ["AWS::S3::Bucket", "AWS::S3::AccessPoint"].flatMap { type in
        ["BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"].map { flag in
            Protection(type, "PublicAccessBlockConfiguration.\(flag)", on, absent: .unknown, "everybody may be let in")
        }
    }
}
