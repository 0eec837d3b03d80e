/// What `Fn::GetAtt` returns beyond what the schemas say.
extension Patches {
    /// Types of which `Fn::GetAtt` returns settable properties, too.
    ///
    /// - Source: CloudFormation Template Reference, the "Return values" of each type, and the exceptions that cfn-lint
    ///   1.58.0 makes, read 2026-11-21.
    package static let typesWithSettableAttributes: Set<String> = [
        "AWS::Amplify::Branch", "AWS::Amplify::Domain", "AWS::AppSync::DomainName",
        "AWS::AppSync::FunctionConfiguration", "AWS::AppSync::Resolver", "AWS::AutoScaling::AutoScalingGroup",
        "AWS::Backup::BackupSelection", "AWS::Backup::BackupVault", "AWS::Backup::LogicallyAirGappedBackupVault",
        "AWS::CodeArtifact::Domain", "AWS::CodeArtifact::Repository", "AWS::EC2::CapacityReservation",
        "AWS::EC2::Instance", "AWS::EC2::SecurityGroup", "AWS::EC2::Subnet", "AWS::EC2::VPC",
        "AWS::EFS::MountTarget", "AWS::EKS::Nodegroup", "AWS::ElastiCache::ReplicationGroup",
        "AWS::ElasticLoadBalancingV2::LoadBalancer", "AWS::EventSchemas::Discoverer", "AWS::EventSchemas::Registry",
        "AWS::EventSchemas::Schema", "AWS::Events::EventBus", "AWS::GameLift::GameSessionQueue",
        "AWS::GameLift::MatchmakingConfiguration", "AWS::GameLift::MatchmakingRuleSet", "AWS::Grafana::Workspace",
        "AWS::Greengrass::ConnectorDefinition", "AWS::Greengrass::CoreDefinition",
        "AWS::Greengrass::DeviceDefinition", "AWS::Greengrass::FunctionDefinition", "AWS::Greengrass::Group",
        "AWS::Greengrass::LoggerDefinition", "AWS::Greengrass::ResourceDefinition",
        "AWS::Greengrass::SubscriptionDefinition", "AWS::ImageBuilder::Component",
        "AWS::ImageBuilder::ContainerRecipe", "AWS::ImageBuilder::DistributionConfiguration",
        "AWS::ImageBuilder::ImagePipeline", "AWS::ImageBuilder::ImageRecipe",
        "AWS::ImageBuilder::InfrastructureConfiguration", "AWS::ManagedBlockchain::Node", "AWS::Neptune::DBCluster",
        "AWS::RDS::DBInstance", "AWS::RDS::DBParameterGroup", "AWS::RedshiftServerless::Workgroup",
        "AWS::RoboMaker::RobotApplication", "AWS::RoboMaker::SimulationApplication",
        "AWS::Route53Resolver::ResolverRule", "AWS::Route53Resolver::ResolverRuleAssociation",
        "AWS::S3::AccessPoint", "AWS::SNS::Topic", "AWS::SQS::Queue", "AWS::SSM::Parameter",
        "AWS::SageMaker::DataQualityJobDefinition", "AWS::SageMaker::ModelBiasJobDefinition",
        "AWS::SageMaker::ModelExplainabilityJobDefinition", "AWS::SageMaker::ModelQualityJobDefinition",
        "AWS::SageMaker::MonitoringSchedule", "AWS::StepFunctions::Activity",
    ]

    /// Settable properties that `Fn::GetAtt` returns of other types.
    ///
    /// - Source: as above.
    package static let settableAttributes: [String: [String]] = [
        "AWS::AppMesh::GatewayRoute": ["GatewayRouteName", "MeshName", "MeshOwner", "VirtualGatewayName"],
        "AWS::AppMesh::Mesh": ["MeshName"],
        "AWS::AppMesh::Route": ["MeshName", "MeshOwner", "RouteName", "VirtualRouterName"],
        "AWS::AppMesh::VirtualGateway": ["MeshName", "MeshOwner", "VirtualGatewayName"],
        "AWS::AppMesh::VirtualNode": ["MeshName", "MeshOwner", "VirtualNodeName"],
        "AWS::AppMesh::VirtualRouter": ["MeshName", "MeshOwner", "VirtualRouterName"],
        "AWS::AppMesh::VirtualService": ["MeshName", "MeshOwner", "VirtualServiceName"],
        "AWS::AppSync::DataSource": ["Name"],
        "AWS::Cloud9::EnvironmentEC2": ["Name"],
        "AWS::CloudWatch::InsightRule": ["RuleName"],
        "AWS::DocDB::DBCluster": ["Port"],
        "AWS::Kinesis::StreamConsumer": ["ConsumerName", "StreamARN"],
        "AWS::ManagedBlockchain::Member": ["NetworkId"],
        "AWS::MediaConvert::JobTemplate": ["Name"],
        "AWS::MediaConvert::Preset": ["Name"],
        "AWS::MediaConvert::Queue": ["Name"],
        "AWS::MediaLive::Input": ["Destinations", "Sources"],
        "AWS::OpsWorks::Instance": ["AvailabilityZone"],
        "AWS::OpsWorks::UserProfile": ["SshUsername"],
        "AWS::Route53Resolver::ResolverEndpoint": ["Direction", "Name"],
        "AWS::SageMaker::CodeRepository": ["CodeRepositoryName"],
        "AWS::SageMaker::Endpoint": ["EndpointName"],
        "AWS::SageMaker::EndpointConfig": ["EndpointConfigName"],
        "AWS::SageMaker::Model": ["ModelName"],
        "AWS::SageMaker::NotebookInstance": ["NotebookInstanceName"],
        "AWS::SageMaker::NotebookInstanceLifecycleConfig": ["NotebookInstanceLifecycleConfigName"],
        "AWS::SageMaker::Workteam": ["WorkteamName"],
        "AWS::ServiceDiscovery::Service": ["Name"],
        "AWS::Transfer::User": ["ServerId", "UserName"],
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

    /// Services whose types a macro replaces by others, with attributes of their own.
    static let macroServices: Set<String> = ["Serverless"]
}
