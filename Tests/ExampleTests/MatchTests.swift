import Borealis
import BorealisRDS
import BorealisTesting
import Testing

@Test func `the password is only referred to`() throws {
    let template = try synthesize(DatabaseStack())
    let cluster = try template.resource(RDS.DBCluster.self)
    cluster.expectMatch(RDS.DBCluster(engine: "aurora-mysql", storageEncrypted: true))
    cluster.expectMatch([
        "ServerlessV2ScalingConfiguration": ["MinCapacity": 0],
        "MasterUserPassword": [
            "Fn::Sub": "{{resolve:secretsmanager:${ClusterSecret}:SecretString:password}}"
        ],
        "SnapshotIdentifier": .noValue,
    ])
    #expect(template.resources(RDS.DBInstance.self, matching: ["DBInstanceClass": "db.serverless"]).count == 2)
}
