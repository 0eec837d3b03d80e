// swift-tools-version: 6.2
import PackageDescription

/// Explicit imports everywhere, existentials marked, and nothing that a reader would have to ignore.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

let collections: Target.Dependency = .product(name: "OrderedCollections", package: "swift-collections")
let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")

/// The services whose resource types are generated; `scripts/update-schemas` writes this list.
let services = [
    "ACMPCA", "AIOps", "APS", "ARCRegionSwitch", "ARCZonalShift", "ASK", "AWSExternalAnthropic", "AccessAnalyzer",
    "AccountAccess", "AgentRegistry", "AmazonMQ", "Amplify", "AmplifyUIBuilder", "ApiGateway", "ApiGatewayV2",
    "AppConfig", "AppFabric", "AppFlow", "AppIntegrations", "AppMesh", "AppRunner", "AppStream", "AppSync", "AppTest",
    "ApplicationAutoScaling", "ApplicationInsights", "ApplicationSignals", "Athena", "AuditManager", "AutoScaling",
    "AutoScalingPlans", "B2BI", "BCM", "BCMDataExports", "Backup", "BackupGateway", "Batch", "BcmPricingCalculator",
    "Bedrock", "BedrockAgentCore", "BedrockMantle", "Billing", "BillingConductor", "Braket", "Budgets", "CDK", "CE",
    "CUR", "Cases", "Cassandra", "CertificateManager", "Chatbot", "Chime", "CleanRooms", "CleanRoomsML", "Cloud9",
    "CloudFormation", "CloudFront", "CloudHSM", "CloudTrail", "CloudWatch", "CodeArtifact", "CodeBuild", "CodeCommit",
    "CodeConnections", "CodeDeploy", "CodeGuruProfiler", "CodeGuruReviewer", "CodePipeline", "CodeStar",
    "CodeStarConnections", "CodeStarNotifications", "Cognito", "Comprehend", "ComputeOptimizer", "Config", "Connect",
    "ConnectCampaigns", "ConnectCampaignsV2", "ControlTower", "CustomerProfiles", "DAX", "DLM", "DMS", "DRS", "DSQL",
    "DataBrew", "DataExchange", "DataPipeline", "DataSync", "DataZone", "Deadline", "Detective", "DevOpsAgent",
    "DevOpsGuru", "DeviceFarm", "DirectConnect", "DirectoryService", "DocDB", "DocDBElastic", "DynamoDB", "EC2", "ECR",
    "ECS", "EFS", "EKS", "EMR", "EMRContainers", "EMRServerless", "EVS", "ElastiCache", "ElasticBeanstalk",
    "ElasticLoadBalancing", "ElasticLoadBalancingV2", "Elasticsearch", "ElementalInference", "EntityResolution",
    "EventSchemas", "Events", "EventsV2", "Evidently", "FIS", "FMS", "FSx", "FinSpace", "Forecast", "FraudDetector",
    "GameLift", "GameLiftStreams", "GammaDilithium", "GlobalAccelerator", "Glue", "Grafana", "Greengrass",
    "GreengrassV2", "GroundStation", "GuardDuty", "HealthAgent", "HealthImaging", "HealthLake", "IAM", "IVS", "IVSChat",
    "IdentityStore", "ImageBuilder", "Inspector", "InspectorV2", "Interconnect", "InternetMonitor", "Invoicing", "IoT",
    "IoTAnalytics", "IoTCoreDeviceAdvisor", "IoTEvents", "IoTFleetWise", "IoTManagedIntegrations", "IoTSecureTunneling",
    "IoTSiteWise", "IoTThingsGraph", "IoTTwinMaker", "IoTWireless", "KMS", "KafkaConnect", "Kendra", "KendraRanking",
    "Kinesis", "KinesisAnalytics", "KinesisAnalyticsV2", "KinesisFirehose", "KinesisVideo", "LakeFormation", "Lambda",
    "LaunchWizard", "Lex", "LicenseManager", "LicenseManagerLinuxSubscriptions", "LicenseManagerUserSubscriptions",
    "Lightsail", "Location", "Logs", "LookoutEquipment", "LookoutVision", "M2", "MGN", "MPA", "MSK", "MWAA",
    "MWAAServerless", "Macie", "ManagedBlockchain", "MediaConnect", "MediaConvert", "MediaLive", "MediaPackage",
    "MediaPackageV2", "MediaStore", "MediaTailor", "MemoryDB", "Neptune", "NeptuneGraph", "NetworkFirewall",
    "NetworkFlowMonitor", "NetworkManager", "NetworkMonitor", "NetworkSecurityManager", "NimbleStudio", "Notifications",
    "NotificationsContacts", "NovaAct", "ODB", "OSIS", "Oam", "ObservabilityAdmin", "Omics", "OpenSearch",
    "OpenSearchServerless", "OpenSearchService", "OpsWorks", "Organizations", "Outposts", "PCAConnectorAD",
    "PCAConnectorSCEP", "PCS", "PI", "Panorama", "PaymentCryptography", "Personalize", "Pinpoint", "PinpointEmail",
    "Pipes", "Polly", "PricingPlanManager", "Proton", "QBusiness", "QLDB", "QuickSight", "RAM", "RDS", "RTBFabric",
    "RUM", "Rbin", "Redshift", "RedshiftServerless", "RefactorSpaces", "Rekognition", "ResilienceHub",
    "ResilienceHubV2", "ResourceExplorer2", "ResourceGroups", "RoboMaker", "RolesAnywhere", "Route53",
    "Route53GlobalResolver", "Route53Profiles", "Route53RecoveryControl", "Route53RecoveryReadiness", "Route53Resolver",
    "S3", "S3Express", "S3Files", "S3ObjectLambda", "S3Outposts", "S3Tables", "S3Vectors", "SCN", "SDB", "SDC", "SES",
    "SMSVOICE", "SNS", "SQS", "SSM", "SSMContacts", "SSMGuiConnect", "SSMIncidents", "SSMQuickSetup", "SSO",
    "SageMaker", "Scheduler", "SecretsManager", "SecurityAgent", "SecurityHub", "SecurityLake", "Serverless",
    "ServerlessRepo", "ServiceCatalog", "ServiceCatalogAppRegistry", "ServiceDiscovery", "Shield", "Signer",
    "SimSpaceWeaver", "StepFunctions", "StorageGateway", "SupportApp", "SupportAuthZ", "Synthetics",
    "SystemsManagerSAP", "Textract", "Timestream", "Transcribe", "Transfer", "Translate", "UXC", "VerifiedPermissions",
    "VoiceID", "VpcLattice", "WAF", "WAFRegional", "WAFv2", "WellArchitected", "Wickr", "Wisdom", "WorkSpaces",
    "WorkSpacesThinClient", "WorkSpacesWeb", "WorkspacesInstances", "XRay",
]

/// What `import Borealis` brings.
///
/// SwiftPM builds a target anew when a target changes that it names: whoever imports the umbrella must also name what it
/// re-exports, or would keep the old layout of a type that has changed.
let umbrella = [
    "Borealis", "ConstructKit", "AWSConstructs", "SQLMigrations", "BorealisCommandLineTool", "BorealisDiagnostics",
]

/// From a problem to print to the language of stacks.
let core: [Target] = [
    .systemLibrary(
        name: "CLibYAML",
        pkgConfig: "yaml-0.1",
        providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]
    ),
    .systemLibrary(
        name: "CLibCrypto",
        pkgConfig: "libcrypto",
        providers: [.apt(["libssl-dev"])]
    ),
    .systemLibrary(
        name: "CLibZ",
        pkgConfig: "zlib",
        providers: [.apt(["zlib1g-dev"])]
    ),
    .target(
        name: "CLibCurl",
        linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]
    ),
    .systemLibrary(
        name: "CLibExpat",
        pkgConfig: "expat",
        providers: [.apt(["libexpat1-dev"]), .brew(["expat"])]
    ),
    .target(name: "BorealisDiagnostics", path: "Sources/Diagnostics", swiftSettings: strict),
    .target(name: "BorealisParallelism", path: "Sources/Parallelism", swiftSettings: strict),
    .target(
        name: "BorealisFileSystem",
        dependencies: ["BorealisParallelism"],
        path: "Sources/FileSystem",
        swiftSettings: strict
    ),
    .target(
        name: "BorealisProcesses",
        dependencies: ["BorealisFileSystem"],
        path: "Sources/Processes",
        swiftSettings: strict
    ),
    .target(
        name: "BorealisHashing",
        // On macOS CryptoKit is there.
        dependencies: [.target(name: "CLibCrypto", condition: .when(platforms: [.linux])), "CLibZ"],
        path: "Sources/Hashing",
        swiftSettings: strict
    ),
    .target(
        name: "BorealisCompression",
        dependencies: ["CLibZ"],
        path: "Sources/Compression",
        swiftSettings: strict
    ),
    .target(
        name: "TemplateModel",
        dependencies: ["CLibYAML", collections],
        swiftSettings: strict
    ),
    .target(
        name: "BorealisSnapshots",
        dependencies: ["TemplateModel", "BorealisFileSystem"],
        path: "Sources/Snapshots",
        swiftSettings: strict
    ),
    .target(name: "ResourceSchema", swiftSettings: strict),
    .target(name: "BorealisPatterns", path: "Sources/Patterns", swiftSettings: strict),
    .target(
        name: "TemplateValidation",
        dependencies: ["ResourceSchema", "TemplateModel", "BorealisDiagnostics", "BorealisPatterns", collections],
        swiftSettings: strict
    ),
    .target(
        name: "ConstructKit",
        dependencies: [
            "ResourceSchema", "TemplateModel", "TemplateValidation", "BorealisDiagnostics", "BorealisFileSystem",
            "BorealisHashing",
            "BorealisParallelism", collections,
        ],
        swiftSettings: strict
    ),
]

/// From scripts to what runs inside AWS.
let migrations: [Target] = [
    .target(
        name: "SQLMigrations",
        dependencies: [
            "TemplateModel", "BorealisDiagnostics", "BorealisHashing", "BorealisParallelism", collections,
        ],
        swiftSettings: strict
    ),
    .target(
        name: "BorealisRehearsal",
        dependencies: ["SQLMigrations", "BorealisDiagnostics", "BorealisFileSystem", "BorealisHashing"],
        path: "Sources/Rehearsal",
        swiftSettings: strict
    ),
]

/// What `schema-codegen` writes, and the generator itself.
let generated: [Target] =
    services.map { service in
        .target(
            name: "Borealis\(service)",
            dependencies: ["ConstructKit"],
            path: "Sources/AWS/\(service)",
            swiftSettings: strict
        )
    } + [
        .target(
            name: "ResourceCatalog",
            dependencies: ["ResourceSchema", "BorealisCompression"],
            swiftSettings: strict
        ),
        .target(
            name: "SchemaCodegen",
            dependencies: ["ResourceSchema", "BorealisDiagnostics", "BorealisCompression", "BorealisPatterns"],
            swiftSettings: strict
        ),
        .executableTarget(
            name: "schema-codegen",
            dependencies: ["SchemaCodegen", argumentParser],
            path: "Sources/SchemaCodegenTool",
            swiftSettings: strict
        ),
    ]

/// What a deploy would do, how it is told, and what AWS says of it.
let comparison: [Target] = [
    .target(
        name: "TemplateDiff",
        dependencies: [
            "TemplateModel", "ResourceSchema", "SQLMigrations", "BorealisDiagnostics",
            "BorealisHashing", collections,
        ],
        swiftSettings: strict
    ),
    .target(
        name: "BorealisReports",
        dependencies: ["TemplateDiff", "BorealisDiagnostics", "TemplateModel", collections],
        path: "Sources/Reports",
        swiftSettings: strict
    ),
    .target(
        name: "BorealisAWSClient",
        dependencies: [
            "BorealisDiagnostics", "BorealisFileSystem", "BorealisProcesses", "CLibCurl",
            "CLibExpat",
        ],
        path: "Sources/AWSClient",
        swiftSettings: strict
    ),
]

/// What a stack author imports, and our own stacks, compiled as those of an outside user.
let authoring: [Target] = [
    .target(
        name: "AWSConstructs",
        dependencies: [
            "ConstructKit", "SQLMigrations", "TemplateValidation", "BorealisDiagnostics", "BorealisFileSystem",
            "BorealisHashing", "BorealisProcesses", "BorealisEC2", "BorealisIAM", "BorealisLambda", "BorealisLogs",
            "BorealisRDS", "BorealisSecretsManager",
        ],
        exclude: ["Migration/Handler"],
        swiftSettings: strict
    ),
    .target(
        name: "BorealisCommandLineTool",
        dependencies: [
            "ConstructKit", "AWSConstructs", "SQLMigrations", "TemplateModel", "TemplateValidation", "ResourceCatalog",
            "ResourceSchema", "BorealisDiagnostics", "BorealisFileSystem", "BorealisProcesses", "BorealisRehearsal",
            "BorealisAWSClient", "BorealisReports", "TemplateDiff", argumentParser, collections,
        ],
        path: "Sources/CommandLineTool",
        swiftSettings: strict
    ),
    .target(
        name: "Borealis",
        dependencies: [
            "ConstructKit", "AWSConstructs", "SQLMigrations", "BorealisCommandLineTool", "BorealisDiagnostics",
        ],
        swiftSettings: strict
    ),
    .target(
        name: "BorealisTesting",
        dependencies: [
            "ConstructKit", "TemplateModel", "BorealisDiagnostics", "BorealisFileSystem", "BorealisSnapshots",
            collections,
        ],
        path: "Sources/Testing",
        swiftSettings: strict
    ),
    .executableTarget(
        name: "stacks",
        dependencies: umbrella.map { .target(name: $0) },
        path: "stacks",
        packageAccess: false,
        swiftSettings: strict
    ),
]

let tests: [Target] = [
    .target(
        name: "TestSupport",
        dependencies: ["BorealisSnapshots"],
        path: "Tests/TestSupport",
        swiftSettings: strict
    ),
    .test("Diagnostics", of: ["BorealisDiagnostics"]),
    .test("Parallelism", of: ["BorealisParallelism"]),
    .test("FileSystem", of: ["BorealisFileSystem"]),
    .test("Processes", of: ["BorealisProcesses"]),
    .test("Hashing", of: ["BorealisHashing"]),
    .test("TemplateModel", of: ["TemplateModel", collections], excluding: ["Goldens", "read_yaml.py"]),
    .test("Snapshots", of: ["BorealisSnapshots"]),
    .test("ResourceSchema", of: ["ResourceSchema"]),
    .test("Patterns", of: ["BorealisPatterns"]),
    .test(
        "TemplateValidation",
        of: ["TemplateValidation", "TemplateModel", "ResourceSchema", "BorealisDiagnostics", collections]
    ),
    .test(
        "TemplateDiff",
        of: [
            "TemplateDiff", "BorealisReports", "TemplateModel", "ResourceSchema", "ResourceCatalog", "SQLMigrations",
            "BorealisDiagnostics", collections,
        ],
        excluding: ["Pairs"]
    ),
    .test(
        "Reports",
        of: ["BorealisReports", "TemplateDiff", "TemplateModel", "BorealisDiagnostics", collections],
        excluding: ["Goldens"]
    ),
    .test("AWSClient", of: ["BorealisAWSClient", "BorealisDiagnostics", "BorealisProcesses"]),
    .test(
        "Rehearsal",
        of: ["BorealisRehearsal", "SQLMigrations", "BorealisDiagnostics", "sample-app"],
        excluding: ["Goldens"]
    ),
    .test("SQLMigrations", of: ["SQLMigrations", "BorealisDiagnostics"], excluding: ["Goldens"]),
    .test("SchemaCodegen", of: ["SchemaCodegen", "ResourceSchema", "BorealisPatterns"], excluding: ["Goldens"]),
    .test("ResourceCatalog", of: ["ResourceCatalog", "ResourceSchema", "SchemaCodegen"]),
    .test(
        "ConstructKit",
        of: ["ConstructKit", "TemplateModel", "BorealisDiagnostics", "BorealisFileSystem", collections],
        excluding: ["Goldens"]
    ),
    .test(
        "AWSConstructs",
        of: [
            "Borealis", "AWSConstructs", "BorealisDiagnostics", "BorealisFileSystem", "BorealisEC2", "BorealisRDS",
            "ConstructKit", "SQLMigrations", "TemplateModel", collections,
        ],
        excluding: ["Goldens"]
    ),
    .executableTarget(
        name: "sample-app",
        dependencies: umbrella.map { .target(name: $0) } + ["BorealisEC2"],
        path: "Tests/SampleApp",
        packageAccess: false,
        swiftSettings: strict
    ),
    .executableTarget(
        name: "end-to-end",
        dependencies: umbrella.map { .target(name: $0) },
        path: "Tests/EndToEnd/Stacks",
        packageAccess: false,
        swiftSettings: strict
    ),
    .test(
        "CommandLineTool",
        of: [
            "stacks", "sample-app", "BorealisCommandLineTool", "BorealisAWSClient", "BorealisDiagnostics",
            "TemplateModel",
        ],
        excluding: ["Goldens"]
    ),
    .test(
        "BorealisTesting",
        of: [
            "Borealis", "BorealisTesting", "BorealisEC2", "BorealisRDS", "BorealisSnapshots", "ConstructKit",
            "TemplateModel", "BorealisDiagnostics", "AWSConstructs",
        ]
    ),
    .testTarget(
        name: "ExampleTests",
        dependencies: umbrella.map { .target(name: $0) } + ["BorealisTesting", "BorealisRDS"],
        exclude: ["Snapshots"],
        packageAccess: false,
        swiftSettings: strict
    ),
    .test("Project", of: ["BorealisDiagnostics"]),
]

let package = Package(
    name: "borealis",
    platforms: [.macOS(.v15)],
    products: [
        .library(name: "Borealis", targets: umbrella),
        .library(name: "BorealisTesting", targets: ["BorealisTesting"]),
    ]
        + services.map { .library(name: "Borealis\($0)", targets: ["Borealis\($0)"]) },
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    ],
    targets: core + migrations + generated + comparison + authoring + tests
)

extension Target {
    /// The tests of a module, which see what its package sees.
    static func test(_ name: String, of dependencies: [Dependency], excluding excluded: [String] = []) -> Target {
        .testTarget(
            name: "\(name)Tests",
            dependencies: dependencies + ["TestSupport"],
            exclude: excluded,
            swiftSettings: strict
        )
    }
}
