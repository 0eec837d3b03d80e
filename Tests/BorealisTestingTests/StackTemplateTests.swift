import Borealis
import BorealisEC2
import BorealisRDS
import BorealisTesting
import Testing

@Suite struct StackTemplateTests {
    private let template: StackTemplate

    init() throws {
        template = try synthesize(ShopStack())
    }

    @Test func `resources of a class come in the order of the template`() {
        #expect(template.resources(RDS.DBInstance.self).map(\.logicalID) == ["Writer", "Readers1", "Readers2"])
        #expect(template.resources(EC2.VPC.self).count == 0)
        #expect(
            template.resources().map(\.description) == [
                "Cluster (AWS::RDS::DBCluster)", "Writer (AWS::RDS::DBInstance)", "Readers1 (AWS::RDS::DBInstance)",
                "Readers2 (AWS::RDS::DBInstance)", "Pause (Custom::Pause)",
            ]
        )
    }

    @Test func `resources without a class are found by the name of their type`() throws {
        #expect(template.resources(ofType: "Custom::Pause").map(\.logicalID) == ["Pause"])
        #expect(try template.resource(ofType: "Custom::Pause")["Properties.Hours.1"] == 6)
    }

    @Test func `resources that match are counted`() throws {
        #expect(template.resources(RDS.DBInstance.self, matching: ["DBInstanceClass": "db.serverless"]).count == 3)
        let writer = try template.resource(RDS.DBInstance.self, matching: ["PromotionTier": 0])
        #expect(writer.logicalID == "Writer")
    }

    @Test func `sections are asked by logical ID`() {
        #expect(template.parameters["Environment.AllowedValues"] == ["dev", "prod"])
        #expect(template.mappings["Sizes.prod.max"] == 16)
        #expect(template.conditions["IsProduction"] == ["Fn::Equals": [["Ref": "Environment"], "prod"]])
        #expect(template.outputs["Address.Description"] == "Where the database is")
        #expect(template.outputs.keys == ["Address"])
        #expect(template.outputs["Adress"] == nil)
        #expect(template.content["Resources.Cluster.Type"] == "AWS::RDS::DBCluster")
    }

    @Test func `a resource that can't be told says why`() {
        let questions: [(() throws -> Void, String)] = [
            ({ _ = try template.resource(EC2.VPC.self) }, "shop has no EC2.VPC"),
            (
                { _ = try template.resource(RDS.DBInstance.self) },
                "shop has more than one RDS.DBInstance; got 3: Writer, Readers1, Readers2"
            ),
            ({ _ = try template.resource(ofType: "Custom::Play") }, "shop has no Custom::Play"),
            ({ _ = try template.resource("Clutser") }, "shop has no resource Clutser; it has Cluster"),
            ({ _ = try template.resource("Queue") }, "shop has no resource Queue"),
            (
                { _ = try template.resource("Cluster", as: RDS.DBInstance.self) },
                "Cluster of shop is of another class; got RDS.DBCluster, expected RDS.DBInstance"
            ),
            (
                { _ = try template.resource(EC2.VPC.self, matching: ["CidrBlock": "10.0.0.0/16"]) },
                "shop has no EC2.VPC that matches"
            ),
            (
                { _ = try template.resource(RDS.DBInstance.self, matching: ["DBInstanceClass": "db.serverless"]) },
                "shop has more than one RDS.DBInstance that matches; got 3: Writer, Readers1, Readers2"
            ),
            (
                { _ = try template.resource(RDS.DBInstance.self, matching: ["PromotionTier": 3]) },
                """
                no RDS.DBInstance of shop matches
                  Writer.Properties.PromotionTier: got 0, expected 3
                  Readers1.Properties.PromotionTier: got 1, expected 3
                  Readers2.Properties.PromotionTier: got 2, expected 3
                """
            ),
        ]
        for (question, answer) in questions {
            let error = #expect(throws: TemplateQuestionError.self) { try question() }
            #expect(error?.description == answer)
        }
    }
}
