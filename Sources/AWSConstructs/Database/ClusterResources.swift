internal import BorealisEC2
internal import BorealisRDS
internal import BorealisSecretsManager
internal import ConstructKit

/// Makes the resources of a cluster from its options.
struct ClusterResources {
    let options: AuroraCluster.Options
    let file: StaticString
    let line: UInt

    /// What a cluster stands in and is reached by.
    struct Surroundings {
        let secret: DatabaseSecret
        let subnetGroup: RDS.DBSubnetGroup
        let securityGroup: EC2.SecurityGroup
        let parameterGroup: RDS.DBClusterParameterGroup?
    }

    func subnetGroup(in subnets: some SubnetSelection) -> RDS.DBSubnetGroup {
        RDS.DBSubnetGroup(
            dbSubnetGroupDescription: "The subnets of the database \(options.database)",
            subnetIds: subnets.subnetIds,
            file: file,
            line: line
        )
    }

    func securityGroup(in subnets: some SubnetSelection) -> EC2.SecurityGroup {
        EC2.SecurityGroup(
            groupDescription: "Lets nothing in: \(options.database) is reached through the Data API",
            vpcId: subnets.vpcId,
            file: file,
            line: line
        )
    }

    func parameterGroup(_ parameters: [String: Value<String>]) -> RDS.DBClusterParameterGroup {
        RDS.DBClusterParameterGroup(
            description: "The parameters of the database \(options.database)",
            family: .init(options.engine.parameterGroupFamily),
            parameters: JSONValue(PropertyMap(parameters)),
            file: file,
            line: line
        )
    }

    func cluster(in surroundings: Surroundings) -> RDS.DBCluster {
        let durability = options.durability
        let cluster = RDS.DBCluster(
            // A pinned minor version that RDS upgrades by itself is an illegal downgrade at a later deploy.
            autoMinorVersionUpgrade: false,
            backupRetentionPeriod: Value(durability.backupRetentionPeriod),
            copyTagsToSnapshot: true,
            databaseName: .init(options.database),
            dbClusterParameterGroupName: surroundings.parameterGroup?.ref,
            dbSubnetGroupName: surroundings.subnetGroup.ref,
            deletionProtection: Value(durability == .irreplaceable),
            enableHttpEndpoint: true,
            engine: .init(options.engine.name),
            engineVersion: .init(options.engine.version),
            kmsKeyId: options.kmsKey,
            // The user's name and the encryption of a snapshot stay what they are.
            masterUsername: options.source == nil ? .init(options.userName) : nil,
            masterUserPassword: surroundings.secret.password,
            snapshotIdentifier: options.source?.snapshotIdentifier,
            storageEncrypted: options.source == nil ? true : nil,
            vpcSecurityGroupIds: [surroundings.securityGroup.ref],
            file: file,
            line: line
        )
        cluster.setCapacity(options.capacity)
        cluster.deletionPolicy = durability.deletionPolicy
        cluster.updateReplacePolicy = durability.updateReplacePolicy
        return cluster
    }

    /// The writer and the readers; Serverless v1 has no instances.
    ///
    /// The first instance of a cluster is its writer, and CloudFormation would make them all at once: readers wait.
    func instances(of cluster: RDS.DBCluster) -> [RDS.DBInstance] {
        guard !options.capacity.isLegacy else { return [] }
        let writer = instance(of: cluster)
        let count = min(max(options.readerCount, 0), AuroraCluster.readerLimits.upperBound)
        let readers = (0..<count).map { _ in
            let reader = instance(of: cluster)
            reader.requirements = [writer]
            return reader
        }
        return [writer] + readers
    }

    /// An instance without a version of its own, which would have to be changed together with the cluster's.
    private func instance(of cluster: RDS.DBCluster) -> RDS.DBInstance {
        let instance = RDS.DBInstance(
            autoMinorVersionUpgrade: false,
            dbClusterIdentifier: cluster.ref,
            dbInstanceClass: "db.serverless",
            engine: .init(options.engine.name),
            publiclyAccessible: false,
            file: file,
            line: line
        )
        instance.deletionPolicy = .delete
        instance.updateReplacePolicy = .delete
        return instance
    }

    func attachment(
        of secret: DatabaseSecret,
        to cluster: RDS.DBCluster
    ) -> SecretsManager.SecretTargetAttachment {
        SecretsManager.SecretTargetAttachment(
            secretId: secret.ref,
            targetId: cluster.ref,
            targetType: "AWS::RDS::DBCluster",
            file: file,
            line: line
        )
    }
}

extension RDS.DBCluster {
    fileprivate func setCapacity(_ capacity: AuroraCapacity) {
        switch capacity.kind {
        case .serverless(let range, let pause):
            serverlessV2ScalingConfiguration = .init(
                maxCapacity: Value(range.upperBound),
                minCapacity: Value(range.lowerBound),
                secondsUntilAutoPause: pause.map { Value($0.wholeSeconds) }
            )
        case .legacyServerlessV1(let range, let pause):
            engineMode = "serverless"
            scalingConfiguration = .init(
                autoPause: Value(pause != nil),
                maxCapacity: Value(range.upperBound),
                minCapacity: Value(range.lowerBound),
                secondsUntilAutoPause: pause.map { Value($0.wholeSeconds) }
            )
        }
    }
}
