/// A part of AWS with regions and names of hosts of its own.
///
/// - Source: botocore 1.44.5, `partitions.json` and the endpoint rule sets of CloudFormation, Lambda and STS, read
///   2026-11-22.
struct AWSPartition: Hashable {
    let id: String
    /// What its regions begin with.
    private let prefix: String
    private let suffix: String
    private let dualStackSuffix: String

    private static let standard = AWSPartition(
        id: "aws",
        prefix: "",
        suffix: "amazonaws.com",
        dualStackSuffix: "api.aws"
    )

    private static let others = [
        AWSPartition(
            id: "aws-cn",
            prefix: "cn-",
            suffix: "amazonaws.com.cn",
            dualStackSuffix: "api.amazonwebservices.com.cn"
        ),
        AWSPartition(
            id: "aws-us-gov",
            prefix: "us-gov-",
            suffix: "amazonaws.com",
            dualStackSuffix: "api.aws"
        ),
        AWSPartition(
            id: "aws-eusc",
            prefix: "eusc-",
            suffix: "amazonaws.eu",
            dualStackSuffix: "api.amazonwebservices.eu"
        ),
        AWSPartition(
            id: "aws-iso",
            prefix: "us-iso-",
            suffix: "c2s.ic.gov",
            dualStackSuffix: "api.aws.ic.gov"
        ),
        AWSPartition(
            id: "aws-iso-b",
            prefix: "us-isob-",
            suffix: "sc2s.sgov.gov",
            dualStackSuffix: "api.aws.scloud"
        ),
        AWSPartition(
            id: "aws-iso-e",
            prefix: "eu-isoe-",
            suffix: "cloud.adc-e.uk",
            dualStackSuffix: "api.cloud-aws.adc-e.uk"
        ),
        AWSPartition(
            id: "aws-iso-f",
            prefix: "us-isof-",
            suffix: "csp.hci.ic.gov",
            dualStackSuffix: "api.aws.hci.ic.gov"
        ),
    ]

    private init(id: String, prefix: String, suffix: String, dualStackSuffix: String) {
        self.id = id
        self.prefix = prefix
        self.suffix = suffix
        self.dualStackSuffix = dualStackSuffix
    }

    /// Nil for what can't be a region; one that isn't known is of the standard partition, as AWS adds regions.
    init?(region: String) {
        let parts = region.split(separator: "-", omittingEmptySubsequences: false)
        let isRegion =
            parts.count >= 3
            && parts.allSatisfy { part in
                !part.isEmpty
                    && part.utf8.allSatisfy { $0.isUnreserved && ![".", "_", "~"].contains(UnicodeScalar($0)) }
            }
        guard isRegion, region.count <= 63, region == region.lowercased() else { return nil }
        self = Self.others.first { region.hasPrefix($0.prefix) } ?? .standard
    }

    func host(of service: AWSService, region: String, isFIPS: Bool, isDualStack: Bool) -> String {
        // In this partition the ordinary hosts of the two are validated, too.
        let isOrdinary = id == "aws-us-gov" && service != .lambda && !isDualStack
        let name = service.rawValue + (isFIPS && !isOrdinary ? "-fips" : "")
        return "\(name).\(region).\(isDualStack ? dualStackSuffix : suffix)"
    }
}
