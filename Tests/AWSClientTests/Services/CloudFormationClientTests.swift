import BorealisAWSClient
import BorealisDiagnostics
import Testing

@Suite struct CloudFormationClientTests {
    private func result(_ action: String, _ content: String) -> String {
        """
        <\(action)Response xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/">
          <\(action)Result>\(content)</\(action)Result>
          <ResponseMetadata><RequestId>1234</RequestId></ResponseMetadata>
        </\(action)Response>
        """
    }

    @Test func `a stack has its parameters, outputs and tags`() throws {
        let transport = ScriptedTransport(
            result(
                "DescribeStacks",
                """
                <Stacks><member>
                  <StackId>arn:aws:cloudformation:eu-central-1:1:stack/blog/x</StackId>
                  <StackName>a b/ü&amp;=+~</StackName>
                  <StackStatus>UPDATE_COMPLETE</StackStatus>
                  <Parameters>
                    <member><ParameterKey>Secret</ParameterKey><ParameterValue>****</ParameterValue></member>
                    <member><ParameterKey>None</ParameterKey></member>
                  </Parameters>
                  <Outputs><member><OutputKey>A</OutputKey><OutputValue>1</OutputValue></member>
                  <member><OutputKey>B</OutputKey><OutputValue>ü</OutputValue><ExportName>blog-B</ExportName></member>
                  </Outputs>
                  <Tags><member><Key>team</Key><Value>a&amp;b</Value></member></Tags>
                </member></Stacks>
                """
            )
        )
        var expected = CloudFormationClient.Stack()
        expected.name = "a b/ü&=+~"
        expected.id = "arn:aws:cloudformation:eu-central-1:1:stack/blog/x"
        expected.status = "UPDATE_COMPLETE"
        expected.parameters = ["Secret": "****", "None": ""]
        expected.tags = ["team": "a&b"]
        expected.outputs = [("A", "1", nil), ("B", "ü", "blog-B")].map { key, value, name in
            var output = CloudFormationClient.Output()
            output.key = key
            output.value = value
            output.exportName = name
            return output
        }
        #expect(try CloudFormationClient(transport.session).stack(named: "a b/ü&=+~") == expected)
        #expect(transport.bodies == ["Action=DescribeStacks&StackName=a%20b%2F%C3%BC%26%3D%2B~&Version=2010-05-15"])
        let request = try #require(transport.requests.first)
        #expect(request.url == "https://cloudformation.eu-central-1.amazonaws.com/")
        #expect(request.method == "POST")
        #expect(request.headers.map(\.name) == ["Content-Type"])
        #expect(request.signature?.region == "eu-central-1")
        #expect(request.signature?.service == "cloudformation")
        #expect(request.signature?.credentials == ScriptedTransport.credentials)
    }

    @Test func `a stack that doesn't exist is none`() throws {
        let transport = ScriptedTransport([.refusal("ValidationError", "Stack with id blog does not exist")])
        #expect(try CloudFormationClient(transport.session).stack(named: "blog") == nil)
    }

    @Test func `a name that no stack can have is a problem, and not a stack that doesn't exist`() {
        let words = "1 validation error detected: Value '-' at 'stackName' failed to satisfy constraint"
        let transport = ScriptedTransport([.refusal("ValidationError", words)])
        let found = problem { () throws(Diagnostic) in try CloudFormationClient(transport.session).stack(named: "-") }
        #expect(found?.code == .known(.refusedRequest))
        #expect(found?.got == "cloudformation:DescribeStacks: ValidationError, HTTP 400")
        #expect(found?.detail == "\(words)\nrequest ID: 1234")
    }

    @Test func `an answer without the stack is no stack that doesn't exist`() {
        let transport = ScriptedTransport(result("DescribeStacks", "<Stacks/>"))
        let found = problem { () throws(Diagnostic) in try CloudFormationClient(transport.session).stack(named: "a") }
        #expect(found?.code == .known(.unreadableAnswer))
    }

    private func described(_ name: String, id: String, status: String) -> String {
        let member = "<StackName>\(name)</StackName><StackId>\(id)</StackId><StackStatus>\(status)</StackStatus>"
        return result("DescribeStacks", "<Stacks><member>\(member)</member></Stacks>")
    }

    @Test(arguments: ["blog", "arn:1"])
    func `a stack is found by its name or its ID`(asked: String) throws {
        let transport = ScriptedTransport(described("blog", id: "arn:1", status: "UPDATE_COMPLETE"))
        #expect(try CloudFormationClient(transport.session).stack(named: asked)?.id == "arn:1")
    }

    @Test(arguments: ["Blog", "blo", "arn:2", ""])
    func `an answer about another stack is a problem`(asked: String) {
        let transport = ScriptedTransport(described("blog", id: "arn:1", status: "UPDATE_COMPLETE"))
        let found = problem { () throws(Diagnostic) in try CloudFormationClient(transport.session).stack(named: asked) }
        #expect(found?.code == .known(.unreadableAnswer))
        #expect((found?.got, found?.expected) == ("blog", asked))
    }

    @Test(arguments: [
        (("", "arn:1", "UPDATE_COMPLETE"), "StackName"), (("blog", "", "UPDATE_COMPLETE"), "StackId"),
        (("blog", "arn:1", ""), "StackStatus"),
    ])
    func `an answer that lacks what every stack has is a problem`(stack: (String, String, String), lacking: String) {
        let transport = ScriptedTransport(described(stack.0, id: stack.1, status: stack.2))
        let found = problem { () throws(Diagnostic) in try CloudFormationClient(transport.session).stack(named: "blog")
        }
        #expect(found?.code == .known(.unreadableAnswer))
        #expect(found?.got == "an answer to DescribeStacks without \(lacking)")
    }

    @Test func `a template comes as it was given, also that of a change set`() throws {
        let template = "Resources:\n  A: {Type: 'x &amp; &lt;y&gt;'}\n"
        let body = result("GetTemplate", "<TemplateBody>\(template)</TemplateBody>")
        let transport = ScriptedTransport(body, body)
        let client = CloudFormationClient(transport.session)
        #expect(try client.template(of: "blog") == "Resources:\n  A: {Type: 'x & <y>'}\n")
        _ = try client.template(of: "blog", changeSet: "next")
        #expect(
            transport.bodies == [
                "Action=GetTemplate&StackName=blog&TemplateStage=Original&Version=2010-05-15",
                "Action=GetTemplate&ChangeSetName=next&StackName=blog&TemplateStage=Original&Version=2010-05-15",
            ]
        )
    }

    @Test func `an answer without a template is a problem`() {
        let transport = ScriptedTransport(result("GetTemplate", "<StagesAvailable/>"))
        let found = problem { () throws(Diagnostic) in try CloudFormationClient(transport.session).template(of: "a") }
        #expect(found?.code == .known(.unreadableAnswer))
        #expect(found?.got == "an answer to GetTemplate without TemplateBody")
    }

    private func resources(_ name: String, next: String?) -> String {
        let resource =
            "<LogicalResourceId>\(name)</LogicalResourceId><ResourceType>T</ResourceType><ResourceStatus>S</ResourceStatus>"
        let token = next.map { "<NextToken>\($0)</NextToken>" } ?? ""
        return result(
            "ListStackResources",
            "<StackResourceSummaries><member>\(resource)</member></StackResourceSummaries>\(token)"
        )
    }

    @Test func `all pages are read, ten thousand of them`() throws {
        let pages = (1...10_000).map { resources("R\($0)", next: $0 == 10_000 ? nil : "t\($0)+/=") }
        let transport = ScriptedTransport(pages.map { .answer(200, $0) })
        let found = try CloudFormationClient(transport.session).resources(of: "blog")
        #expect(found.map(\.logicalID) == (1...10_000).map { "R\($0)" })
        #expect(
            transport.bodies.prefix(2) == [
                "Action=ListStackResources&StackName=blog&Version=2010-05-15",
                "Action=ListStackResources&NextToken=t1%2B%2F%3D&StackName=blog&Version=2010-05-15",
            ]
        )
    }

    @Test func `pages without end end`() {
        let pages = (1...10_001).map { resources("R", next: "t\($0)") }
        let transport = ScriptedTransport(pages.map { .answer(200, $0) })
        let found = problem { () throws(Diagnostic) in try CloudFormationClient(transport.session).resources(of: "a") }
        #expect(found?.code == .known(.unreadableAnswer))
        #expect(found?.got == "more than 10000 pages of ListStackResources")
        #expect(transport.requests.count == 10_000)
    }

    @Test func `a next page that was there before ends`() {
        let transport = ScriptedTransport(["1", "2", "1"].map { .answer(200, resources("R", next: $0)) })
        let found = problem { () throws(Diagnostic) in try CloudFormationClient(transport.session).resources(of: "a") }
        #expect(found?.got == "ListStackResources names the same next page twice")
        #expect(transport.requests.count == 3)
    }

    @Test func `the stacks that import an export are sorted, and may be none`() throws {
        let transport = ScriptedTransport([
            .answer(200, result("ListImports", "<Imports><member>b</member><member>a</member></Imports>")),
            .refusal("ValidationError", "Export 'blog-B' is not imported by any stack."),
            .refusal("ValidationError", "No export named blog-B found."),
        ])
        let client = CloudFormationClient(transport.session)
        #expect(try client.importers(of: "blog-B") == ["a", "b"])
        #expect(try client.importers(of: "blog-B").isEmpty)
        #expect(try client.importers(of: "blog-B").isEmpty)
    }

    @Test func `a change set has the changes of all pages`() throws {
        let change = """
            <member><Type>Resource</Type><ResourceChange>
              <PolicyAction>ReplaceAndRetain</PolicyAction><Action>Modify</Action>
              <LogicalResourceId>Cluster</LogicalResourceId><PhysicalResourceId>c-1</PhysicalResourceId>
              <ResourceType>AWS::RDS::DBCluster</ResourceType><Replacement>Conditional</Replacement>
              <BeforeContext>{"a":1}</BeforeContext><AfterContext>{"a":2}</AfterContext>
              <Details><member>
                <Target><Attribute>Properties</Attribute><Name>Engine</Name><Path>/Properties/Engine</Path>
                <RequiresRecreation>Conditionally</RequiresRecreation>
                <BeforeValue>1</BeforeValue><AfterValue>2</AfterValue></Target>
                <Evaluation>Dynamic</Evaluation><ChangeSource>ResourceReference</ChangeSource>
                <CausingEntity>Key</CausingEntity>
              </member></Details>
            </ResourceChange></member>
            """
        let head = "<ChangeSetName>next</ChangeSetName><Status>CREATE_COMPLETE</Status>"
        let state = "<ExecutionStatus>AVAILABLE</ExecutionStatus>"
        let added = "<Action>Add</Action><LogicalResourceId>Key</LogicalResourceId><ResourceType>K</ResourceType>"
        let second = "<member><Type>Resource</Type><ResourceChange>\(added)<Details/></ResourceChange></member>"
        let transport = ScriptedTransport(
            result("DescribeChangeSet", "\(head)\(state)<Changes>\(change)</Changes><NextToken>n</NextToken>"),
            result("DescribeChangeSet", "\(head)\(state)<Changes>\(second)</Changes>")
        )
        var detail = CloudFormationClient.Detail()
        detail.attribute = "Properties"
        detail.name = "Engine"
        detail.path = "/Properties/Engine"
        detail.requiresRecreation = "Conditionally"
        detail.beforeValue = "1"
        detail.afterValue = "2"
        detail.evaluation = "Dynamic"
        detail.changeSource = "ResourceReference"
        detail.causingEntity = "Key"
        var modified = CloudFormationClient.Change()
        modified.action = "Modify"
        modified.logicalID = "Cluster"
        modified.physicalID = "c-1"
        modified.type = "AWS::RDS::DBCluster"
        modified.replacement = "Conditional"
        modified.policyAction = "ReplaceAndRetain"
        modified.details = [detail]
        modified.beforeContext = "{\"a\":1}"
        modified.afterContext = "{\"a\":2}"
        var new = CloudFormationClient.Change()
        new.action = "Add"
        new.logicalID = "Key"
        new.type = "K"
        var expected = CloudFormationClient.ChangeSet()
        expected.name = "next"
        expected.status = "CREATE_COMPLETE"
        expected.executionStatus = "AVAILABLE"
        expected.changes = [modified, new]
        let client = CloudFormationClient(transport.session)
        #expect(try client.changeSet(named: "next", of: "blog", includingValues: true) == expected)
        #expect(
            transport.bodies == [
                "Action=DescribeChangeSet&ChangeSetName=next&IncludePropertyValues=true&StackName=blog&Version=2010-05-15",
                "Action=DescribeChangeSet&ChangeSetName=next&IncludePropertyValues=true&NextToken=n&StackName=blog"
                    + "&Version=2010-05-15",
            ]
        )
    }

    @Test(arguments: [
        ("ChangeSetNotFound", "ChangeSet [next] does not exist", 404),
        ("ValidationError", "Stack [blog] does not exist", 400),
    ])
    func `a change set that doesn't exist is none`(code: String, words: String, status: Int) throws {
        let transport = ScriptedTransport([.refusal(code, words, status: status)])
        let client = CloudFormationClient(transport.session)
        #expect(try client.changeSet(named: "next", of: "blog", includingValues: false) == nil)
    }

    @Test(arguments: [
        ("<html><body>Log in</body></html>", "<html>"),
        ("{\"Stacks\": []}", "XML: not well-formed (invalid token) in line 1"),
        ("", "XML: no element found in line 1"), ("<GetTemplateResponse/>", "<GetTemplateResponse>"),
        ("<DescribeStacksResponse/>", "<DescribeStacksResponse>"),
    ])
    func `what isn't the answer to the question is a problem`(body: String, found: String) {
        let headers = ["content-type": "text/html", "x-amzn-requestid": "5678"]
        let transport = ScriptedTransport([.answer(200, body, headers: headers)])
        let said = problem { () throws(Diagnostic) in try CloudFormationClient(transport.session).stack(named: "a") }
        #expect(said?.code == .known(.unreadableAnswer))
        #expect(said?.got == "HTTP 200, text/html, \(found)")
        #expect(said?.detail == "request ID: 5678")
    }
}
