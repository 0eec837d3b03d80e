import Borealis
import BorealisEC2
import BorealisRDS
import BorealisTesting
import Testing

@Suite struct TemplateValueTests {
    private let template: StackTemplate
    private let cluster: TemplateResource<RDS.DBCluster>

    init() throws {
        template = try synthesize(ShopStack())
        cluster = try template.resource(RDS.DBCluster.self)
    }

    @Test func `values are compared with literals`() {
        #expect(cluster[\.engine] == "aurora-mysql")
        #expect(cluster[\.engine] != "aurora-postgresql")
        #expect(cluster[\.deletionProtection] == true)
        #expect(cluster[\.availabilityZones] == ["eu-west-1a", "\(AWS.region)b"])
        #expect(cluster[\.databaseInsightsMode] == .advanced)
        #expect(cluster[\.databaseInsightsMode] != "standard")
        #expect(cluster[\.tags] == [.init(key: "Team", value: "shop"), .init(key: "App", value: "shop")])
    }

    @Test func `a number is the same with and without a fraction, and keys may be in another order`() throws {
        #expect(cluster[\.serverlessV2ScalingConfiguration] == .init(maxCapacity: 4.0, minCapacity: 0.5))
        #expect(cluster["Properties.ServerlessV2ScalingConfiguration"] == ["MinCapacity": 0.5, "MaxCapacity": 4])
        #expect(cluster["Properties.ServerlessV2ScalingConfiguration"] != ["MinCapacity": 0.5])
        #expect(cluster["Properties.Tags"] != [["Key": "App", "Value": "shop"], ["Key": "Team", "Value": "shop"]])
        #expect(try template.resource("Pause").properties["Owner"] == ["Age": 1.5, "Name": "ops"])
    }

    @Test func `a number is not its text`() {
        #expect(cluster["Properties.Port"] == 3307)
        #expect(cluster["Properties.Port"] != "3307")
    }

    @Test func `what is overridden is asked as the template has it`() {
        #expect(cluster[\.port] == 3307)
    }

    @Test func `references are compared as references`() throws {
        let writer = try template.resource("Writer", as: RDS.DBInstance.self)
        #expect(writer[\.dbClusterIdentifier] == cluster.resource.ref)
        #expect(writer[\.dbClusterIdentifier] == cluster[\.ref])
        #expect(writer[\.dbClusterIdentifier] != cluster.resource.dbClusterArn)
        #expect(template.outputs["Address.Value"] == JSONValue(cluster.resource.endpointAddress))
        #expect("\(cluster[\.endpointAddress])" == #"{"Fn::GetAtt": ["Cluster", "Endpoint.Address"]}"#)
    }

    @Test func `a reference to what the app doesn't hold is nothing of it`() throws {
        let stranger = EC2.VPC(cidrBlock: "10.0.0.0/16")
        let writer = try template.resource("Writer", as: RDS.DBInstance.self)
        #expect(writer[\.dbClusterIdentifier] != stranger.ref)
        #expect(cluster[\.kmsKeyId] != stranger.ref)
    }

    @Test func `an import is compared as one`() throws {
        let templates = try synthesize(ShopApp.self)
        let network = try #require(try templates["network"]?.resource(EC2.VPC.self))
        let group = try #require(try templates["client"]?.resource(EC2.SecurityGroup.self))
        #expect(group[\.vpcId] == network.resource.ref)
        #expect(
            group["Properties.VpcId"] == ["Fn::ImportValue": ["Fn::Sub": "${NetworkStackName}-Network-Ref"]]
        )
    }

    @Test func `what isn't there is nil`() {
        #expect(cluster[\.kmsKeyId] == nil)
        #expect(cluster[\.engine] != nil)
        #expect(cluster["Properties.Engine.Name"] == nil)
        #expect(cluster["Properties.Tags.2"] == nil)
        #expect(cluster["Properties.Tags.-1"] == nil)
        #expect(cluster["Metadata"].keys == [])
    }

    @Test func `no value is nothing, as it is for matches`() throws {
        let template = try synthesize(VagueStack())
        let cluster = try template.resource(RDS.DBCluster.self)
        #expect(cluster["Properties.KmsKeyId"] == nil)
        #expect(cluster[\.kmsKeyId] == nil)
        #expect(cluster[\.kmsKeyId] == .noValue)
        #expect(cluster[\.port] == .noValue)
        #expect(cluster[\.kmsKeyId] == cluster[\.preferredBackupWindow])
        #expect(cluster[\.kmsKeyId].description == "nothing")
        #expect(cluster[\.engine] != .noValue)
        #expect(cluster[\.serverlessV2ScalingConfiguration] == .init(maxCapacity: 4))
        #expect(cluster[\.serverlessV2ScalingConfiguration] != .init(minCapacity: 4))
        #expect(cluster.mismatches(with: ["KmsKeyId": .noValue, "Port": .noValue]) == [])
    }

    @Test func `attributes of the resource are asked by path`() {
        #expect(cluster["DeletionPolicy"] == "Snapshot")
        #expect(cluster.properties["Tags.1.Key"] == "App")
        #expect(cluster.properties.keys.prefix(2) == ["AvailabilityZones", "BackupRetentionPeriod"])
    }

    @Test func `a value prints as JSON in a line`() {
        #expect(cluster[\.engine].description == #""aurora-mysql""#)
        #expect(
            cluster[\.backupRetentionPeriod].description == #"{"Fn::If": ["IsProduction", 35, 7]}"#
        )
        #expect(cluster[\.kmsKeyId].description == "nothing")
        #expect(cluster[\.serverlessV2ScalingConfiguration].text == "MaxCapacity: 4\nMinCapacity: 0.5\n")
        #expect(cluster[\.kmsKeyId].text == "")
    }

    @Test func `a failed comparison shows both sides`() {
        withKnownIssue {
            #expect(cluster[\.databaseInsightsMode] == .standard)
        } matching: { issue in
            let words = String(describing: issue)
            return words.contains(#""advanced""#) && words.contains(#"DatabaseInsightsMode(expression: "standard")"#)
        }
        withKnownIssue {
            #expect(cluster[\.kmsKeyId] == cluster.resource.ref)
        } matching: { issue in
            let words = String(describing: issue)
            return words.contains("nothing") && words.contains("Ref of RDS.DBCluster")
        }
    }

    @Test func `the other side prints in a line`() {
        let condition = Condition(.equals("a", "b"))
        let values: [(JSONValue, String)] = [
            (["a": [1, 1.5, true], "b": "c\"d"], #"{"a": [1, 1.5, true], "b": "c\"d"}"#),
            ("\(AWS.region)-a", #"Fn::Sub(AWS::Region, "-a")"#),
            (JSONValue(Value<String>.if(condition, "x", else: "y")), #"Fn::If([a condition, "x", "y"])"#),
            (JSONValue(sizes.find("prod", "max")), #"Fn::FindInMap([a mapping, "prod", "max"])"#),
            (JSONValue(cluster.resource.dbClusterArn), "DBClusterArn of RDS.DBCluster"),
        ]
        for (value, text) in values {
            #expect(value.testDescription == text)
        }
        #expect(Value<Int>(7).testDescription == "7")
        #expect(PropertyList<RDS.DBCluster.Tag>([.init(key: "a")]).testDescription == #"[{"Key": "a"}]"#)
        #expect(PropertyMap<Value<Int>>(["a": 1]).testDescription == #"{"a": 1}"#)
    }

    private let sizes = Mapping(["prod": ["max": 16.0]])
}

private struct VagueStack: Stack {
    let cluster = RDS.DBCluster(
        engine: "aurora-mysql",
        kmsKeyId: .noValue,
        serverlessV2ScalingConfiguration: .init(maxCapacity: 4, minCapacity: .noValue)
    )
}
