import Borealis
import Foundation
import OrderedCollections
import TemplateModel
import TestSupport
import Testing

@Suite struct MigrationRoleTests {
    private let folder: TemporaryFolder
    private var scripts: String { folder.url("sql").path }

    init() throws {
        folder = try TemporaryFolder()
        try folder.write("CREATE TABLE users (id INT);\n", to: "sql/V1__users.sql")
    }

    @Test func `on a cluster of the app the role may do this and nothing else`() {
        let scripts = scripts
        expectRights(
            of: synthesize { MigratedClusterStack(scripts: scripts) },
            cluster: .call(.getAtt, .list([.string("Cluster"), .string("DBClusterArn")])),
            secret: .call(.ref, .string("ClusterSecret"))
        )
    }

    @Test func `on a cluster that exists the role may do this and nothing else`() {
        let scripts = scripts
        expectRights(
            of: synthesize { ExistingStack(scripts: scripts, .init(key: nil)) },
            cluster: .string("arn:aws:rds:eu-west-1:123456789012:cluster:blog"),
            secret: .string("arn:aws:secretsmanager:eu-west-1:123456789012:secret:blog-AbCdEf")
        )
    }

    @Test func `a customer's key is used for the secret only`() {
        let scripts = scripts
        expectRights(
            of: synthesize { ExistingStack(scripts: scripts) },
            cluster: .string("arn:aws:rds:eu-west-1:123456789012:cluster:blog"),
            secret: .string("arn:aws:secretsmanager:eu-west-1:123456789012:secret:blog-AbCdEf"),
            key: [
                .map([
                    "Effect": .string("Allow"), "Action": .list([.string("kms:Decrypt")]),
                    "Resource": .string("arn:aws:kms:eu-west-1:123456789012:key/0123"),
                    "Condition": .map([
                        "StringEquals": .map([
                            "kms:ViaService": .call(
                                .sub,
                                .string("secretsmanager.${AWS::Region}.${AWS::URLSuffix}")
                            )
                        ])
                    ]),
                ])
            ]
        )
    }

    private func expectRights(
        of app: SynthesizedApp,
        cluster: TemplateNode,
        secret: TemplateNode,
        key: [TemplateNode] = []
    ) {
        #expect(app.problems == [])
        let statements = [
            allowed(
                [
                    "rds-data:BatchExecuteStatement", "rds-data:BeginTransaction", "rds-data:CommitTransaction",
                    "rds-data:ExecuteStatement", "rds-data:RollbackTransaction",
                ],
                on: cluster
            ),
            allowed(["secretsmanager:GetSecretValue"], on: secret),
            allowed(["lambda:InvokeFunction"], on: attribute("Arn", of: "MigrationFunction")),
            allowed(["cloudformation:DescribeStacks"], on: .call(.ref, .string("AWS::StackId"))),
            allowed(["logs:CreateLogStream", "logs:PutLogEvents"], on: attribute("Arn", of: "MigrationLogGroup")),
        ]
        #expect(
            app.property("MigrationPolicy", "Properties")
                == .map([
                    "PolicyDocument": .map(["Version": .string("2012-10-17"), "Statement": .list(statements + key)]),
                    "PolicyName": .string("migration"), "Roles": .list([.call(.ref, .string("MigrationRole"))]),
                ])
        )
        guard case .map(let role)? = app.property("MigrationRole", "Properties") else {
            Issue.record("the role has no properties")
            return
        }
        #expect(Array(role.keys) == ["AssumeRolePolicyDocument"])
        let policies = app.stacks[0].template.resources.filter { _, resource in
            guard case .map(let entries) = resource, case .string(let type)? = entries["Type"] else { return false }
            return type.hasPrefix("AWS::IAM::") && type != "AWS::IAM::Role"
        }
        #expect(Array(policies.keys) == ["MigrationPolicy"])
    }

    private func allowed(_ actions: [String], on resource: TemplateNode) -> TemplateNode {
        .map([
            "Effect": .string("Allow"), "Action": .list(actions.map(TemplateNode.string)), "Resource": resource,
        ])
    }

    private func attribute(_ name: String, of resource: String) -> TemplateNode {
        .call(.getAtt, .list([.string(resource), .string(name)]))
    }
}
