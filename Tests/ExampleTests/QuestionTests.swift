import Borealis
import BorealisRDS
import BorealisTesting
import Testing

@Test func `the cluster pauses when nobody uses it`() throws {
    let template = try synthesize(DatabaseStack())
    let cluster = try template.resource(RDS.DBCluster.self)
    #expect(cluster[\.engine] == "aurora-mysql")
    #expect(cluster[\.backupRetentionPeriod] == 7)
    #expect(cluster[\.snapshotIdentifier] == nil)
    #expect(
        cluster[\.serverlessV2ScalingConfiguration]
            == .init(maxCapacity: 4, minCapacity: 0, secondsUntilAutoPause: 300)
    )
}

@Test func `both instances are in the cluster, and none can be reached`() throws {
    let template = try synthesize(DatabaseStack())
    let cluster = try template.resource("Cluster", as: RDS.DBCluster.self)
    let instances = template.resources(RDS.DBInstance.self)
    #expect(instances.map(\.logicalID) == ["ClusterWriter", "ClusterReaders1"])
    for instance in instances {
        #expect(instance[\.dbClusterIdentifier] == cluster.resource.ref)
        #expect(instance[\.publiclyAccessible] == false)
    }
    #expect(template.outputs["ClusterArn.Value"] == JSONValue(cluster.resource.dbClusterArn))
}
