extension CataloguedCode {
    /// Where AWS, or the documentation of a database, says what is checked; nil for what is Borealis's own.
    package var source: String? {
        guard let page else { return sqlSource }
        return "https://docs.aws.amazon.com/" + page + ".html"
    }

    /// Whether it is a rule of validation, and so one that a stack can change or let pass.
    package var isRule: Bool {
        rawValue.hasPrefix("VAL") || rawValue.hasPrefix("AUR")
    }

    private var page: String? {
        let guide = "AWSCloudFormation/latest/UserGuide/"
        let aurora = "AmazonRDS/latest/AuroraUserGuide/"
        let reference = "AWSCloudFormation/latest/TemplateReference/"
        return switch self {
        case .wrongType: guide + "resources-section-structure"
        case .unknownType: reference + "aws-template-resource-type-ref"
        case .absentAttribute: reference + "intrinsic-function-reference-getatt"
        case .unknownTarget: reference + "intrinsic-function-reference-ref"
        case .unknownPseudoParameter: reference + "pseudo-parameter-reference"
        case .unknownMapping: reference + "intrinsic-function-reference-findinmap"
        case .unknownCondition: guide + "conditions-section-structure"
        case .unusedElement, .wrongDefault: guide + "parameters-section-structure"
        case .overLimit, .tooManyElements, .descriptionTooLong, .inlineLimit, .templateTooLarge:
            guide + "cloudformation-limits"
        case .duplicateExport, .wrongOutput: guide + "outputs-section-structure"
        case .circularDependency: reference + "aws-attribute-dependson"
        case .circularSecurityGroups: reference + "aws-resource-ec2-securitygroup"
        case .unknownParameterType: guide + "cloudformation-supplied-parameter-types"
        case .wrongSection: guide + "template-anatomy"
        case .wrongResource, .unknownKey, .wrongName: guide + "resources-section-structure"
        case .wrongPolicy: reference + "aws-attribute-deletionpolicy"
        case .wrongArguments: reference + "intrinsic-function-reference"
        case .versionWithoutDataAPI: aurora + "Concepts.Aurora_Fea_Regions_DB-eng.Feature.Data_API"
        case .versionWithoutPause: aurora + "aurora-serverless-v2-auto-pause"
        case .pinnedVersion: "AmazonRDS/latest/APIReference/API_CreateDBInstance"
        case .instanceVersion: reference + "aws-resource-rds-dbinstance"
        case .subnetsInOneZone: "AmazonRDS/latest/APIReference/API_CreateDBSubnetGroup"
        case .publicInstance: aurora + "USER_VPC.WorkingWithRDSInstanceinaVPC"
        case .openDatabasePort: aurora + "Overview.RDSSecurityGroups"
        case .plainPassword: guide + "security-best-practices"
        case .reservedDatabaseName: "AmazonRDS/latest/APIReference/API_CreateDBCluster"
        case .deprecatedRuntime: "lambda/latest/dg/lambda-runtimes"
        case .longARN: "rdsdataservice/latest/APIReference/API_ExecuteStatement"
        case .missingWriter: aurora + "data-api.troubleshooting"
        // What the registry's schema of a type says of its properties.
        default: rawValue.hasPrefix("VAL") ? "cloudformation-cli/latest/userguide/resource-type-schema" : nil
        }
    }
}
