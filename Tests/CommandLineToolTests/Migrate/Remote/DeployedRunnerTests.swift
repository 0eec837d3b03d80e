import BorealisAWSClient
import BorealisCommandLineTool
import BorealisDiagnostics
import TemplateModel
import Testing

/// Which function of a deployed stack is asked.
@Suite struct DeployedRunnerTests {
    private func runners(_ resources: String) -> [DeployedRunner] {
        DeployedRunner.all(in: Template(TemplateDocument(Array("Resources:\n\(resources)".utf8)).root))
    }

    private func migration(_ id: String, token: String, set: String = "main") -> String {
        """
          \(id):
            Type: Custom::SchemaMigration
            Properties:
              ServiceToken: \(token)
              Set: \(set)

        """
    }

    @Test(arguments: [
        "!GetAtt Runner.Arn", "{Fn::GetAtt: [Runner, Arn]}", "{Fn::GetAtt: Runner.Arn}", "!Sub ${Runner.Arn}",
    ])
    func `the service token says which function it is, however it is written`(token: String) {
        #expect(
            runners(migration("Migration", token: token))
                == [DeployedRunner(migrations: ["Migration"], set: "main", function: "Runner")]
        )
    }

    @Test(arguments: [
        "!Ref Runner", "arn:aws:lambda:eu-north-1:1:function:x", "!GetAtt Runner.Name", "!ImportValue x",
        "!Sub ${Runner}x",
        "!GetAtt [Runner, !Ref Attribute]",
    ])
    func `another service token is that of no function of the stack`(token: String) throws {
        let found = runners(migration("Migration", token: token))
        #expect(found == [])
        let problem = #expect(throws: Diagnostic.self) { try found.one(called: nil, of: "blog") }
        #expect(problem?.code == .known(.missingRunner))
    }

    private var shop: [DeployedRunner] {
        runners(
            migration("Migration", token: "!GetAtt Runner.Arn") + migration("Contraction", token: "!GetAtt Runner.Arn")
                + migration("Reports", token: "!GetAtt ReportsRunner.Arn", set: "reports")
        )
    }

    @Test func `both phases of a migration have one function`() {
        #expect(
            shop == [
                DeployedRunner(migrations: ["Migration", "Contraction"], set: "main", function: "Runner"),
                DeployedRunner(migrations: ["Reports"], set: "reports", function: "ReportsRunner"),
            ]
        )
    }

    @Test func `of several sets one must be named, which the problem lists`() throws {
        #expect(try shop.one(called: "reports", of: "shop").function == "ReportsRunner")
        #expect(try shop.one(called: "Contraction", of: "shop").function == "Runner")
        let ambiguous = #expect(throws: Diagnostic.self) { try shop.one(called: nil, of: "shop") }
        #expect(ambiguous?.code == .known(.ambiguousRunner))
        #expect(ambiguous?.got == "main (Migration, Contraction), reports (Reports)")
        #expect(ambiguous?.fix == "say --set main")
        let missing = #expect(throws: Diagnostic.self) { try shop.one(called: "report", of: "shop") }
        #expect(missing?.code == .known(.missingRunner))
        #expect(missing?.fix == "say --set reports")
    }

    @Test func `two sets of one name are told apart by their migrations`() throws {
        let twins = runners(migration("A", token: "!GetAtt One.Arn") + migration("B", token: "!GetAtt Two.Arn"))
        let ambiguous = #expect(throws: Diagnostic.self) { try twins.one(called: "main", of: "shop") }
        #expect(ambiguous?.fix == "say --set A")
        #expect(try twins.one(called: "B", of: "shop").function == "Two")
    }

    @Test(arguments: [
        (id: "Runner", type: "AWS::Lambda::Function", name: String?.none, status: "CREATE_FAILED"),
        ("Runner", "AWS::Lambda::Function", "", "CREATE_IN_PROGRESS"),
        ("Runner", "AWS::Lambda::Function", "blog-Runner-1", "DELETE_COMPLETE"),
        ("Runner", "AWS::SNS::Topic", "blog-Runner-1", "CREATE_COMPLETE"),
        ("Other", "AWS::Lambda::Function", "blog-Runner-1", "CREATE_COMPLETE"),
    ])
    func `a function that isn't there is a problem`(id: String, type: String, name: String?, status: String) {
        var resource = CloudFormationClient.StackResource()
        (resource.logicalID, resource.type, resource.physicalID, resource.status) = (id, type, name, status)
        let runner = DeployedRunner(migrations: ["Migration"], set: "main", function: "Runner")
        let found = resource
        let problem = #expect(throws: Diagnostic.self) { try runner.physicalName(among: [found], of: "blog") }
        #expect(problem?.code == .known(.missingRunner))
    }

    @Test func `a function that is there is called by its name`() throws {
        var resource = CloudFormationClient.StackResource()
        (resource.logicalID, resource.type) = ("Runner", "AWS::Lambda::Function")
        (resource.physicalID, resource.status) = ("blog-Runner-1", "UPDATE_COMPLETE")
        let runner = DeployedRunner(migrations: ["Migration"], set: "main", function: "Runner")
        #expect(try runner.physicalName(among: [resource], of: "blog") == "blog-Runner-1")
    }
}
