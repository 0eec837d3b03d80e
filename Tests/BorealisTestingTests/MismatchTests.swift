import Borealis
import BorealisEC2
import BorealisRDS
import BorealisTesting
import Testing

@Suite struct MismatchTests {
    private let template: StackTemplate
    private let cluster: TemplateResource<RDS.DBCluster>

    init() throws {
        template = try synthesize(ShopStack())
        cluster = try template.resource(RDS.DBCluster.self)
    }

    @Test func `some of the properties are enough, at any depth`() {
        #expect(cluster.mismatches(with: [:]) == [])
        #expect(
            cluster.mismatches(with: [
                "ServerlessV2ScalingConfiguration": ["MinCapacity": 0.5],
                "Tags": [["Key": "Team"], ["Key": "App", "Value": "shop"]],
                "BackupRetentionPeriod": ["Fn::If": ["IsProduction", 35, 7]],
            ]) == []
        )
        #expect(cluster.mismatches(with: RDS.DBCluster(engine: "aurora-mysql", port: 3307)) == [])
    }

    @Test func `references match as references`() throws {
        let writer = try template.resource("Writer", as: RDS.DBInstance.self)
        #expect(writer.mismatches(with: ["DBClusterIdentifier": JSONValue(cluster.resource.ref)]) == [])
        #expect(writer.mismatches(with: RDS.DBInstance(dbClusterIdentifier: cluster.resource.ref)) == [])
    }

    @Test func `no value matches what isn't there`() {
        #expect(cluster.mismatches(with: ["SnapshotIdentifier": .noValue]) == [])
        #expect(
            lines(["Engine": .noValue]) == [#"Cluster.Properties.Engine: got "aurora-mysql", expected nothing"#]
        )
    }

    @Test func `each difference says where it is, what is there and what was expected`() {
        for (pattern, expected) in differences {
            #expect(lines(pattern) == expected.map { "Cluster.Properties.\($0)" })
        }
    }

    private var differences: [(JSONValue, [String])] {
        [
            (["Engine": "x"], [#"Engine: got "aurora-mysql", expected "x""#]),
            (["Port": "3307"], [#"Port: got 3307, expected "3307""#]),
            (["KmsKeyId": "x"], [#"KmsKeyId: got nothing, expected "x""#]),
            (["Enginee": "x"], [#"Enginee: got nothing, expected "x"; there is Engine"#]),
            (["Engine": ["Ref": "A"]], [#"Engine: got "aurora-mysql", expected {"Ref": "A"}"#]),
            (
                ["BackupRetentionPeriod": ["Fn::If": ["IsProduction", 35, 8]]],
                [
                    #"BackupRetentionPeriod: got {"Fn::If": ["IsProduction", 35, 7]}, "#
                        + #"expected {"Fn::If": ["IsProduction", 35, 8]}"#
                ]
            ),
            (
                ["AvailabilityZones": ["eu-west-1a"]],
                [#"AvailabilityZones: got ["eu-west-1a", {"Fn::Sub": "${AWS::Region}b"}], expected ["eu-west-1a"]"#]
            ),
            (
                ["Tags": [["Key": "Team", "Value": "ops"], ["Key": "Cost"]]],
                [#"Tags.0.Value: got "shop", expected "ops""#, #"Tags.1.Key: got "App", expected "Cost""#]
            ),
            (
                ["ServerlessV2ScalingConfiguration": ["MinCapacity": 0], "Engine": "x"],
                [
                    "ServerlessV2ScalingConfiguration.MinCapacity: got 0.5, expected 0",
                    #"Engine: got "aurora-mysql", expected "x""#,
                ]
            ),
        ]
    }

    @Test func `a pattern that refers to what the app doesn't hold is told so`() {
        let stranger = EC2.VPC(cidrBlock: "10.0.0.0/16")
        #expect(
            lines(["KmsKeyId": JSONValue(stranger.ref)]) == [
                "Cluster.Properties: got a pattern that refers to what no stack of the app holds, "
                    + "expected references to elements of the app"
            ]
        )
    }

    @Test func `a whole template matches a part of it`() {
        let pattern: JSONValue = [
            "Resources": ["Cluster": ["DeletionPolicy": "Snapshot", "Properties": ["Port": 1]]]
        ]
        #expect(
            template.content.mismatches(with: pattern).map(\.description) == [
                "Resources.Cluster.Properties.Port: got 3307, expected 1"
            ]
        )
        #expect(
            template.outputs["Adress"].mismatches(with: ["Value": 1]).map(\.description) == [
                "Outputs.Adress.Value: got nothing, expected 1"
            ]
        )
        #expect(
            template.outputs["Address.Description"].mismatches(with: "x").map(\.description) == [
                #"Outputs.Address.Description: got "Where the database is", expected "x""#
            ]
        )
    }

    @Test func `an expectation shows every difference at its own line`() {
        expectIssue(
            """
            Cluster.Properties.Engine: got "aurora-mysql", expected "x"
            Cluster.Properties.Port: got 3307, expected 1
            """
        ) {
            cluster.expectMatch(["Engine": "x", "Port": 1])
        }
        expectIssue("Cluster.Properties.Port: got 3307, expected 1") { cluster.expectMatch(RDS.DBCluster(port: 1)) }
        expectIssue("Resources.Cluster.DeletionPolicy: got \"Snapshot\", expected nothing") {
            template.content["Resources"].expectMatch(["Cluster": ["DeletionPolicy": .noValue]])
        }
        cluster.expectMatch(["Port": 3307])
        cluster.expectMatch(RDS.DBCluster(port: 3307))
        template.content.expectMatch(["Resources": ["Cluster": ["DeletionPolicy": "Snapshot"]]])
    }

    private func lines(_ pattern: JSONValue) -> [String] {
        cluster.mismatches(with: pattern).map(\.description)
    }
}
