internal import ResourceSchema

/// What the registry schemas get wrong or leave out, each with its reason.
package enum Patches {
    /// What `TagSpecifications` calls the resource itself, which no schema says; the other kinds are what it launches.
    ///
    /// - Source: EC2 API Reference, TagSpecification, read 2026-11-21, and the enumerations of the schemas.
    package static let taggedKinds: [String: String] = [
        "AWS::EC2::CapacityReservation": "capacity-reservation",
        "AWS::EC2::CapacityReservationFleet": "capacity-reservation-fleet",
        "AWS::EC2::ClientVpnEndpoint": "client-vpn-endpoint",
        "AWS::EC2::EC2Fleet": "fleet",
        "AWS::EC2::LaunchTemplate": "launch-template",
        "AWS::WorkspacesInstances::Volume": "volume",
    ]

    /// Properties that a schema takes for AWS's alone, though templates set them.
    ///
    /// - Source: AWS SAM Developer Guide, AWS::Serverless::StateMachine, read 2026-11-21.
    package static let settableProperties: [String: Set<String>] = ["AWS::Serverless::StateMachine": ["Name"]]

    /// What the values of a map of texts may be in the schemas that come with cfn-lint, since CloudFormation makes a
    /// text of anything: the environment of a function, the parameters of a stack.
    ///
    /// - Source: CloudFormation Template Reference, AWS::Lambda::Function Environment and AWS::CloudFormation::Stack,
    ///   read 2026-11-21: strings.
    package static let looseTextTypes: Set<String> = ["array", "boolean", "integer", "number", "object", "string"]

    /// What the schemas that come with cfn-lint say of properties together, and what CloudFormation doesn't hold to.
    static let correctedCombinations: [String: [ResourceTypeSchema.Combination: ResourceTypeSchema.Combination]] = [
        // A cluster that is restored from a snapshot may be given a password, and must not be given a user name.
        // Source: CloudFormation Template Reference, AWS::RDS::DBCluster SnapshotIdentifier, read 2026-11-21.
        "AWS::RDS::DBCluster": [
            .needs("MasterUserPassword", ["MasterUsername"]):
                .needsOneOf("MasterUserPassword", ["MasterUsername", "SnapshotIdentifier"])
        ]
    ]
}
