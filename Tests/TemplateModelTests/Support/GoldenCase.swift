import OrderedCollections
import TemplateModel
import Testing

/// A node whose texts are committed as `Goldens/<name>.yaml` and `.json`.
struct GoldenCase: CustomTestStringConvertible {
    let name: String
    let node: TemplateNode

    var testDescription: String { name }

    static let all = [
        GoldenCase(name: "01_scalars", node: scalars),
        GoldenCase(name: "02_collections", node: collections),
        GoldenCase(name: "03_short_forms", node: shortForms),
        GoldenCase(name: "04_long_forms", node: longForms),
        GoldenCase(name: "05_conditions", node: conditions),
        GoldenCase(name: "06_lines_of_text", node: linesOfText),
        GoldenCase(name: "07_template", node: template),
    ]

    private static let scalars: TemplateNode = .map([
        "Plain": .string("arn:aws:s3:::bucket/*"), "NeedsQuotes": .string("a: b"), "Version": .string("8.0"),
        "Yes": .string("yes"), "Umlaut": .string("grün"), "Path": .string("a/b"), "Escapes": .string("\"\\\t\u{1}"),
        "Integer": .integer(5432), "Half": .number(0.5), "Whole": .number(4), "Large": .number(1e20),
        "True": .boolean(true), "12": .string("a key like a number"),
    ])

    private static let collections: TemplateNode = .map([
        "EmptyList": .list([]), "EmptyMap": .map([:]), "List": .list([.string("a"), .integer(1)]),
        "Lists": .list([.list([.string("a")]), .list([])]),
        "Maps": .list([.map(["Key": .string("a"), "Value": .string("b")]), .map([:])]),
    ])

    private static let shortForms: TemplateNode = .map([
        "Ref": .call(.ref, .string("AWS::Region")),
        "GetAtt": .call(.getAtt, .list([.string("Cluster"), .string("Endpoint.Port")])),
        "GetAttOfRef": .call(.getAtt, .list([.string("Cluster"), .call(.ref, .string("Name"))])),
        "Sub": .call(.sub, .string("${AWS::StackName}-x")),
        "Select": .call(.select, .list([.integer(0), .call(.getAZs, .string(""))])),
        "Nested": .call(
            .select,
            .list([.integer(1), .call(.split, .list([.string(","), .call(.ref, .string("Zones"))]))])
        ),
        "Join": .call(.join, .list([.string(""), .list([.string("a"), .call(.ref, .string("B"))])])),
        "If": .call(
            .if,
            .list([.string("IsLarge"), .map(["Min": .integer(1)]), .call(.ref, .string("AWS::NoValue"))])
        ),
        "SubWithMap": .call(.sub, .list([.string("${A}"), .map(["A": .call(.ref, .string("B"))])])),
        "Transform": .call(.transform, .map(["Name": .string("Macro"), "Parameters": .map(["A": .integer(1)])])),
    ])

    private static let longForms: TemplateNode = .map([
        "AroundACall": .call(.base64, .call(.sub, .string("${A}"))),
        "AroundTwo": .call(.base64, .call(.importValue, .call(.sub, .string("${A}")))),
        "LanguageExtensions": .call(.length, .list([.string("a")])),
        "LanguageExtensionsText": .call(.toJsonString, .map(["A": .integer(1)])),
        "NumberArgument": .call(.base64, .integer(5)),
        "DottedLogicalID": .call(.getAtt, .list([.string("Module.Cluster"), .string("Arn")])),
        "TextOfGetAtt": .call(.getAtt, .string("Cluster.Arn")),
        "RefAsData": .map(["Ref": .map(["Value": .string("a")])]),
        "TwoKeys": .map(["Ref": .string("a"), "Other": .string("b")]),
    ])

    private static let conditions: TemplateNode = .map([
        "Conditions": .map([
            "IsNamed": .call(.not, .list([.call(.equals, .list([.call(.ref, .string("Name")), .string("")]))])),
            "Both": .call(
                .and,
                .list([.call(.condition, .string("IsNamed")), .call(.condition, .string("IsLarge"))])
            ),
            "Alias": .call(.condition, .string("IsNamed")),
        ]),
        "Resources": .map([
            "Policy": .map(["Condition": .string("IsNamed")]),
            "Statement": .map(["Condition": .map(["Bool": .map(["aws:SecureTransport": .string("true")])])]),
            "Choice": .call(.if, .list([.string("IsNamed"), .map(["Condition": .string("a")]), .string("b")])),
        ]),
    ])

    private static let linesOfText: TemplateNode = .map([
        "Kept": .string("first\n  second\n\nlast\n"), "Stripped": .string("first\nlast"),
        "InCall": .call(.sub, .string("#!/bin/sh\necho ${A}\n")),
        "TrailingSpace": .string("first \nlast\n"), "LeadingSpace": .string("  first\nlast\n"),
        "Tabs": .string("a\n\tb\n"), "CarriageReturn": .string("a\r\nb"), "NextLine": .string("a\u{85}b"),
        "Nul": .string("a\0b"), "KeptBlank": .string("a\n\n"),
    ])

    private static var template: TemplateNode {
        var template = Template()
        template.description = "A cluster"
        template.parameters["AssetBucket"] = .map(["Type": .string("String")])
        template.resources["Cluster"] = .map([
            "Type": .string("AWS::RDS::DBCluster"),
            "DeletionPolicy": .string("Snapshot"),
            "Properties": .map([
                "EngineVersion": .string("16.10"), "Port": .integer(5432),
                "VpcSecurityGroupIds": .list([.call(.ref, .string("Group"))]),
                "ServerlessV2ScalingConfiguration": .map(["MinCapacity": .number(0.5), "MaxCapacity": .number(4)]),
            ]),
        ])
        template.outputs["Arn"] = .map(["Value": .call(.getAtt, .list([.string("Cluster"), .string("DBClusterArn")]))])
        return template.node
    }
}
