import ConstructKit
import TestSupport
import Testing

/// Rule 3 of the language: typed values, and every function that CloudFormation has.
@Suite struct ValueTests {
    @Test func `every function and reference has its form`() throws {
        Golden("Tests/ConstructKitTests/Goldens/functions.yaml").expect(try Functions.yaml)
    }

    @Test func `interpolation is Sub, and text stays text`() throws {
        Golden("Tests/ConstructKitTests/Goldens/interpolation.yaml").expect(try Interpolation.yaml)
    }

    @Test func `dynamic references leave out what has its default`() throws {
        Golden("Tests/ConstructKitTests/Goldens/dynamic-references.yaml").expect(try DynamicReferences.yaml)
    }
}

private struct Functions: Stack, Sample {
    let environment = Parameter(default: "dev", allowedValues: ["dev", "prod"])
    let count = Parameter(default: 2, range: 1...5)
    let names = Parameter<[String]>(default: ["a", "b"])
    let vpc = Parameter<String>(type: .named("AWS::EC2::VPC::Id"), description: "The network")
    let secret = Parameter<String>(
        allowedPattern: "[a-z]+",
        length: 1...8,
        noEcho: true,
        constraintDescription: "small letters"
    )
    let sizes = Mapping(["prod": ["max": 16.0, "min": 0.5], "dev": ["max": 2, "min": 0]])
    let isProduction: Condition
    let isLarge: Condition
    let isAny: Condition
    let first: Resource
    let second: Resource
    let result: Output

    init() {
        isProduction = Condition(.equals(environment.ref, "prod"))
        isLarge = Condition(.and(.condition(isProduction), .not(.equals(count.ref, 1))))
        isAny = Condition(
            .or(
                .equals("a", "1"),
                .equals("a", "2"),
                .equals("a", "3"),
                .equals("a", "4"),
                .equals("a", "5"),
                .equals("a", "6"),
                .equals("a", "7"),
                .equals("a", "8"),
                .equals("a", "9"),
                .equals("a", "10"),
                .equals("a", "11")
            )
        )
        first = thing(["Literal": "a", "Number": 4, "Half": 0.5, "Truth": true, "List": ["a", 1], "Empty": [:]])
        let zones: Value<[String]> = .getAZs()
        second = thing([
            "Ref": JSONValue(first.ref),
            "GetAtt": JSONValue(first.attribute("Endpoint.Port", as: Int.self)),
            "Join": JSONValue(.join("-", ["a", first.ref])),
            "JoinList": JSONValue(.join(",", names.ref)),
            "Select": JSONValue(.select(0, from: zones)),
            "Split": JSONValue(.split(",", environment.ref)),
            "GetAZs": JSONValue(Value.getAZs("eu-west-1")),
            "Cidr": JSONValue(Value.cidr("10.0.0.0/16", count: 4, cidrBits: 8)),
            "ImportValue": JSONValue(.importValue("shared-\(AWS.region)")),
            "FindInMap": JSONValue(sizes.find(environment.ref, "max")),
            "Base64": JSONValue(.base64("#!/bin/sh\necho \(first.ref)\n")),
            "Base64OfRef": JSONValue(.base64(environment.ref)),
            "If": JSONValue(Value.if(isProduction, 2, else: count.ref)),
            "IfPresent": JSONValue(Value<String>.if(isLarge, "large")),
            "ToJsonString": JSONValue(.toJsonString(["a": JSONValue(first.ref)])),
            "Length": JSONValue(Value.length(names.ref)),
            "Transform": .transform("AWS::Include", parameters: ["Location": "s3://bucket/file"]),
            "NoValue": .noValue,
            "Pseudo": [
                JSONValue(AWS.accountId), JSONValue(AWS.notificationARNs), JSONValue(AWS.partition),
                JSONValue(AWS.region), JSONValue(AWS.stackId), JSONValue(AWS.stackName), JSONValue(AWS.urlSuffix),
            ],
        ])
        result = Output(
            first.ref,
            description: "The first",
            exportName: "\(AWS.stackName)-first",
            condition: isProduction
        )
    }
}

private struct Interpolation: Stack, Sample {
    let parameter = Parameter(default: "a")
    let thing: Resource
    let other: Resource

    init() {
        thing = ConstructKitTests.thing()
        let name = "variable"
        let inner: Value<String> = "inner-\(AWS.region)"
        let joined: Value<String> = .join(",", [parameter.ref, AWS.region])
        other = ConstructKitTests.thing([
            "Text": "plain \(name) \(3)",
            "Lone": "\(parameter.ref)",
            "Sub": "arn:\(AWS.partition):rds:\(AWS.region):cluster:\(thing.ref)",
            "Attribute": "host \(thing.attribute("Endpoint.Address", as: String.self))",
            "Nested": "\(inner)-\(name)",
            "Function": "[\(joined)] and again [\(joined)], then \(Value<String>.select(0, from: .getAZs()))",
            "Literal": "${AWS::Region} is text",
            "Escaped": "${AWS::Region} is text beside \(AWS.region)",
            "Number": "\(Value<Int>(5)) of \(Value<Double>(0.5)) is \(Value<Bool>(true))",
        ])
    }
}

private struct DynamicReferences: Stack, Sample {
    let secret = thing()
    let user: Resource

    init() {
        user = thing([
            "Whole": JSONValue(.secretsManager("blog/database")),
            "Key": JSONValue(.secretsManager(secret.ref, jsonKey: "password")),
            "Stage": JSONValue(.secretsManager(secret.ref, jsonKey: "password", versionStage: "AWSPREVIOUS")),
            "Parameter": JSONValue(.ssm("/blog/size")),
            "Version": JSONValue(.ssm("/blog/size", version: 3)),
            "Secure": JSONValue(.ssmSecure("/blog/password", version: 1)),
        ])
    }
}
