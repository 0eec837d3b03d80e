/// What the registry schemas get wrong or leave out, each with its reason.
package enum Patches {
    /// Types of which `Fn::GetAtt` returns settable properties, too, which their schemas don't say.
    ///
    /// - Source: CloudFormation Template Reference, the "Return values" of each type, and the exceptions that cfn-lint
    ///   1.58.0 makes, read 2026-11-21; of the services that are generated so far.
    package static let typesWithSettableAttributes: Set<String> = [
        "AWS::EC2::CapacityReservation", "AWS::EC2::Instance", "AWS::EC2::SecurityGroup", "AWS::EC2::Subnet",
        "AWS::EC2::VPC", "AWS::RDS::DBInstance", "AWS::RDS::DBParameterGroup",
    ]

    /// Attributes whose names only the template knows, which no schema lists.
    ///
    /// - Source: CloudFormation Template Reference, the "Return values" of each type, read 2026-11-21.
    package static let openAttributes: [String: [String]] = [
        // The outputs of the nested stack.
        "AWS::CloudFormation::Stack": ["Outputs.*"],
        // Whatever the function answers as Data.
        "AWS::CloudFormation::CustomResource": ["*"],
        // The outputs of the product's stack.
        "AWS::ServiceCatalog::CloudFormationProvisionedProduct": ["Outputs.*"],
    ]
}
