import Foundation
import TestSupport
import Testing

/// Templates that are there already, in files.
@Suite struct ValidateTests {
    private let run: SampleRun

    init() throws {
        run = try SampleRun()
    }

    @Test func `problems stand at their line and column, whatever the form of the text`() throws {
        try run.write(
            """
            Conditions: {C: !Equals [!Ref AWS::Region, eu-west-1]}
            Resources:
              Queue:
                Type: AWS::SQS::Queue
                Properties:
                  DelaySecond: 5
                  VisibilityTimeout: !If [C, -3, 4]
              Bucket: {Type: AWS::S3::Buckett}
            """,
            to: "a.yaml"
        )
        try run.write(
            #"{"Resources": {"Queue": {"Type": "AWS::SQS::Queue", "Properties": {"DelaySeconds": "long"}}}}"#,
            to: "b.json"
        )
        let result = try run("validate", "a.yaml", "b.json")
        #expect(result.status == 1)
        #expect(
            result.errors == """
                a.yaml:6:7: error[VAL002]: Queue has a property that AWS::SQS::Queue doesn't know there; got DelaySecond, \
                expected DelaySeconds
                  fix: write DelaySeconds
                a.yaml:7:34: error[VAL007]: Queue.VisibilityTimeout.Fn::If.1 is out of range; got -3, expected 0...43200
                  fix: choose 0
                a.yaml:8:18: error[VAL011]: CloudFormation has no such resource type; got AWS::S3::Buckett, \
                expected AWS::S3::Bucket
                  fix: write AWS::S3::Bucket
                a.yaml: 3 errors
                b.json:1:84: error[VAL004]: Queue.DelaySeconds is of the wrong type; got long, expected an integer
                  fix: write an integer
                b.json: 1 error

                """
        )
        #expect(result.output == "")
    }

    @Test(arguments: [
        "out/database.template.yaml", "Tests/ValidationComparison/services.yaml",
        "Tests/ValidationComparison/unusual.yaml",
    ])
    func `a valid template has no errors`(path: String) throws {
        let result = try run("validate", "--quiet", PackageFolder.file(path).path)
        #expect((result.status, result.errors, result.output) == (0, "", ""))
    }

    @Test(arguments: [
        (
            "a: [",
            "x.yaml:1:5: error[TPL006]: the text is neither YAML nor JSON; got did not find expected node content"
        ),
        ("[]", "x.yaml:1:1: error[TPL006]: the text is no template; expected sections such as Resources"),
        ("a: 1\n---\n", "x.yaml:2:1: error[TPL007]: CloudFormation doesn't read this of YAML; got a second document"),
        ("a: &b 1", "x.yaml:1:4: error[TPL007]: CloudFormation doesn't read this of YAML; got &b"),
        ("a: !Reff b", "x.yaml:1:4: error[TPL007]: CloudFormation doesn't read this of YAML; got !Reff"),
        (
            "a: 1\na: 2",
            "x.yaml:2:1: error[TPL008]: a key is there twice; got a, expected keys that differ; the first is in"
        ),
        ("a:", "x.yaml:1:3: error[TPL009]: a value is missing; got null"),
        ("a: 1", "x.yaml: error[TPL010]: the template has no resources; expected a section Resources"),
    ])
    func `a text that is no template is refused`(text: String, problem: String) throws {
        try run.write(text, to: "x.yaml")
        let result = try run("validate", "x.yaml")
        #expect(result.status == 1)
        #expect(result.errors.hasPrefix(problem), "\(result.errors)")
    }

    @Test func `references and the size of a template are checked, each at its place`() throws {
        let padding = String(repeating: " ", count: 1_000_000)
        try run.write(
            """
            Resources:
              Queue: {Type: AWS::SQS::Queue, Properties: {QueueName: !GetAtt Topic.TopicAr}}
              Topic:
                Type: AWS::SNS::Topic
                DependsOn: [Queue]\(padding)
            """,
            to: "a.yaml"
        )
        let result = try run("validate", "--quiet", "a.yaml")
        #expect(result.status == 1)
        #expect(
            result.errors == """
                a.yaml: error[TPL003]: the template is larger than CloudFormation accepts; got 1000149 bytes, \
                expected at most 1000000
                  fix: move some resources into a stack of their own
                a.yaml:2:58: error[VAL020]: AWS::SNS::Topic has no such attribute; got TopicAr, \
                expected ArchivePolicy, ContentBasedDeduplication, DataProtectionPolicy, DeliveryStatusLogging, \
                DisplayName, FifoThroughputScope, FifoTopic, KmsMasterKeyId, MaximumMessageSize, SignatureVersion, \
                Subscription, Tags, TopicArn, TopicName, TracingConfig
                  fix: write TopicArn
                a.yaml:2:58: error[VAL028]: resources depend on each other in a circle; got Queue → Topic → Queue, \
                expected an order to create them in
                  a.yaml:2:58: Queue needs Topic: Properties.QueueName
                  a.yaml:5:17: Topic needs Queue: DependsOn
                  fix: remove one of these references

                """
        )
    }

    @Test func `a file that isn't there is named, and the others are checked`() throws {
        try run.write("Resources: {Queue: {Type: AWS::SQS::Queue}}", to: "a.yaml")
        let result = try run("validate", "none.yaml", "a.yaml")
        #expect(result.status == 1)
        #expect(
            result.errors == """
                none.yaml: error[TPL005]: the template can't be read; got no such file or directory, \
                expected a file in YAML or JSON
                  fix: name a template
                none.yaml: 1 error
                a.yaml: no errors

                """
        )
    }

    @Test func `a folder is no template`() throws {
        try run.write("", to: "dir.yaml/a.yaml")
        let result = try run("validate", "--quiet", "dir.yaml")
        #expect(
            result.errors == """
                dir.yaml: error[TPL005]: the template can't be read; got a directory, expected a file in YAML or JSON
                  fix: name a template

                """
        )
    }

    @Test func `a misspelt section of resources is named`() throws {
        try run.write("Resorces: {Queue: {Type: AWS::SQS::Queue}}", to: "a.yaml")
        let result = try run("validate", "--quiet", "a.yaml")
        #expect(
            result.errors == """
                a.yaml: error[TPL010]: the template has no resources; expected a section Resources with at least one
                  fix: add one
                a.yaml:1:1: error[VAL032]: CloudFormation has no such section; got Resorces, expected Resources
                  fix: write Resources

                """
        )
    }
}
