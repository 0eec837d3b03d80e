/// The stable name of a kind of problem: `RDS001`.
///
/// Borealis's own codes are in ``CataloguedCode``; a library of constructs brings codes with a prefix of its own.
public struct DiagnosticCode: Hashable, Sendable {
    /// Capitals, then digits.
    public let rawValue: String

    /// A code of a library of constructs: `DiagnosticCode("ACME001")`.
    public init(_ rawValue: String) {
        self.rawValue = rawValue
    }

    /// One of Borealis's own.
    package static func known(_ code: CataloguedCode) -> DiagnosticCode {
        DiagnosticCode(code.rawValue)
    }
}

extension DiagnosticCode: ExpressibleByStringLiteral {
    /// A code as the documentation writes it: `"VAL005"`.
    public init(stringLiteral code: String) {
        rawValue = code
    }
}

/// Every code of Borealis; a code is never reused, and its row in the documentation is generated from here.
package enum CataloguedCode: String, CaseIterable, Sendable {
    case twoOwners = "SYN001"
    case inNoStack = "SYN002"
    case duplicateLogicalID = "SYN003"
    case invalidLogicalID = "SYN004"
    case lazyProperty = "SYN005"
    case elementInSet = "SYN006"
    case elementOutsideStack = "SYN007"
    case lostValue = "SYN008"
    case dependencyCycle = "SYN009"
    case stackCycle = "SYN010"
    case unknownAttribute = "SYN011"
    case invalidOverride = "SYN012"
    case unreachableReference = "SYN013"
    case emptyStack = "SYN014"
    case unmergeableTags = "SYN015"
    case largeStruct = "SYN016"
    case duplicateKey = "SYN017"
    case invalidStackName = "SYN018"
    case invalidNumber = "SYN019"
    case unknownTarget = "SYN020"
    case emptyApp = "SYN021"
    case invalidMapping = "SYN022"

    case tooManyElements = "TPL001"
    case inlineLimit = "TPL002"
    case templateTooLarge = "TPL003"
    case descriptionTooLong = "TPL004"

    case unreadableTemplate = "TPL005"
    case invalidTemplateText = "TPL006"
    case unsupportedYAML = "TPL007"
    case repeatedKey = "TPL008"
    case nullValue = "TPL009"
    case noResources = "TPL010"

    case missingProperty = "VAL001"
    case unknownProperty = "VAL002"
    case readOnlyProperty = "VAL003"
    case wrongType = "VAL004"
    case unknownValue = "VAL005"
    case wrongLength = "VAL006"
    case outOfRange = "VAL007"
    case wrongCount = "VAL008"
    case duplicateItem = "VAL009"
    case wrongReference = "VAL010"
    case unknownType = "VAL011"
    case missingAlternative = "VAL012"
    case excludedProperty = "VAL013"
    case missingDependentProperty = "VAL014"
    case wrongPattern = "VAL015"
    case wrongFormat = "VAL016"

    case zoneCount = "NET001"
    case invalidCIDR = "NET002"
    case indivisibleCIDR = "NET003"

    case invalidCapacity = "RDS001"
    case invalidPause = "RDS002"
    case unsupportedEngineVersion = "RDS003"
    case serverlessV1 = "RDS004"
    case invalidDatabaseName = "RDS005"
    case invalidUserName = "RDS006"
    case readerCount = "RDS007"
    case subnetCount = "RDS008"

    case unreadableSource = "AST001"
    case emptyAsset = "AST002"
    case assetTooLarge = "AST003"
    case invalidAssetName = "AST004"
    case changedSource = "AST005"

    case invalidText = "SQL002"
    case emptyScript = "SQL101"
    case unversionedScript = "SQL401"
    case duplicateVersion = "SQL402"
    case noScripts = "SQL403"
    case unsupportedScript = "SQL404"
    case longScriptName = "SQL405"

    case invalidSetName = "MIG001"
    case invalidServiceTimeout = "MIG002"
    case invalidARN = "MIG003"

    case unknownStack = "CLI001"
    case unwritableOutput = "CLI002"
    case unreadableManifest = "CLI003"
    case incompleteOutput = "CLI004"

    /// What the code says, in a line of the documentation's table.
    package var meaning: String {
        switch self {
        case .twoOwners: "an element is held by two properties"
        case .inNoStack: "an element was made and no stack holds it"
        case .duplicateLogicalID: "two elements of a stack have the same logical ID"
        case .invalidLogicalID: "a logical ID is empty, too long, or not alphanumeric"
        case .lazyProperty: "a stack, construct or app has a lazy property"
        case .elementInSet: "an element is in a set, which has no order"
        case .elementOutsideStack: "an app holds an element or a construct outside any stack"
        case .lostValue: "a value was interpolated into a plain string"
        case .dependencyCycle: "resources depend on each other in a circle"
        case .stackCycle: "stacks refer to each other in a circle"
        case .unknownAttribute: "a resource type doesn't have the attribute"
        case .invalidOverride: "the path of an override doesn't lead anywhere"
        case .unreachableReference: "a stack refers to what another stack can't export"
        case .emptyStack: "a stack has no resource"
        case .unmergeableTags: "the tags of a stack can't be added to a resource's own"
        case .largeStruct: "a struct has so many elements that it compiles slowly"
        case .duplicateKey: "a dictionary literal has a key twice"
        case .invalidStackName: "CloudFormation doesn't accept the name of a stack, or two stacks share it"
        case .unknownTarget: "a reference by name leads to nothing in the template"
        case .emptyApp: "an app has no stack"
        case .invalidMapping: "a mapping is empty, or has a key that CloudFormation doesn't accept"
        case .invalidNumber: "a number is infinite or not a number"
        case .tooManyElements: "a template has more elements than CloudFormation accepts"
        case .inlineLimit: "a template is too large to be passed inline"
        case .templateTooLarge: "a template is larger than CloudFormation accepts"
        case .descriptionTooLong: "a description is longer than CloudFormation accepts"
        case .unreadableTemplate: "a template can't be read"
        case .invalidTemplateText: "a text is no template"
        case .unsupportedYAML: "a template has a part of YAML that CloudFormation doesn't read"
        case .repeatedKey: "an object of a template has a key twice"
        case .nullValue: "a template has a value that is null"
        case .noResources: "a template has no resources"
        case .unknownType: "CloudFormation has no such resource type"
        case .missingAlternative: "a resource has none of some properties of which it needs one"
        case .excludedProperty: "properties are set that exclude each other"
        case .missingDependentProperty: "a property is set without another that it needs"
        case .wrongPattern: "a text doesn't match the pattern of its property"
        case .wrongFormat: "a text is no CIDR block or ID where one is needed"
        case .missingProperty: "a resource lacks a property that is required"
        case .unknownProperty: "a resource type doesn't have the property"
        case .readOnlyProperty: "a property is set that only AWS sets"
        case .wrongType: "a value is of the wrong type"
        case .unknownValue: "a value is not among those that are allowed"
        case .wrongLength: "a text is shorter or longer than is allowed"
        case .outOfRange: "a number is smaller or larger than is allowed"
        case .wrongCount: "a list has fewer or more items than are allowed"
        case .duplicateItem: "a list whose items must differ has one twice"
        case .wrongReference: "a reference leads to a kind of thing that the property doesn't take"
        case .zoneCount: "a network spans too few or too many availability zones"
        case .invalidCIDR: "a CIDR block is malformed, or not one that a VPC can have"
        case .indivisibleCIDR: "a CIDR block is too small for its subnets"
        case .invalidCapacity: "a capacity is not one that Aurora Serverless v2 accepts"
        case .invalidPause: "a time until auto-pause is out of range, or the cluster never pauses"
        case .unsupportedEngineVersion: "an engine version lacks what the cluster needs"
        case .serverlessV1: "Aurora Serverless v1 takes no new clusters"
        case .invalidDatabaseName: "a database name is not one that Aurora accepts"
        case .invalidUserName: "a master user name is not one that Aurora accepts"
        case .readerCount: "a cluster has more readers than Aurora accepts"
        case .subnetCount: "a cluster's subnets are in fewer than two zones"
        case .unreadableSource: "a file or folder that goes into the output can't be read"
        case .emptyAsset: "an asset has no file"
        case .assetTooLarge: "an asset is larger than Lambda accepts"
        case .invalidAssetName: "the name of a file in an asset doesn't stay in it"
        case .changedSource: "a file or folder was changed while synth ran"
        case .invalidText: "a script is not UTF-8"
        case .unversionedScript: "the name of a script has no version"
        case .duplicateVersion: "two scripts have the same version"
        case .noScripts: "a folder has no script"
        case .unsupportedScript: "a script is of a kind that isn't applied yet"
        case .longScriptName: "the name of a script is longer than the history can keep"
        case .emptyScript: "a script has no statement"
        case .invalidSetName: "the name of a set of scripts can't be kept in the history"
        case .invalidServiceTimeout: "a migration's time is too short, or longer than CloudFormation accepts"
        case .invalidARN: "the ARN of a cluster, secret or key is not one"
        case .unknownStack: "the app has no stack of that name"
        case .unwritableOutput: "the output can't be read or written"
        case .incompleteOutput: "the output was written in part"
        case .unreadableManifest: "the manifest of the last run can't be read"
        }
    }
}
