internal import BorealisDiagnostics
internal import BorealisIAM
internal import BorealisLambda
internal import BorealisLogs
internal import ConstructKit
internal import SQLMigrations

/// Makes the resources of a migration from its options.
struct MigrationResources {
    let options: SchemaMigration.Options
    let file: StaticString
    let line: UInt

    func logGroup() -> Logs.LogGroup {
        let group = Logs.LogGroup(retentionInDays: 90, file: file, line: line)
        group.deletionPolicy = .delete
        group.updateReplacePolicy = .delete
        return group
    }

    func role() -> IAM.Role {
        IAM.Role(
            assumeRolePolicyDocument: [
                "Version": "2012-10-17",
                "Statement": [
                    [
                        "Effect": "Allow", "Principal": ["Service": "lambda.amazonaws.com"],
                        "Action": "sts:AssumeRole",
                    ]
                ],
            ],
            file: file,
            line: line
        )
    }

    /// What the handler calls, on nothing but this cluster, this secret, itself, its stack and this log.
    func policy(of role: IAM.Role, function: Lambda.Function, logGroup: Logs.LogGroup) -> IAM.Policy {
        var statements: [JSONValue] = [
            allow(
                [
                    "rds-data:BatchExecuteStatement", "rds-data:BeginTransaction", "rds-data:CommitTransaction",
                    "rds-data:ExecuteStatement", "rds-data:RollbackTransaction",
                ],
                on: options.cluster.clusterARN
            ),
            allow(["secretsmanager:GetSecretValue"], on: options.cluster.secretARN),
            // It goes on in a call of its own when its time is over.
            allow(["lambda:InvokeFunction"], on: function.arn),
            // Whether it is called by a rollback.
            allow(["cloudformation:DescribeStacks"], on: AWS.stackId),
            allow(["logs:CreateLogStream", "logs:PutLogEvents"], on: logGroup.arn),
        ]
        if let key = options.cluster.secretKeyARN {
            let service: JSONValue = "secretsmanager.\(AWS.region).\(AWS.urlSuffix)"
            statements.append([
                "Effect": "Allow", "Action": ["kms:Decrypt"], "Resource": JSONValue(key),
                "Condition": ["StringEquals": ["kms:ViaService": service]],
            ])
        }
        return IAM.Policy(
            policyDocument: ["Version": "2012-10-17", "Statement": JSONValue(PropertyList(statements))],
            policyName: "migration",
            roles: [role.ref],
            file: file,
            line: line
        )
    }

    private func allow(_ actions: [JSONValue], on resource: Value<String>) -> JSONValue {
        ["Effect": "Allow", "Action": JSONValue(PropertyList(actions)), "Resource": JSONValue(resource)]
    }

    func function(of role: IAM.Role, layer: MigrationLayer, logGroup: Logs.LogGroup) -> Lambda.Function {
        let code = Asset(.files(MigrationHandler.assetFiles, read: []), at: Place(file, line))
        return Lambda.Function(
            architectures: [.arm64],
            code: .init(code),
            description: "Applies SQL scripts through the Data API",
            // For calls that don't come from CloudFormation, and so don't say it; and what no event may go beyond.
            environment: .init(
                variables: [
                    "CLUSTER_ARN": options.cluster.clusterARN,
                    "DATABASE_NAME": options.database,
                    "ON_EDITED": Value(options.reactions.onEdited.text),
                    "SECRET_ARN": options.cluster.secretARN,
                ]
            ),
            handler: "index.handler",
            layers: [layer.ref],
            loggingConfig: .init(logGroup: logGroup.ref),
            // CPU comes with memory.
            memorySize: 512,
            role: role.arn,
            runtime: .python3_13,
            timeout: Value(functionTimeout),
            file: file,
            line: line
        )
    }

    /// In seconds: of one call; what is left to do then is done in the next.
    ///
    /// It ends before CloudFormation stops to wait, which begins a little earlier than the function.
    /// - Source: Lambda Developer Guide, "Lambda quotas", read 2026-11-21: 900 seconds at most.
    private var functionTimeout: Int {
        min(options.timeout.wholeSeconds - 60, 900)
    }

    /// A call that ended without an answer is delivered again, a minute later and then two, as long as it could still
    /// be answered in time.
    ///
    /// One that waited for longer, because the account had no function free, is never delivered: CloudFormation could
    /// be taking the deploy back by then. The last two minutes are left out, as a call then could neither outwait the
    /// lease of the one before (120 s) nor begin a statement (60 s).
    /// - Source: Lambda API Reference, PutFunctionEventInvokeConfig, read 2026-11-21: 60 to 21,600 seconds, 0 to 2
    ///   attempts. Lambda Developer Guide, "How Lambda handles errors and retries with asynchronous invocation", read
    ///   2026-11-21: a call that ran out of time is tried again as well.
    func invocation(of function: Lambda.Function) -> Lambda.EventInvokeConfig {
        Lambda.EventInvokeConfig(
            functionName: function.ref,
            maximumEventAgeInSeconds: Value(max(options.timeout.wholeSeconds - 120, 60)),
            maximumRetryAttempts: 2,
            qualifier: "$LATEST",
            file: file,
            line: line
        )
    }

    func migration(
        through function: Lambda.Function,
        layer: MigrationLayer,
        phase: ScriptDirectives.Phase
    ) -> Resource {
        let migration = Resource(
            type: "Custom::SchemaMigration",
            properties: [
                "ServiceToken": JSONValue(function.arn),
                "ServiceTimeout": JSONValue(Value(options.timeout.wholeSeconds)),
                "ClusterArn": JSONValue(options.cluster.clusterARN),
                "DatabaseName": JSONValue(options.database),
                "Engine": JSONValue(Value(options.engine.rawValue)),
                "Head": JSONValue(Value(layer.head)),
                "OnEdited": JSONValue(Value(options.reactions.onEdited.text)),
                "OnRollback": JSONValue(Value(options.reactions.onRollback.text)),
                "OnUnmanaged": JSONValue(Value(options.reactions.onUnmanaged.text)),
                "Phase": JSONValue(Value(phase.rawValue)),
                "ScriptsHash": JSONValue(Value(layer.scriptsHash)),
                "SecretArn": JSONValue(options.cluster.secretARN),
                "Set": JSONValue(Value(options.set)),
            ],
            file: file,
            line: line
        )
        migration.changingAttributes = ["Response", "Head", "Applied", "State"]
        return migration
    }
}
